package org.guardband.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.guardband.classification.measure.TopAccuracy;
import org.guardband.conformal.SplitConformal;
import org.guardband.conformal.classification.LeastAmbiguous;
import org.guardband.core.Coverage;
import org.guardband.core.batch.CategoricalBatch;
import org.guardband.core.set.LabelSets;
import org.guardband.core.table.Table;
import org.guardband.ensembles.lora.LoraEnsemble;
import org.guardband.ensembles.lora.LoraOptions;
import org.guardband.ensembles.lora.LoraTraining;
import org.guardband.ensembles.lora.MemberLogits;
import org.guardband.ensembles.safetensors.TensorType;
import org.guardband.ensembles.training.Schedule;
import org.guardband.ensembles.training.TrainingListener;
import org.guardband.ensembles.training.TrainingOptions;
import org.guardband.ensembles.training.TrainingRun;
import org.guardband.ensembles.transformer.Checkpoint;
import org.guardband.ensembles.transformer.Classification;
import org.guardband.ensembles.transformer.Dropout;
import org.guardband.ensembles.transformer.EncoderShape;
import org.guardband.ensembles.transformer.EnsembleNetwork;
import org.guardband.ensembles.transformer.ImageInput;
import org.guardband.ensembles.transformer.Member;
import org.guardband.ensembles.transformer.Network;
import org.guardband.ensembles.transformer.RandomWeights;
import org.guardband.ensembles.transformer.VisionTransformer;
import org.guardband.ensembles.transformer.VitConfig;
import org.guardband.ensembles.uncertainty.ClassUncertainty;
import org.guardband.ensembles.uncertainty.ClassUncertaintyPart;
import org.guardband.kernels.Kernels;

/**
 * A LoRA ensemble by way of the files that Python's libraries read and write. A small vision
 * transformer learns the digits 0 to 4 and is frozen in half precision; four adapters, each with a
 * head of its own, learn the digits 5 to 9 over it. Checkpoint and adapters are written as Hugging
 * Face and PEFT lay them and read back; what the members say of new images is pooled, split into
 * what the images leave open and what the members differ in, and turned into sets of digits that
 * hold the true one with a guarantee.
 */
public final class AdaptersFromDisk {

    private static final int SIDE = 8;
    private static final int PATCH = 2;
    private static final int PIXELS = SIDE * SIDE;
    private static final int LEARNED = 5;
    private static final int TRAINING_ROWS = 300;
    private static final int CALIBRATION_ROWS = 300;
    private static final Coverage ASKED = Coverage.of(0.9);
    private static final List<String> NEW_DIGITS = List.of("5", "6", "7", "8", "9");

    private AdaptersFromDisk() {}

    /**
     * Prints what the ensemble read from disk is worth.
     *
     * @param args none
     * @throws IOException if the shipped data cannot be read or the files not be written
     */
    public static void main(String[] args) throws IOException {
        Path folder = Files.createTempDirectory("guardband-adapters");
        try {
            System.out.print(run(folder).describe());
        } finally {
            delete(folder);
        }
    }

    /** What the example finds. */
    record Result(
            boolean asBefore,
            double accuracy,
            double aleatoric,
            double epistemic,
            int rows,
            int covered,
            double meanSize) {

        String describe() {
            return String.format(
                    Locale.ROOT,
                    "read back, the ensemble says %s%n"
                            + "accuracy %.3f; entropy %.3f within the members and %.3f between them%n"
                            + "%d of %d sets at 0.9 hold the digit, mean size %.2f%n",
                    asBefore ? "the same" : "something else",
                    accuracy,
                    aleatoric,
                    epistemic,
                    covered,
                    rows,
                    meanSize);
        }
    }

    static Result run(Path folder) throws IOException {
        Table table = ShippedData.read("digits");
        int[] digit = table.texts("label").stream().mapToInt(Integer::parseInt).toArray();
        Rows known = Rows.of(table, digit, d -> d < LEARNED);
        Rows fresh = Rows.of(table, digit, d -> d >= LEARNED);
        Kernels kernels = Kernels.best();

        // as it would come from Python: a base in half precision, and adapters over it
        Path checkpoint = folder.resolve("base");
        Checkpoint.write(base(known, kernels), checkpoint, TensorType.F16);
        LoraTraining training = adapters(Checkpoint.read(checkpoint), fresh, kernels);
        List<Path> folders = training.saveAdapters(folder);

        // from here on the files are all there is
        LoraEnsemble ensemble = LoraEnsemble.read(checkpoint, folders, kernels);
        Rows calibration = fresh.part(TRAINING_ROWS, TRAINING_ROWS + CALIBRATION_ROWS);
        Rows test = fresh.part(TRAINING_ROWS + CALIBRATION_ROWS, fresh.size());
        CategoricalBatch heldOut = ensemble.predict(calibration.images()).meanOfSoftmax();
        MemberLogits members = ensemble.predict(test.images());
        CategoricalBatch pooled = members.meanOfSoftmax();
        ClassUncertainty parts = ClassUncertainty.of(members.probabilities());
        LabelSets sets =
                SplitConformal.classifier(LeastAmbiguous.withDefaults())
                        .conformalize(heldOut, calibration.labels())
                        .sets(pooled, ASKED);

        int[] truths = test.labels();
        return new Result(
                pooled.equals(training.ensemble().predict(test.images()).meanOfSoftmax()),
                TopAccuracy.accuracy().value(pooled, truths),
                parts.mean(ClassUncertaintyPart.ALEATORIC_ENTROPY),
                parts.mean(ClassUncertaintyPart.MUTUAL_INFORMATION),
                truths.length,
                (int)
                        IntStream.range(0, truths.length)
                                .filter(i -> sets.contains(i, truths[i]))
                                .count(),
                IntStream.range(0, truths.length).map(sets::cardinality).average().orElseThrow());
    }

    /** A network that tells the digits 0 to 4, under a head for those from 5 to 9. */
    private static Network base(Rows rows, Kernels kernels) {
        RandomWeights random = new RandomWeights(1);
        EncoderShape shape = new EncoderShape(2, 32, 4, 64, 1e-6);
        Network network =
                VisionTransformer.of(
                        new VitConfig(
                                shape,
                                SIDE,
                                SIDE,
                                1,
                                PATCH,
                                PATCH,
                                List.of("0", "1", "2", "3", "4")),
                        random);
        EnsembleNetwork alone =
                EnsembleNetwork.of(network, List.of(new Member("base", Map.of())), kernels);
        TrainingRun.of(
                        new Classification(
                                alone,
                                rows.images(),
                                rows.labels(),
                                EnsembleNetwork.BatchMode.REPEAT,
                                Dropout.none()),
                        network.weights(),
                        options(6, rows.size()).withRate(3e-3),
                        kernels)
                .run(TrainingListener.silent());
        return network.withHead(
                random.linear("classifier", NEW_DIGITS.size(), shape.width()), NEW_DIGITS);
    }

    private static LoraTraining adapters(Network base, Rows rows, Kernels kernels) {
        Rows some = rows.part(0, TRAINING_ROWS);
        return LoraTraining.of(
                        base,
                        some.images(),
                        some.labels(),
                        LoraOptions.withDefaults()
                                .withMembers(4)
                                .withRank(4)
                                .withTraining(options(12, some.size()).withRate(5e-3)),
                        kernels)
                .run(TrainingListener.silent());
    }

    private static TrainingOptions options(int epochs, int rows) {
        int batch = 32;
        int steps = (rows + batch - 1) / batch * epochs;
        return TrainingOptions.withDefaults()
                .withEpochs(epochs)
                .withBatch(batch)
                .withSchedule(new Schedule.WarmUpCosine(steps / 10))
                .withSeed(2);
    }

    private static void delete(Path folder) throws IOException {
        List<Path> all;
        try (Stream<Path> files = Files.walk(folder)) {
            all = new ArrayList<>(files.toList());
        }
        all.sort(Comparator.reverseOrder());
        for (Path path : all) {
            Files.delete(path);
        }
    }

    /** Images and the digit of each, counted from the first of its group. */
    private static final class Rows {

        private final float[] pixels;
        private final int[] labels;

        private Rows(float[] pixels, int... labels) {
            this.pixels = pixels;
            this.labels = labels;
        }

        static Rows of(Table table, int[] digit, IntPredicate wanted) {
            int[] rows =
                    IntStream.range(0, digit.length).filter(i -> wanted.test(digit[i])).toArray();
            float[] pixels = new float[rows.length * PIXELS];
            for (int j = 0; j < PIXELS; j++) {
                double[] column = table.numbers("px" + j);
                for (int i = 0; i < rows.length; i++) {
                    pixels[i * PIXELS + j] = (float) column[rows[i]] / 8 - 1;
                }
            }
            return new Rows(pixels, IntStream.of(rows).map(i -> digit[i] % LEARNED).toArray());
        }

        Rows part(int from, int to) {
            return new Rows(
                    Arrays.copyOfRange(pixels, from * PIXELS, to * PIXELS),
                    Arrays.copyOfRange(labels, from, to));
        }

        int size() {
            return labels.length;
        }

        int[] labels() {
            return labels.clone();
        }

        ImageInput images() {
            return ImageInput.wrap(pixels, labels.length);
        }
    }
}
