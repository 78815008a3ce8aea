package org.guardband.ensembles.transformer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.guardband.core.file.AtomicFile;
import org.guardband.ensembles.json.JsonFiles;
import org.guardband.ensembles.json.StrictJson;
import org.guardband.ensembles.safetensors.CheckpointException;
import org.guardband.ensembles.safetensors.SafetensorsFile;
import org.guardband.ensembles.safetensors.SafetensorsWriter;
import org.guardband.ensembles.safetensors.TensorInfo;
import org.guardband.ensembles.safetensors.TensorType;

/**
 * Checkpoints as Hugging Face lays them: a folder with {@code config.json} and {@code
 * model.safetensors} of a {@code ViTForImageClassification} or a {@code
 * BertForSequenceClassification}.
 *
 * <p>A setting that changes the computation in a way that is not built here (another activation,
 * relative positions, a decoder …) is refused by its name, never ignored. Tensors that the network
 * does not need are left alone.
 */
public final class Checkpoint {

    static final String CONFIG = "config.json";
    static final String WEIGHTS = "model.safetensors";

    private Checkpoint() {}

    /**
     * Reads a checkpoint.
     *
     * @param folder the folder
     * @return the network, its weights in single precision
     * @throws CheckpointException if a file breaks a rule or a setting is not supported; the
     *     message names file, tensor or setting, and rule
     * @throws IOException if a file cannot be read
     */
    public static Network read(Path folder) throws IOException {
        requireWhole(folder);
        ModelConfig config = ModelConfig.of(JsonFiles.read(folder.resolve(CONFIG)));
        try (SafetensorsFile file = SafetensorsFile.open(folder.resolve(WEIGHTS))) {
            return config.network(source(file));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static void requireWhole(Path folder) {
        if (Files.exists(folder.resolve(WEIGHTS + ".index.json"))) {
            throw new CheckpointException(
                    folder.resolve(WEIGHTS + ".index.json")
                            + ": weights in several files are not supported; save them as one");
        }
        if (Files.exists(folder.resolve("pytorch_model.bin"))
                && Files.notExists(folder.resolve(WEIGHTS))) {
            throw new CheckpointException(
                    folder.resolve("pytorch_model.bin")
                            + ": is a pickle, which is never loaded; save as "
                            + WEIGHTS);
        }
    }

    /** The tensors of a file as weights. */
    private static WeightSource source(SafetensorsFile file) {
        return (name, shape) -> {
            TensorInfo info =
                    file.find(name)
                            .orElseThrow(
                                    () ->
                                            new CheckpointException(
                                                    file.name() + ": " + name + ": is missing"));
            List<Long> wanted = Arrays.stream(shape).map(Integer::longValue).toList();
            if (!info.shape().equals(wanted)) {
                throw new CheckpointException(
                        file.name()
                                + ": "
                                + name
                                + ": shape must be "
                                + wanted
                                + " by "
                                + CONFIG
                                + ", got "
                                + StrictJson.shown(info.shape().toString()));
            }
            return weight(file, name, shape);
        };
    }

    /**
     * A tensor as a weight.
     *
     * @param file the open file
     * @param name the tensor
     * @param shape its shape, already checked
     * @return the weight
     * @throws CheckpointException if a number is not finite
     */
    public static Weight weight(SafetensorsFile file, String name, Integer... shape) {
        return checked(file, () -> Weight.wrap(name, file.floats(name), shape));
    }

    /**
     * A matrix of F16 or BF16 as a weight that stays so.
     *
     * @param file the open file
     * @param name the tensor
     * @param rows number of rows, already checked
     * @param columns number of columns, already checked
     * @return the weight
     * @throws CheckpointException if the tensor is of another type or a number is not finite
     */
    public static HalfWeight halfWeight(SafetensorsFile file, String name, int rows, int columns) {
        return checked(file, () -> HalfWeight.of(name, file.halves(name), rows, columns));
    }

    /** Something that a file gives. */
    @FunctionalInterface
    private interface Read<T> {
        T get() throws IOException;
    }

    private static <T> T checked(SafetensorsFile file, Read<T> read) {
        try {
            return read.get();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (CheckpointException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw new CheckpointException(
                    file.name() + ": " + StrictJson.shown(String.valueOf(e.getMessage())), e);
        }
    }

    /**
     * Writes a checkpoint.
     *
     * @param network the network
     * @param folder the folder, made if it does not exist; its {@code config.json} and {@code
     *     model.safetensors} are replaced
     * @param type F32, or F16 or BF16 to round
     * @throws IOException if a file cannot be written
     */
    public static void write(Network network, Path folder, TensorType type) throws IOException {
        Files.createDirectories(folder);
        byte[] config = ModelConfig.of(network).json();
        AtomicFile.write(folder.resolve(CONFIG), out -> out.write(config));
        SafetensorsWriter.write(
                folder.resolve(WEIGHTS),
                network.weights().stream().map(w -> w.tensor(type)).toList(),
                Map.of("format", "pt"));
    }
}
