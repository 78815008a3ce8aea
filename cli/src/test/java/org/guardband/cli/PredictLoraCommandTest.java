package org.guardband.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.guardband.core.batch.CategoricalBatch;
import org.guardband.core.table.PredictionTable;
import org.guardband.core.table.Tables;
import org.guardband.ensembles.lora.LoraEnsemble;
import org.guardband.ensembles.lora.LoraOptions;
import org.guardband.ensembles.lora.LoraTraining;
import org.guardband.ensembles.lora.MemberLogits;
import org.guardband.ensembles.safetensors.TensorType;
import org.guardband.ensembles.training.TrainingListener;
import org.guardband.ensembles.training.TrainingOptions;
import org.guardband.ensembles.transformer.BertClassifier;
import org.guardband.ensembles.transformer.BertConfig;
import org.guardband.ensembles.transformer.Checkpoint;
import org.guardband.ensembles.transformer.EncoderShape;
import org.guardband.ensembles.transformer.ImageInput;
import org.guardband.ensembles.transformer.Network;
import org.guardband.ensembles.transformer.RandomWeights;
import org.guardband.ensembles.transformer.SequenceInput;
import org.guardband.ensembles.transformer.TokenInput;
import org.guardband.ensembles.transformer.VisionTransformer;
import org.guardband.ensembles.transformer.VitConfig;
import org.guardband.kernels.Kernels;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PredictLoraCommandTest {

    private static final int ROWS = 4;

    @TempDir Path folder;
    private Path input;
    private Path out;

    @BeforeEach
    void setUp() {
        input = folder.resolve("in.npz");
        out = folder.resolve("out.npz");
    }

    private static Network vit() {
        return VisionTransformer.of(
                new VitConfig(
                        new EncoderShape(1, 4, 2, 6, 1e-6), 2, 2, 1, 1, 1, List.of("cat", "dog")),
                new RandomWeights(1));
    }

    private static Network bert() {
        return BertClassifier.of(
                new BertConfig(new EncoderShape(1, 4, 2, 6, 1e-6), 7, 5, 2, List.of("no", "yes")),
                new RandomWeights(1));
    }

    private static float[] pixels() {
        float[] pixels = new float[ROWS * 4];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = i % 5 - 2;
        }
        return pixels;
    }

    /** A checkpoint with two adapters, trained for a step. */
    private LoraEnsemble write(Network base, SequenceInput rows) throws IOException {
        Checkpoint.write(base, folder.resolve("base"), TensorType.F32);
        LoraTraining training =
                LoraTraining.of(
                                base,
                                rows,
                                new int[] {0, 1, 1, 0},
                                LoraOptions.withDefaults()
                                        .withMembers(2)
                                        .withRank(2)
                                        .withTraining(
                                                TrainingOptions.withDefaults()
                                                        .withEpochs(3)
                                                        .withRate(0.1)),
                                Kernels.best())
                        .run(TrainingListener.silent());
        training.saveAdapters(folder);
        return training.ensemble();
    }

    private static byte[] array(String type, String shape, int bytes, double... values) {
        StringBuilder header = new StringBuilder("{'descr': '");
        header.append(type).append("', 'fortran_order': False, 'shape': (").append(shape);
        header.append("), }");
        while ((10 + header.length() + 1) % 64 != 0) {
            header.append(' ');
        }
        header.append('\n');
        ByteBuffer out =
                ByteBuffer.allocate(10 + header.length() + bytes * values.length)
                        .order(ByteOrder.LITTLE_ENDIAN);
        out.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
        out.putShort((short) header.length());
        out.put(header.toString().getBytes(StandardCharsets.ISO_8859_1));
        for (double value : values) {
            if (bytes == 4) {
                out.putFloat((float) value);
            } else {
                out.putLong((long) value);
            }
        }
        return out.array();
    }

    private void npz(Map<String, byte[]> arrays) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> entry : arrays.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey() + ".npy"));
                zip.write(entry.getValue());
            }
        }
        try (OutputStream file = Files.newOutputStream(input)) {
            file.write(bytes.toByteArray());
        }
    }

    private static double[] wide(float[] values) {
        double[] wide = new double[values.length];
        for (int i = 0; i < wide.length; i++) {
            wide[i] = values[i];
        }
        return wide;
    }

    private CommandRun predict(Object... more) {
        Object[] args = new Object[7 + more.length];
        List<Object> first =
                List.of(
                        "predict-lora",
                        folder.resolve("base"),
                        folder.resolve("adapter-0"),
                        folder.resolve("adapter-1"),
                        input,
                        "-o",
                        out);
        for (int i = 0; i < args.length; i++) {
            args[i] = i < 7 ? first.get(i) : more[i - 7];
        }
        return CommandRun.of(args);
    }

    private void writeImages() throws IOException {
        npz(
                Map.of(
                        "pixels",
                        array("<f4", "4, 1, 2, 2", 4, wide(pixels())),
                        "label",
                        array("<i8", "4,", 8, 0, 1, 1, 0)));
    }

    @Test
    void imagesToPredictionsThatOtherCommandsAccept() throws IOException {
        LoraEnsemble ensemble = write(vit(), ImageInput.wrap(pixels(), ROWS));
        writeImages();
        Path members = folder.resolve("members");
        assertThat(predict("--members", members)).isEqualTo(new CommandRun(0, "", ""));
        PredictionTable table =
                PredictionTable.of(Tables.read(out), PredictionTable.DEFAULT_TOLERANCE);
        MemberLogits logits = ensemble.predict(ImageInput.wrap(pixels(), ROWS));
        CategoricalBatch expected = logits.meanOfSoftmax();
        assertThat(table.categorical().labels()).containsExactly("cat", "dog");
        assertThat(table.labels(List.of("cat", "dog"))).containsExactly(0, 1, 1, 0);
        for (int i = 0; i < ROWS; i++) {
            assertThat(table.categorical().probability(i, 1))
                    .isCloseTo(expected.probability(i, 1), within(1e-12));
        }
        PredictionTable member =
                PredictionTable.of(
                        Tables.read(members.resolve("member-1.npz")),
                        PredictionTable.DEFAULT_TOLERANCE);
        assertThat(member.logits().logit(2, 1)).isEqualTo(logits.members().get(1).logit(2, 1));
        assertThat(CommandRun.of("evaluate", out).status()).isZero();
        assertThat(CommandRun.of("evaluate", members.resolve("member-0.npz")).status()).isZero();
        Path pooled = folder.resolve("pooled.csv");
        assertThat(
                        CommandRun.of(
                                "aggregate",
                                members.resolve("member-0.npz"),
                                members.resolve("member-1.npz"),
                                "-o",
                                pooled))
                .isEqualTo(new CommandRun(0, "", ""));
        assertThat(
                        PredictionTable.of(Tables.read(pooled), PredictionTable.DEFAULT_TOLERANCE)
                                .categorical()
                                .probability(1, 0))
                .isCloseTo(expected.probability(1, 0), within(1e-6));
        assertThat(predict("--merge", "mean_logits").status()).isZero();
        PredictionTable mean =
                PredictionTable.of(Tables.read(out), PredictionTable.DEFAULT_TOLERANCE);
        assertThat(mean.logits().logit(3, 0)).isEqualTo(logits.meanLogits().logit(3, 0));
    }

    @Test
    void textsWithPadding() throws IOException {
        int[] ids = {1, 2, 3, 4, 5, 0, 6, 6, 0, 1, 0, 0};
        int[] mask = {1, 1, 1, 1, 1, 0, 1, 1, 0, 1, 0, 0};
        TokenInput texts = TokenInput.of(ids, mask, new int[12], 3);
        LoraEnsemble ensemble = write(bert(), texts);
        npz(
                Map.of(
                        "input_ids",
                        array("<i8", "4, 3", 8, 1, 2, 3, 4, 5, 0, 6, 6, 0, 1, 0, 0),
                        "attention_mask",
                        array("<i8", "4, 3", 8, 1, 1, 1, 1, 1, 0, 1, 1, 0, 1, 0, 0)));
        assertThat(predict()).isEqualTo(new CommandRun(0, "", ""));
        CategoricalBatch actual =
                PredictionTable.of(Tables.read(out), PredictionTable.DEFAULT_TOLERANCE)
                        .categorical();
        assertThat(actual.probability(3, 0))
                .isCloseTo(
                        ensemble.predict(texts).meanOfSoftmax().probability(3, 0), within(1e-12));
    }

    private void refused(String message, Object... more) {
        assertThat(predict(more)).isEqualTo(new CommandRun(2, "", message + "\n"));
        assertThat(out).doesNotExist();
    }

    @Test
    void badInputIsOneLine() throws IOException {
        write(vit(), ImageInput.wrap(pixels(), ROWS));
        refused(input + ": no such file");
        npz(Map.of("other", array("<f4", "1,", 4, 1)));
        refused(input + ": array pixels is missing");
        npz(Map.of("pixels", array("<f4", "4, 4", 4, wide(pixels()))));
        refused(input + ": pixels: must have shape [N, 1, 2, 2], got [4, 4]");
        npz(Map.of("pixels", array("<f4", "4000, 1, 2, 2", 4, wide(pixels()))));
        refused(input + ": pixels: has shape [4000, 1, 2, 2], more than the file holds");
        npz(Map.of("pixels", array("<f4", "1, 1, 2, 2", 4, 1, 2, Double.NaN, 3)));
        refused(input + ": pixels[0][2] must be finite, got NaN");
        npz(
                Map.of(
                        "pixels",
                        array("<f4", "4, 1, 2, 2", 4, wide(pixels())),
                        "label",
                        array("<i8", "4,", 8, 0, 1, 2, 0)));
        refused(input + ": row 2: label: must be a class name or a number in [0, 2), got 2");
        writeImages();
        Path weights = folder.resolve("adapter-1/adapter_model.safetensors");
        byte[] good = Files.readAllBytes(weights);
        Files.write(weights, Arrays.copyOf(good, good.length - 8));
        assertThat(predict().err()).startsWith(weights + ": ").endsWith("\n");
        assertThat(predict().status()).isEqualTo(2);
        Files.write(weights, new byte[] {-1, -1, -1, -1, -1, -1, -1, -1});
        refused(weights + ": the header has 18446744073709551615 bytes, must be <= 100000000");
        Files.write(weights, good);
        Path config = folder.resolve("adapter-1/adapter_config.json");
        Files.writeString(config, Files.readString(config).replaceFirst("\"r\" : 2", "\"r\" : 3"));
        assertThat(predict().err())
                .startsWith(weights + ": base_model.model.vit.encoder.layer.0.")
                .endsWith(
                        "lora_A.weight: shape must be [3, 4] by adapter_config.json and the base"
                                + " network, got [2, 4]\n");
    }
}
