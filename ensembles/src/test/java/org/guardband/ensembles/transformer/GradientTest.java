package org.guardband.ensembles.transformer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.guardband.kernels.Kernels;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Losses and gradients in single precision against a naive evaluation in double precision and its
 * central differences. A gradient may be off by 2e-5 of the largest of its weight: some hundred
 * roundings of 6e-8 each; the differences themselves are good to 1e-9.
 */
class GradientTest {

    private static final double TOLERANCE = 2e-5;
    private static final double STEP = 1e-5;

    static List<Kernels> kernels() {
        return Kernels.all();
    }

    private static double loss(
            DoubleTransformer naive,
            List<Member> members,
            SequenceInput input,
            int[] labels,
            EnsembleNetwork.BatchMode mode) {
        double sum = 0;
        int count = 0;
        for (int m = 0; m < members.size(); m++) {
            for (int i = 0; i < input.size(); i++) {
                boolean seen =
                        mode == EnsembleNetwork.BatchMode.REPEAT
                                || i / (input.size() / members.size()) == m;
                if (seen) {
                    double[] z = naive.logits(input, i, members.get(m));
                    double total = 0;
                    for (double value : z) {
                        total += Math.exp(value);
                    }
                    sum += Math.log(total) - z[labels[i]];
                    count++;
                }
            }
        }
        return sum / count;
    }

    private static void check(
            Kernels kernels,
            Network network,
            List<Member> members,
            List<Weight> trained,
            SequenceInput input,
            EnsembleNetwork.BatchMode mode) {
        EnsembleNetwork ensemble = EnsembleNetwork.of(network, members, kernels);
        Gradients gradients = Gradients.of(trained);
        int[] labels = SmallNetworks.labels(input.size());
        double loss = ensemble.loss(input, labels, mode, Dropout.none(), gradients);
        DoubleTransformer naive = new DoubleTransformer(network);
        assertThat(loss).isCloseTo(loss(naive, members, input, labels, mode), within(1e-5));
        SplittableRandom random = new SplittableRandom(3);
        for (Weight weight : trained) {
            float[] gradient = gradients.of(weight);
            double largest = 0;
            for (float g : gradient) {
                largest = Math.max(largest, Math.abs(g));
            }
            // a few elements of each weight: the naive evaluation is slow
            for (int tries = 0; tries < 3; tries++) {
                int i = random.nextInt(weight.size());
                double[] values = naive.values(weight);
                double value = values[i];
                values[i] = value + STEP;
                double above = loss(naive, members, input, labels, mode);
                values[i] = value - STEP;
                double below = loss(naive, members, input, labels, mode);
                values[i] = value;
                assertThat((double) gradient[i])
                        .as(weight.name() + "[" + i + "]")
                        .isCloseTo(
                                (above - below) / (2 * STEP),
                                within(TOLERANCE * Math.max(largest, 1e-2)));
            }
        }
    }

    private static List<Weight> weights(List<Member> members) {
        List<Weight> all = new ArrayList<>();
        members.forEach(member -> all.addAll(member.weights()));
        return all;
    }

    private static final EnsembleNetwork.BatchMode REPEAT = EnsembleNetwork.BatchMode.REPEAT;
    private static final EnsembleNetwork.BatchMode SPLIT = EnsembleNetwork.BatchMode.SPLIT;

    @ParameterizedTest
    @MethodSource("kernels")
    void allWeightsOfAVisionTransformer(Kernels kernels) {
        Network vit = SmallNetworks.vit(1);
        check(
                kernels,
                vit,
                List.of(new Member("one", Map.of())),
                vit.weights(),
                SmallNetworks.images(3, 2),
                REPEAT);
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void allWeightsOfABert(Kernels kernels) {
        Network bert = SmallNetworks.bert(1);
        check(
                kernels,
                bert,
                List.of(new Member("one", Map.of())),
                bert.weights(),
                SmallNetworks.texts(3, 2),
                REPEAT);
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void adaptersOverAFrozenBase(Kernels kernels) {
        Network vit = SmallNetworks.vit(4);
        List<Member> members = SmallNetworks.loraMembers(vit, 3, 5);
        check(kernels, vit, members, weights(members), SmallNetworks.images(2, 6), REPEAT);
        check(kernels, vit, members, weights(members), SmallNetworks.images(3, 6), SPLIT);
        Network bert = SmallNetworks.bert(4);
        List<Member> others = SmallNetworks.loraMembers(bert, 3, 5);
        check(kernels, bert, others, weights(others), SmallNetworks.texts(2, 6), REPEAT);
        check(kernels, bert, others, weights(others), SmallNetworks.texts(3, 6), SPLIT);
    }

    @Test
    void adaptersAndTheBaseTogether() {
        Network vit = SmallNetworks.vit(7);
        List<Member> members = SmallNetworks.loraMembers(vit, 3, 8);
        List<Weight> all = weights(members);
        vit.weights().stream().filter(w -> !w.name().startsWith("classifier")).forEach(all::add);
        check(Kernels.scalar(), vit, members, all, SmallNetworks.images(2, 9), REPEAT);
    }

    /** Frozen factors in 16 bits pass the gradient on as the same factors in single precision. */
    @Test
    void theBaseBehindAdaptersInSixteenBits() {
        Network bert = SmallNetworks.bert(7);
        List<Member> halves = new ArrayList<>();
        List<Member> widened = new ArrayList<>();
        for (Member member : SmallNetworks.loraMembers(bert, 3, 8)) {
            Map<Place, Variation> narrow = new TreeMap<>(member.variations());
            Map<Place, Variation> wide = new TreeMap<>(member.variations());
            member.variations()
                    .forEach(
                            (place, own) -> {
                                if (own instanceof Variation.LowRank lowRank) {
                                    Variation.HalfLowRank half = SmallNetworks.half(lowRank);
                                    narrow.put(place, half);
                                    wide.put(place, half.widened());
                                }
                            });
            halves.add(new Member(member.name(), narrow));
            widened.add(new Member(member.name(), wide));
        }
        SequenceInput input = SmallNetworks.texts(2, 9);
        int[] labels = SmallNetworks.labels(2);
        Gradients expected = Gradients.of(bert.weights());
        Gradients actual = Gradients.of(bert.weights());
        EnsembleNetwork.of(bert, widened, Kernels.scalar())
                .loss(input, labels, REPEAT, new Dropout(0.1, 0.2, 3), expected);
        EnsembleNetwork.of(bert, halves, Kernels.scalar())
                .loss(input, labels, REPEAT, new Dropout(0.1, 0.2, 3), actual);
        for (Weight weight : bert.weights()) {
            assertThat(actual.of(weight)).as(weight.name()).isEqualTo(expected.of(weight));
        }
        check(Kernels.scalar(), bert, widened, bert.weights(), input, REPEAT);
    }

    @Test
    void rankOneFactorsAndTheBaseTogether() {
        for (Network network : List.of(SmallNetworks.vit(7), SmallNetworks.bert(7))) {
            List<Member> members = SmallNetworks.rankOneMembers(network, 2, 8);
            List<Weight> all = weights(members);
            all.addAll(network.weights());
            SequenceInput input =
                    network instanceof VisionTransformer
                            ? SmallNetworks.images(2, 9)
                            : SmallNetworks.texts(2, 9);
            check(Kernels.scalar(), network, members, all, input, REPEAT);
        }
    }

    @Test
    void reconstructionOfMaskedPatches() {
        VisionTransformer vit = SmallNetworks.vit(20);
        Linear decoder =
                new Linear(
                        SmallNetworks.weight("decoder.weight", 21, 12, 6),
                        SmallNetworks.weight("decoder.bias", 22, 12));
        ImageInput images = SmallNetworks.images(3, 23);
        Reconstruction task = new Reconstruction(vit, decoder, images, 0.5, 24, Kernels.scalar());
        List<Weight> trained = new ArrayList<>(vit.weights());
        trained.removeAll(vit.head().weights());
        trained.addAll(decoder.weights());
        Gradients gradients = Gradients.of(trained);
        double loss = task.loss(new int[] {0, 1, 2}, 7, gradients);
        DoubleTransformer naive = new DoubleTransformer(vit);
        assertThat(loss).isCloseTo(naiveError(naive, task), within(1e-5));
        for (Weight weight : trained) {
            float[] gradient = gradients.of(weight);
            int i = weight.size() / 2;
            double[] values = naive.values(weight);
            values[i] += STEP;
            double above = naiveError(naive, task);
            values[i] -= 2 * STEP;
            double below = naiveError(naive, task);
            values[i] += STEP;
            double largest = 1e-2;
            for (float g : gradient) {
                largest = Math.max(largest, Math.abs(g));
            }
            assertThat((double) gradient[i])
                    .as(weight.name())
                    .isCloseTo((above - below) / (2 * STEP), within(TOLERANCE * largest));
        }
    }

    private static double naiveError(DoubleTransformer naive, Reconstruction task) {
        boolean[] masked = task.masked(12, 7);
        float[] truth = task.network().patches(task.images());
        float[] pixels = task.images().pixels().clone();
        double sum = 0;
        int count = 0;
        for (int row = 0; row < 3; row++) {
            // zero the pixels of masked patches: 2 x 3 of each of 2 channels, 2 patches across
            for (int p = 0; p < 4; p++) {
                for (int j = 0; masked[4 * row + p] && j < 12; j++) {
                    int y = p / 2 * 2 + j % 6 / 3;
                    int x = p % 2 * 3 + j % 3;
                    pixels[row * 48 + j / 6 * 24 + y * 6 + x] = 0;
                }
            }
            double[][] tokens =
                    naive.features(ImageInput.wrap(pixels, 3), row, new Member("base", Map.of()));
            for (int p = 0; p < 4; p++) {
                for (int j = 0; masked[4 * row + p] && j < 12; j++) {
                    double decoded = naive.values(task.decoder().bias())[j];
                    for (int c = 0; c < 6; c++) {
                        decoded +=
                                naive.values(task.decoder().weight())[j * 6 + c] * tokens[1 + p][c];
                    }
                    double error = decoded - truth[(4 * row + p) * 12 + j];
                    sum += error * error;
                    count++;
                }
            }
        }
        return sum / count;
    }

    /**
     * Enough sequences for several threads, which all ask for gradients that are not there yet: the
     * array that is made first must be the only one.
     */
    @Test
    void manySequencesGiveTheSameGradientEveryTime() {
        Network vit = SmallNetworks.vit(40);
        ImageInput images = SmallNetworks.images(1500, 41);
        EnsembleNetwork alone =
                EnsembleNetwork.of(vit, List.of(new Member("one", Map.of())), Kernels.scalar());
        List<float[]> expected = List.of();
        for (int repeat = 0; repeat < 20; repeat++) {
            Gradients gradients = Gradients.of(vit.weights());
            alone.loss(images, SmallNetworks.labels(1500), REPEAT, Dropout.none(), gradients);
            List<float[]> now = vit.weights().stream().map(gradients::of).toList();
            expected = expected.isEmpty() ? now : expected;
            for (int w = 0; w < now.size(); w++) {
                assertThat(now.get(w)).as(vit.weights().get(w).name()).isEqualTo(expected.get(w));
            }
        }
    }

    @Test
    void maskedTokensOfTexts() {
        BertClassifier bert = SmallNetworks.bert(30);
        Weight bias = SmallNetworks.weight("bias", 31, 9);
        TokenInput texts = SmallNetworks.texts(6, 36);
        MaskedTokens task = new MaskedTokens(bert, bias, texts, 0, 1, 0.6, 34, Kernels.scalar());
        List<Weight> trained = new ArrayList<>(bert.weights());
        trained.removeAll(bert.head().weights());
        trained.removeAll(bert.pooler().weights());
        trained.add(bias);
        Gradients gradients = Gradients.of(trained);
        double loss = task.loss(new int[] {0, 1, 2, 3, 4, 5}, 7, gradients);
        DoubleTransformer naive = new DoubleTransformer(bert);
        assertThat(loss).isCloseTo(naiveCrossEntropy(naive, task), within(1e-5));
        SplittableRandom random = new SplittableRandom(35);
        for (Weight weight : trained) {
            float[] gradient = gradients.of(weight);
            double largest = 1e-2;
            for (float g : gradient) {
                largest = Math.max(largest, Math.abs(g));
            }
            for (int tries = 0; tries < 3; tries++) {
                int i = random.nextInt(weight.size());
                double[] values = naive.values(weight);
                values[i] += STEP;
                double above = naiveCrossEntropy(naive, task);
                values[i] -= 2 * STEP;
                double below = naiveCrossEntropy(naive, task);
                values[i] += STEP;
                assertThat((double) gradient[i])
                        .as(weight.name())
                        .isCloseTo((above - below) / (2 * STEP), within(TOLERANCE * largest));
            }
        }
    }

    private static double naiveCrossEntropy(DoubleTransformer naive, MaskedTokens task) {
        int[] chosen = task.chosen(task.texts(), 7);
        TokenInput seen = task.texts().withIds(task.replaced(task.texts(), chosen, 7));
        double sum = 0;
        for (int place : chosen) {
            double[] h = naive.features(seen, place / 4, new Member("base", Map.of()))[place % 4];
            double total = 0;
            double own = 0;
            for (int word = 1; word < 9; word++) {
                double z = naive.values(task.bias())[word];
                for (int c = 0; c < 6; c++) {
                    z += naive.values(task.network().words())[word * 6 + c] * h[c];
                }
                total += Math.exp(z);
                own = word == task.texts().ids()[place] ? z : own;
            }
            sum += Math.log(total) - own;
        }
        return sum / chosen.length;
    }

    /**
     * With dropout the loss is still a smooth function of the weights, since masks depend on the
     * seed alone: along a direction its difference is the gradient's product, up to roundings of
     * 1e-7 in the loss over a step of 1e-2, and the curvature.
     */
    @Test
    void dropoutKeepsGradientAndLossTogether() {
        Network vit = SmallNetworks.vit(10);
        List<Member> members = SmallNetworks.loraMembers(vit, 2, 11);
        EnsembleNetwork ensemble = EnsembleNetwork.of(vit, members, Kernels.scalar());
        SequenceInput input = SmallNetworks.images(4, 12);
        int[] labels = SmallNetworks.labels(4);
        Dropout dropout = new Dropout(0.3, 0.4, 13);
        Gradients gradients = Gradients.of(weights(members));
        ensemble.loss(input, labels, REPEAT, dropout, gradients);
        SplittableRandom random = new SplittableRandom(14);
        double expected = 0;
        double step = 4e-3;
        double[] losses = new double[2];
        for (int side = 0; side < 2; side++) {
            SplittableRandom same = new SplittableRandom(14);
            for (Weight weight : gradients.weights()) {
                for (int i = 0; i < weight.size(); i++) {
                    weight.values()[i] +=
                            (float) ((side == 0 ? step : -2 * step) * same.nextDouble(-1, 1));
                }
            }
            losses[side] = ensemble.loss(input, labels, REPEAT, dropout, Gradients.none());
        }
        for (Weight weight : gradients.weights()) {
            for (float g : gradients.of(weight)) {
                expected += g * random.nextDouble(-1, 1);
            }
        }
        assertThat((losses[0] - losses[1]) / (2 * step))
                .isCloseTo(expected, within(5e-3 * Math.abs(expected) + 1e-3));
        assertThat(losses[0])
                .isNotEqualTo(
                        ensemble.loss(input, labels, REPEAT, Dropout.none(), Gradients.none()));
    }
}
