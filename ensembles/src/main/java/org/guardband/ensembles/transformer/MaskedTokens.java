package org.guardband.ensembles.transformer;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.guardband.core.numeric.Arguments;
import org.guardband.core.numeric.SeededUniforms;
import org.guardband.kernels.Kernels;

/**
 * Masked tokens as a task without labels: a share of the tokens of each text is chosen, and the
 * last layer's features at their places have to tell which they were. Of the chosen tokens 80 % are
 * replaced by the mask token, 10 % by a random one, and 10 % are left as they are. The loss is the
 * mean cross-entropy over the chosen tokens; the logit of a token is the product of its word
 * embedding with the features, plus its bias, so that the decoder shares the word embeddings.
 *
 * <p>Tokens below {@code first} (padding, class token, mask token) are neither chosen nor drawn at
 * random, and are no answers; padding is never chosen. A batch of which nothing is chosen has its
 * first token chosen that may be.
 *
 * <p>Source: Devlin et al. 2019, arXiv 1810.04805, where the share is 0.15 and another layer lies
 * before the decoder, which is left out here.
 *
 * @param network the network, of which neither head nor pooler is used
 * @param bias one number per token of the vocabulary
 * @param texts n texts
 * @param mask id of the mask token
 * @param first the least id that may be masked
 * @param share probability that a token is chosen, in (0, 1)
 * @param seed the seed of the choice, which is another in each step
 * @param kernels what computes
 */
public record MaskedTokens(
        BertClassifier network,
        Weight bias,
        TokenInput texts,
        int mask,
        int first,
        double share,
        long seed,
        Kernels kernels)
        implements Objective {

    private static final double MASKED = 0.8;
    private static final double MASKED_OR_RANDOM = 0.9;

    /**
     * Checks that everything fits.
     *
     * @param network the network
     * @param bias one number per token of the vocabulary
     * @param texts n texts, each with a token that may be masked
     * @param mask id of the mask token
     * @param first the least id that may be masked
     * @param share probability that a token is chosen
     * @param seed the seed of the choice
     * @param kernels what computes
     * @throws IllegalArgumentException if there is no text or one has nothing to mask, a size does
     *     not fit, an id is beyond the vocabulary or the share is not within (0, 1)
     */
    public MaskedTokens {
        Arguments.atLeast("texts", texts.size(), 1);
        network.requireFit(texts);
        int vocabulary = network.config().vocabulary();
        Arguments.sameLength("bias", bias.size(), "the vocabulary", vocabulary);
        Arguments.index("mask", mask, vocabulary);
        Arguments.index("first", first, vocabulary);
        if (!(share > 0 && share < 1)) {
            throw new IllegalArgumentException("share must be within (0, 1), got " + share);
        }
        for (int i = 0; i < texts.size(); i++) {
            if (firstOf(texts, first, i * texts.tokens(), (i + 1) * texts.tokens()) < 0) {
                throw new IllegalArgumentException(
                        "texts[" + i + "] must have a token >= " + first + " to be masked");
            }
        }
    }

    /** The place of the first token that may be chosen; −1 for none. */
    private static int firstOf(TokenInput texts, int first, int from, int to) {
        for (int i = from; i < to; i++) {
            if (texts.visible()[i] && texts.ids()[i] >= first) {
                return i;
            }
        }
        return -1;
    }

    @Override
    public int rows() {
        return texts.size();
    }

    @Override
    public double loss(int[] rows, long step, Gradients gradients) {
        TokenInput batch = texts.select(rows);
        int[] chosen = chosen(batch, step);
        TokenInput seen = batch.withIds(replaced(batch, chosen, step));
        Pass pass = new Pass(kernels, 1, gradients, Noise.none());
        Members none = new Members(network, List.of(new Member("base", Map.of())));
        Activation features =
                network.encode(pass, none, network.embed(pass, seen), seen, Block.Wanted.ALL);
        Activation logits =
                LinearOperation.shared(
                        pass,
                        Elementwise.rows(pass, features, chosen),
                        new Linear(network.words(), bias));
        int[] truths = new int[chosen.length];
        for (int i = 0; i < truths.length; i++) {
            truths[i] = batch.ids()[chosen[i]] - first;
        }
        double loss = CrossEntropy.apply(Elementwise.columnsFrom(pass, logits, first), truths);
        pass.backward();
        return loss;
    }

    /** The places of the chosen tokens, in order. */
    int[] chosen(TokenInput batch, long step) {
        SeededUniforms uniforms = new SeededUniforms(seed, 2 * step);
        int[] chosen = new int[batch.ids().length];
        int count = 0;
        for (int i = 0; i < chosen.length; i++) {
            if (batch.visible()[i] && batch.ids()[i] >= first && uniforms.at(i) < share) {
                chosen[count++] = i;
            }
        }
        if (count == 0) {
            chosen[count++] = firstOf(batch, first, 0, chosen.length);
        }
        return Arrays.copyOf(chosen, count);
    }

    /** The ids of a batch with the chosen ones hidden. */
    int[] replaced(TokenInput batch, int[] chosen, long step) {
        SeededUniforms uniforms = new SeededUniforms(seed, 2 * step + 1);
        int[] ids = batch.ids().clone();
        int answers = network.config().vocabulary() - first;
        for (int i : chosen) {
            double u = uniforms.at(2L * i);
            if (u < MASKED) {
                ids[i] = mask;
            } else if (u < MASKED_OR_RANDOM) {
                ids[i] = first + (int) (answers * uniforms.at(2L * i + 1));
            }
        }
        return ids;
    }
}
