package org.guardband.benchmarks.graph;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.guardband.core.batch.LogitBatch;
import org.guardband.core.model.ModelFiles;
import org.guardband.graph.NodeBatch;
import org.guardband.graph.NodeData;
import org.guardband.graph.model.NodeModel;

/**
 * Trained base models and their logits, kept in a folder: training takes nearly all the time of the
 * table, so that a calibrator that joins it later need not wait for it again. Without a folder
 * nothing is kept.
 *
 * @param folder where they lie, two files a run: logits in single precision, big endian, and the
 *     document of the model, which may be missing beside logits
 */
record KeptModels(Optional<Path> folder) {

    /** What was kept of a run; if nothing, what is given, which is kept then. */
    TrainedNodes of(NodeRun run, NodeData data, Supplier<NodeModel> trained) {
        // trained at most once, and by one thread
        List<NodeModel> found = new ArrayList<>();
        Supplier<NodeModel> model =
                () -> {
                    if (found.isEmpty()) {
                        found.add(model(run, data, trained));
                    }
                    return found.get(0);
                };
        NodeBatch batch = logits(run, data, "", () -> model.get().predict(data));
        return new TrainedNodes(data, batch.withFeatures(data.features()), model);
    }

    private NodeModel model(NodeRun run, NodeData data, Supplier<NodeModel> trained) {
        if (folder.isEmpty()) {
            return trained.get();
        }
        Path file = folder.get().resolve(name(run) + ".json.gz");
        Path logits = folder.get().resolve(name(run) + ".f32");
        try {
            boolean kept = Files.exists(file);
            NodeModel model = kept ? read(file) : trained.get();
            if (Files.exists(logits)) {
                same(run, read(logits, data).logits(), model.predict(data).logits());
            }
            if (!kept) {
                write(file, model);
            }
            return model;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static NodeModel read(Path file) throws IOException {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            return (NodeModel) ModelFiles.read(in);
        }
    }

    private static void write(Path file, NodeModel model) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            ModelFiles.write(out, model);
        }
        write(file, bytes.toByteArray());
    }

    /**
     * Logits that were kept of a run, or else are given and kept then; without the model.
     *
     * @param kind what tells them from the logits of the base model, which have nothing here
     */
    NodeBatch logits(NodeRun run, NodeData data, String kind, Supplier<NodeBatch> predicted) {
        if (folder.isEmpty()) {
            return predicted.get();
        }
        Path file = folder.get().resolve(name(run) + kind + ".f32");
        try {
            if (Files.exists(file)) {
                return read(file, data);
            }
            NodeBatch batch = predicted.get();
            write(file, bytes(batch.logits()));
            return batch;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Calibrators of one run must see one model. */
    private static void same(NodeRun run, LogitBatch kept, LogitBatch predicted) {
        double[] row = new double[kept.classes()];
        double[] other = new double[kept.classes()];
        for (int i = 0; i < kept.size(); i++) {
            kept.copyRow(i, row);
            predicted.copyRow(i, other);
            if (!Arrays.equals(row, other)) {
                throw new IllegalArgumentException(
                        "the model of "
                                + name(run)
                                + " must predict the kept logits, and does not for node "
                                + i
                                + "; it was trained by other rules or kernels");
            }
        }
    }

    private static String name(NodeRun run) {
        return String.format(
                Locale.ROOT,
                "%s-%s-%d-%d-%d",
                run.data(),
                run.model(),
                run.split(),
                run.fold(),
                run.initialisation());
    }

    private static NodeBatch read(Path file, NodeData data) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        int expected = data.graph().size() * data.classes();
        if (bytes.length != Float.BYTES * expected) {
            throw new IllegalArgumentException(
                    file + " must hold " + expected + " floats, got " + bytes.length + " bytes");
        }
        float[] logits = new float[expected];
        ByteBuffer.wrap(bytes).asFloatBuffer().get(logits);
        return NodeBatch.of(data.graph(), LogitBatch.wrap(logits, data.classNames()), data.roles());
    }

    private static byte[] bytes(LogitBatch logits) {
        double[] row = new double[logits.classes()];
        ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * logits.size() * row.length);
        for (int i = 0; i < logits.size(); i++) {
            logits.copyRow(i, row);
            for (double z : row) {
                bytes.putFloat((float) z);
            }
        }
        return bytes.array();
    }

    /** Whole or not at all: a command may be stopped at any time. */
    private static void write(Path file, byte[] bytes) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Path part = file.resolveSibling(file.getFileName() + ".part");
        Files.write(part, bytes);
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    }
}
