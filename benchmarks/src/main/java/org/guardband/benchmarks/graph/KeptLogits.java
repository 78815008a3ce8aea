package org.guardband.benchmarks.graph;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.guardband.core.batch.LogitBatch;
import org.guardband.graph.NodeBatch;
import org.guardband.graph.NodeData;

/**
 * Logits of trained base models, kept in a folder: training takes nearly all the time of the table,
 * so that a calibrator that joins it later need not wait for it again. Without a folder nothing is
 * kept.
 *
 * @param folder where the logits lie, single precision, big endian, a file a run
 */
record KeptLogits(Optional<Path> folder) {

    /**
     * What was kept of a run; if nothing, what is given, which is kept then.
     *
     * @param kind tells the networks of a run apart; empty for the base model
     */
    NodeBatch of(NodeRun run, NodeData data, String kind, Supplier<NodeBatch> trained) {
        if (folder.isEmpty()) {
            return trained.get();
        }
        Path file = folder.get().resolve(name(run, kind));
        try {
            if (Files.exists(file)) {
                return read(file, data);
            }
            NodeBatch batch = trained.get();
            write(file, batch.logits());
            return batch;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String name(NodeRun run, String kind) {
        return String.format(
                Locale.ROOT,
                "%s-%s-%d-%d-%d%s.f32",
                run.data(),
                run.model(),
                run.split(),
                run.fold(),
                run.initialisation(),
                kind);
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

    private static void write(Path file, LogitBatch logits) throws IOException {
        double[] row = new double[logits.classes()];
        ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * logits.size() * row.length);
        for (int i = 0; i < logits.size(); i++) {
            logits.copyRow(i, row);
            for (double z : row) {
                bytes.putFloat((float) z);
            }
        }
        // whole or not at all: a command may be stopped at any time
        Files.createDirectories(file.toAbsolutePath().getParent());
        Path part = file.resolveSibling(file.getFileName() + ".part");
        Files.write(part, bytes.array());
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    }
}
