package org.guardband.ensembles.transformer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;
import org.guardband.kernels.Kernels;
import org.junit.jupiter.api.Test;

class EnsembleNetworkTest {

    private static final double ROUNDING = 2e-5;

    private static EnsembleNetwork ensemble(Network network, List<Member> members) {
        return EnsembleNetwork.of(network, members, Kernels.scalar());
    }

    private static Member plain(String name) {
        return new Member(name, Map.of());
    }

    @Test
    void everyMemberIsWhatTheDefinitionSays() {
        for (Network network : List.of(SmallNetworks.vit(1), SmallNetworks.bert(1))) {
            SequenceInput input =
                    network instanceof VisionTransformer
                            ? SmallNetworks.images(5, 2)
                            : SmallNetworks.texts(5, 2);
            List<Member> members = new ArrayList<>();
            members.addAll(SmallNetworks.loraMembers(network, 3, 3));
            members.addAll(SmallNetworks.rankOneMembers(network, 2, 4));
            members.add(plain("base"));
            float[][] logits = ensemble(network, members).logits(input);
            DoubleTransformer naive = new DoubleTransformer(network);
            for (int m = 0; m < members.size(); m++) {
                for (int i = 0; i < input.size(); i++) {
                    double[] expected = naive.logits(input, i, members.get(m));
                    for (int k = 0; k < 3; k++) {
                        assertThat((double) logits[m][3 * i + k])
                                .isCloseTo(
                                        expected[k],
                                        within(ROUNDING * Math.max(1, Math.abs(expected[k]))));
                    }
                }
            }
        }
    }

    @Test
    void membersThatDepartNowhereAllSayWhatTheBaseSays() {
        float[][] logits =
                ensemble(SmallNetworks.vit(1), List.of(plain("a"), plain("b")))
                        .logits(SmallNetworks.images(4, 1));
        assertThat(logits[0]).isEqualTo(logits[1]);
    }

    @Test
    void rowsDoNotLookAtEachOther() {
        Network network = SmallNetworks.vit(1);
        EnsembleNetwork ensemble = ensemble(network, SmallNetworks.loraMembers(network, 3, 3));
        ImageInput images = SmallNetworks.images(700, 2);
        float[][] together = ensemble.logits(images);
        for (int row : new int[] {0, 341, 699}) {
            float[][] alone = ensemble.logits(images.select(row));
            for (int m = 0; m < 3; m++) {
                for (int k = 0; k < 3; k++) {
                    assertThat(alone[m][k])
                            .isCloseTo(together[m][3 * row + k], within((float) ROUNDING));
                }
            }
        }
        assertThat(ensemble.logits(images.select())).isDeepEqualTo(new float[3][0]);
    }

    @Test
    void paddingIsNotLookedAt() {
        Network network = SmallNetworks.bert(1);
        EnsembleNetwork ensemble = ensemble(network, SmallNetworks.loraMembers(network, 2, 3));
        int[] mask = {1, 1, 0, 0};
        int[] types = new int[4];
        TokenInput one = TokenInput.of(new int[] {3, 4, 0, 0}, mask, types, 4);
        TokenInput other = TokenInput.of(new int[] {3, 4, 7, 8}, mask, types, 4);
        assertThat(ensemble.logits(one)).isDeepEqualTo(ensemble.logits(other));
        float[][] cut = ensemble.logits(TokenInput.of(new int[] {3, 4}, 2));
        assertThat(cut[0][0]).isCloseTo(ensemble.logits(one)[0][0], within((float) ROUNDING));
    }

    @Test
    void threadsDoNotChangeABit() throws Exception {
        Network network = SmallNetworks.vit(1);
        List<Member> members = SmallNetworks.loraMembers(network, 3, 3);
        EnsembleNetwork ensemble = ensemble(network, members);
        ImageInput images = SmallNetworks.images(300, 2);
        List<Weight> trained = members.stream().flatMap(m -> m.weights().stream()).toList();
        List<float[]> results = new ArrayList<>();
        for (int threads : new int[] {1, 4}) {
            ForkJoinPool pool = new ForkJoinPool(threads);
            Gradients gradients = Gradients.of(trained);
            results.add(pool.submit(() -> ensemble.logits(images)[2]).get());
            pool.submit(
                            () ->
                                    ensemble.loss(
                                            images,
                                            SmallNetworks.labels(300),
                                            EnsembleNetwork.BatchMode.REPEAT,
                                            new Dropout(0.1, 0.1, 4),
                                            gradients))
                    .get();
            results.add(gradients.of(trained.get(0)));
            pool.shutdown();
        }
        assertThat(results.get(2)).isEqualTo(results.get(0));
        assertThat(results.get(3)).isEqualTo(results.get(1));
    }

    @Test
    void monteCarloDropoutMakesMembersOfOneNetwork() {
        Network network = SmallNetworks.vit(1);
        EnsembleNetwork samples =
                ensemble(
                        network,
                        IntStream.range(0, 400).mapToObj(m -> plain("sample " + m)).toList());
        ImageInput images = SmallNetworks.images(2, 2);
        Dropout dropout = new Dropout(0.05, 0, 6);
        float[][] logits = samples.logits(images, dropout);
        assertThat(logits[0]).isNotEqualTo(logits[1]);
        assertThat(samples.logits(images, dropout)).isDeepEqualTo(logits);
        double mean = 0;
        for (float[] sample : logits) {
            mean += sample[0] / 400;
        }
        // dropout is unbiased up to the curvature of the network
        assertThat(mean).isCloseTo(samples.logits(images)[0][0], within(0.3));
    }

    @Test
    void sharedWeightsAreCountedOnce() {
        Network network = SmallNetworks.vit(1);
        long base = network.weights().stream().mapToLong(Weight::size).sum();
        Linear query = network.map(new Place(0, Site.QUERY));
        Member member =
                new Member(
                        "one",
                        Map.of(
                                new Place(0, Site.QUERY),
                                SmallNetworks.lowRank(query, 2, false, 1)));
        assertThat(ensemble(network, List.of(member, plain("base"))).parameters())
                .isEqualTo(base + 2 * 6 + 6 * 2);
        assertThat(ensemble(network, List.of(member, member)).parameters())
                .isEqualTo(base + 2 * 6 + 6 * 2);
    }

    @Test
    void aCopyIsIndependent() {
        Network network = SmallNetworks.bert(1);
        float[] before =
                ensemble(network, List.of(plain("a"))).logits(SmallNetworks.texts(1, 1))[0];
        Network copy = network.copy();
        copy.weights().forEach(w -> w.values()[0] += 1);
        assertThat(ensemble(network, List.of(plain("a"))).logits(SmallNetworks.texts(1, 1))[0])
                .isEqualTo(before);
        assertThat(copy.weights().get(0).values()).isNotEqualTo(network.weights().get(0).values());
        Linear head = SmallNetworks.own(network.head(), 3).map();
        Network other = network.withHead(head, List.of("x", "y", "z"));
        assertThat(other.labels()).containsExactly("x", "y", "z");
        assertThat(other.weights().get(0)).isSameAs(network.weights().get(0));
    }

    private static void refused(Runnable call, String message) {
        assertThatIllegalArgumentException().isThrownBy(call::run).withMessage(message);
    }

    @Test
    void whatDoesNotFit() {
        Network vit = SmallNetworks.vit(1);
        Network bert = SmallNetworks.bert(1);
        EnsembleNetwork images = ensemble(vit, List.of(plain("a"), plain("b")));
        EnsembleNetwork texts = ensemble(bert, List.of(plain("a")));
        refused(() -> ensemble(vit, List.of()), "number of members must be >= 1, got 0");
        refused(
                () -> images.logits(SmallNetworks.texts(1, 1)),
                "a vision transformer takes images, got texts");
        refused(() -> texts.logits(SmallNetworks.images(1, 1)), "a BERT takes texts, got images");
        refused(
                () -> images.logits(ImageInput.wrap(new float[47], 1)),
                "images must have 2 x 4 x 6 = 48 numbers each, got 47");
        refused(
                () -> texts.logits(TokenInput.of(new int[] {1, 9}, 2)),
                "ids[1] must be in [0, 9), got 9");
        refused(
                () -> texts.logits(TokenInput.of(new int[6], 6)),
                "texts must have at most 5 tokens, got 6");
        refused(
                () -> TokenInput.of(new int[2], new int[2], new int[2], 2),
                "mask[0] must have at least one token that is no padding");
        refused(
                () -> ImageInput.wrap(new float[] {0, Float.NaN}, 1),
                "pixels[0][1] must be finite, got NaN");
        refused(
                () ->
                        images.loss(
                                SmallNetworks.images(3, 1),
                                new int[3],
                                EnsembleNetwork.BatchMode.SPLIT,
                                Dropout.none(),
                                Gradients.none()),
                "rows of the batch must be a multiple of the 2 members to be split, got 3");
        refused(
                () ->
                        images.loss(
                                SmallNetworks.images(1, 1),
                                new int[] {3},
                                EnsembleNetwork.BatchMode.REPEAT,
                                Dropout.none(),
                                Gradients.none()),
                "labels[0] must be in [0, 3), got 3");
        refused(() -> new Dropout(1, 0, 0), "hidden must be in [0, 1), got 1.0");
        refused(() -> vit.map(Place.POOLER), "a vision transformer has no pooler");
        refused(() -> vit.map(new Place(2, Site.KEY)), "layer must be in [0, 2), got 2");
        refused(() -> new Place(1, Site.HEAD), "layer must be 0 for HEAD, got 1");
        Variation wide =
                new Variation.LowRank(
                        Weight.wrap("A", new float[7], 1, 7),
                        Weight.wrap("B", new float[6], 6, 1),
                        1,
                        Optional.empty());
        refused(
                () -> ensemble(vit, List.of(new Member("m", Map.of(new Place(0, Site.KEY), wide)))),
                "m: A must have 6 columns to fit"
                        + " vit.encoder.layer.0.attention.attention.key.weight, got 7");
        refused(
                () ->
                        new Variation.LowRank(
                                Weight.wrap("A", new float[12], 2, 6),
                                Weight.wrap("B", new float[6], 6, 1),
                                1,
                                Optional.empty()),
                "A must be r x in and B out x r of the same rank r, got [2, 6] and [6, 1]");
    }
}
