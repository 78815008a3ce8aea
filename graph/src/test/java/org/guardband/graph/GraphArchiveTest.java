package org.guardband.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.guardband.core.table.TableException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GraphArchiveTest {

    @TempDir Path folder;

    private final Map<String, byte[]> arrays = new LinkedHashMap<>();

    @BeforeEach
    void aGraphOfThreeNodes() {
        arrays.put("adj_data", array("<f4", 1, 1, 0, 2));
        arrays.put("adj_indices", array("<i4", 1, 2, 0, 2));
        arrays.put("adj_indptr", array("<i4", 0, 2, 3, 4));
        arrays.put("adj_shape", array("<i8", 3, 3));
        arrays.put("attr_data", array("<f4", 5, 6, 7));
        arrays.put("attr_indices", array("<i4", 3, 1, 0));
        arrays.put("attr_indptr", array("<i4", 0, 2, 2, 3));
        arrays.put("attr_shape", array("<i8", 3, 4));
        arrays.put("labels", array("<i8", 1, 0, 2));
        arrays.put("node_names", "objects are not looked into".getBytes(StandardCharsets.UTF_8));
    }

    /** A NumPy array of one dimension. */
    private static byte[] array(String type, double... values) {
        String head =
                "{'descr': '"
                        + type
                        + "', 'fortran_order': False, 'shape': ("
                        + values.length
                        + ",), }";
        head = head + " ".repeat(117 - head.length()) + "\n";
        int bytes = type.endsWith("8") ? 8 : 4;
        ByteBuffer out =
                ByteBuffer.allocate(10 + head.length() + bytes * values.length)
                        .order(ByteOrder.LITTLE_ENDIAN);
        out.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.US_ASCII));
        out.put((byte) 1).put((byte) 0).putShort((short) head.length());
        out.put(head.getBytes(StandardCharsets.US_ASCII));
        for (double value : values) {
            switch (type) {
                case "<f4" -> out.putFloat((float) value);
                case "<i4" -> out.putInt((int) value);
                default -> out.putLong((long) value);
            }
        }
        return out.array();
    }

    private Path write() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> entry : arrays.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey() + ".npy"));
                zip.write(entry.getValue());
            }
        }
        return Files.write(folder.resolve("graph.npz"), bytes.toByteArray());
    }

    @Test
    void theSparseMatricesAreRead() throws IOException {
        NodeData data = GraphArchive.read(write(), EdgeRules.withDefaults());
        assertThat(data.graph()).isEqualTo(Graph.of(3, new int[] {0, 0}, new int[] {1, 2}));
        assertThat(data.labels()).containsExactly(1, 0, 2);
        assertThat(data.features().toArray()).containsExactly(0, 6, 0, 5, 0, 0, 0, 0, 7, 0, 0, 0);
        Graph asIs =
                GraphArchive.read(
                                write(),
                                new EdgeRules(
                                        EdgeDirection.KEEP, SelfLoops.KEEP, DuplicateEdges.REFUSE))
                        .graph();
        assertThat(asIs.arcs()).isEqualTo(3);
        assertThat(asIs.selfLoops()).isEqualTo(1);
    }

    @Test
    void featuresAndLabelsMayBeAbsent() throws IOException {
        arrays.keySet().removeIf(name -> !name.startsWith("adj"));
        NodeData data = GraphArchive.read(write(), EdgeRules.withDefaults());
        assertThat(data.features().columns()).isZero();
        assertThat(data.labels()).containsExactly(-1, -1, -1);
    }

    @Test
    void inconsistentPartsAreRefused() throws IOException {
        refused("adj_indices", array("<i4", 1, 3, 0, 2), "element 1 must be in [0, 3), got 3");
        refused("adj_indptr", array("<i4", 0, 2, 3, 5), "must lead from 0 to 4, got 0 to 5");
        refused("adj_indptr", array("<i4", 0, 4, 3, 4), "element 2 must be >= 4, got 3");
        refused("adj_shape", array("<i8", 3, 4), "must be [3, 3], got [3, 4]");
        refused("adj_data", array("<f4", 1), "must have 4 numbers, got 1");
        refused("attr_shape", array("<i8", 2, 4), "must be [3, F], got [2, 4]");
        refused("attr_data", array("<f4", 1), "must have 3 numbers, got 1");
        refused("labels", array("<i8", 1), "must have 3 numbers, got 1");
        refused("labels", array("<f4", 1, 0.5, 2), "element 1 must be a 32-bit integer, got 0.5");
        arrays.put("labels", array("<i8", 1, -5, 2));
        Path negative = write();
        assertThatExceptionOfType(TableException.class)
                .isThrownBy(() -> GraphArchive.read(negative, EdgeRules.withDefaults()))
                .withMessage(
                        negative + ": labels[1] must be in [0, 3), or -1 where unknown, got -5");
        arrays.remove("adj_indptr");
        Path file = write();
        assertThatExceptionOfType(TableException.class)
                .isThrownBy(() -> GraphArchive.read(file, EdgeRules.withDefaults()))
                .withMessageStartingWith(file + ": array adj_indptr is missing; there are ");
    }

    private void refused(String name, byte[] array, String message) throws IOException {
        byte[] before = arrays.put(name, array);
        Path file = write();
        assertThatExceptionOfType(TableException.class)
                .isThrownBy(() -> GraphArchive.read(file, EdgeRules.withDefaults()))
                .withMessage(file + ": " + name + ": " + message);
        arrays.put(name, before == null ? array : before);
    }
}
