package org.guardband.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import org.guardband.core.table.TableException;

/** Texts and forms of options that several commands share. */
final class Wording {

    static final String TOLERANCE =
            "How far the sum of a row of class probabilities may be from 1; default 1e-4.";

    static final String IGNORE_LABEL =
            "The label of pixels of images that do not count, often 255 or -1.";

    private Wording() {}

    /** Most methods read one table. */
    static void requireTable(Path table) {
        if (Files.isDirectory(table)) {
            throw new TableException(
                    table
                            + ": must be a table; a folder of snapshots is for "
                            + EarlyStoppingMethods.NAME);
        }
    }

    static OptionalInt ignored(Optional<Integer> label) {
        return label.map(OptionalInt::of).orElse(OptionalInt.empty());
    }
}
