package org.guardband.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.guardband.core.file.AtomicFile;
import org.guardband.core.model.ModelFiles;
import org.guardband.core.model.Persistent;
import picocli.CommandLine.Option;

/** Where a stream goes on. */
final class UpdateOption {

    @Option(
            names = "--update",
            paramLabel = "STATE.json",
            description =
                    "Write the state after these rows, for the rows after them (streams); may be"
                            + " MODEL.json itself.")
    Optional<Path> file = Optional.empty();

    /** What a method leaves here is written when its output has been. */
    Optional<Persistent> updated = Optional.empty();

    void check() throws IOException {
        if (file.isPresent()) {
            AtomicFile.requireWritable(file.get());
        }
    }

    void write() throws IOException {
        if (file.isPresent() && updated.isPresent()) {
            ModelFiles.write(file.get(), updated.get());
        }
    }
}
