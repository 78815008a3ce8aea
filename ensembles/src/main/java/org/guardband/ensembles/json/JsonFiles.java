package org.guardband.ensembles.json;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.guardband.ensembles.safetensors.CheckpointException;

/** Configurations in files of their own. */
public final class JsonFiles {

    private static final int MOST_BYTES = 1 << 24;

    private JsonFiles() {}

    /**
     * Reads a file that holds one object.
     *
     * @param file the file
     * @return the object
     * @throws CheckpointException if it is none, or larger than 16 MB
     * @throws IOException if the file cannot be read
     */
    public static JsonObject read(Path file) throws IOException {
        if (Files.notExists(file)) {
            throw new NoSuchFileException(file.toString(), null, "no such file");
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw new CheckpointException(file + ": must have at most 16 MB");
            }
            return StrictJson.object(file.toString(), bytes);
        }
    }
}
