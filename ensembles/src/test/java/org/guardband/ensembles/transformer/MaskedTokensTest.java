package org.guardband.ensembles.transformer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.guardband.kernels.Kernels;
import org.junit.jupiter.api.Test;

class MaskedTokensTest {

    private static final int VOCABULARY = 50;

    private static BertClassifier network() {
        return BertClassifier.of(
                new BertConfig(
                        new EncoderShape(1, 4, 2, 4, 1e-12), VOCABULARY, 10, 1, List.of("a")),
                SmallNetworks.random(1));
    }

    private static MaskedTokens task(TokenInput texts, double share) {
        return new MaskedTokens(
                network(),
                Weight.wrap("bias", new float[VOCABULARY], VOCABULARY),
                texts,
                2,
                3,
                share,
                5,
                Kernels.scalar());
    }

    /** 1000 texts: a class token, eight words, and padding. */
    private static TokenInput texts() {
        int[] ids = new int[10_000];
        int[] mask = new int[10_000];
        for (int i = 0; i < ids.length; i++) {
            int t = i % 10;
            ids[i] = t == 0 ? 1 : t == 9 ? 0 : 3 + (7 * i + i / 10) % 47;
            mask[i] = t == 9 ? 0 : 1;
        }
        return TokenInput.of(ids, mask, new int[ids.length], 10);
    }

    private static void assertShare(long successes, int trials, double p) {
        BinomialDistribution law = BinomialDistribution.of(trials, p);
        assertThat(law.cumulativeProbability((int) successes)).isBetween(5e-5, 1 - 5e-5);
    }

    @Test
    void choosesItsShareOfWordsAndHidesMostOfThem() {
        TokenInput texts = texts();
        MaskedTokens task = task(texts, 0.25);
        int[] chosen = task.chosen(texts, 3);
        assertShare(chosen.length, 8000, 0.25);
        assertThat(Arrays.stream(chosen).map(i -> i % 10)).allMatch(t -> t > 0 && t < 9);
        int[] seen = task.replaced(texts, chosen, 3);
        long masked = Arrays.stream(chosen).filter(i -> seen[i] == 2).count();
        assertShare(masked, chosen.length, 0.8);
        // one random word in 47 is the word itself
        long same = Arrays.stream(chosen).filter(i -> seen[i] == texts.ids()[i]).count();
        assertShare(same, chosen.length, 0.1 + 0.1 / 47);
        assertThat(Arrays.stream(chosen).map(i -> seen[i])).allMatch(id -> id >= 2);
        boolean[] isChosen = new boolean[seen.length];
        Arrays.stream(chosen).forEach(i -> isChosen[i] = true);
        for (int i = 0; i < seen.length; i++) {
            assertThat(isChosen[i] || seen[i] == texts.ids()[i]).isTrue();
        }
        assertThat(task.chosen(texts, 3)).isEqualTo(chosen);
        assertThat(task.chosen(texts, 4)).isNotEqualTo(chosen);
    }

    @Test
    void choosesAWordWhereChanceTakesNone() {
        TokenInput texts = TokenInput.of(new int[] {1, 0, 7, 8}, 4);
        assertThat(task(texts, 1e-9).chosen(texts, 1)).containsExactly(2);
    }

    @Test
    void refusesWhatDoesNotFit() {
        TokenInput texts = TokenInput.of(new int[] {1, 7, 1, 2}, 2);
        assertThatThrownBy(() -> task(texts, 0.5))
                .hasMessage("texts[1] must have a token >= 3 to be masked");
        TokenInput fine = TokenInput.of(new int[] {1, 7}, 2);
        assertThatThrownBy(() -> task(fine, 1)).hasMessage("share must be within (0, 1), got 1.0");
        assertThatThrownBy(() -> task(fine.select(), 0.5)).hasMessageContaining("texts");
        Weight bias = Weight.wrap("bias", new float[3], 3);
        assertThatThrownBy(
                        () ->
                                new MaskedTokens(
                                        network(), bias, fine, 2, 3, 0.5, 1, Kernels.scalar()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("bias");
    }
}
