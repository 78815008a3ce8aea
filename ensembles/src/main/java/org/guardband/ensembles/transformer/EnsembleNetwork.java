package org.guardband.ensembles.transformer;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.guardband.core.numeric.Arguments;
import org.guardband.kernels.Kernels;

/**
 * Members of an ensemble that share one network, run together.
 *
 * <p>Whatever is the same for all members is computed once: the embedding, and everything up to the
 * first place at which one of them departs; there the product W x with the shared W is still formed
 * once and each member's own part added. From there on the rows of all members go through one
 * product with the shared weights. What is kept in memory is the base network, the members' own
 * weights, and the activations of a few rows at a time.
 *
 * <p>The same input gives the same bits at any number of threads. Safe to share between threads as
 * long as no weight is written to.
 */
public final class EnsembleNetwork {

    /** Rows of tokens, over all members, that go through the network at a time. */
    private static final int ROWS = 4096;

    private final Network base;
    private final List<Member> members;
    private final Members variations;
    private final Kernels kernels;

    private EnsembleNetwork(Network base, List<Member> members, Kernels kernels) {
        this.base = base;
        this.members = List.copyOf(members);
        this.variations = new Members(base, members);
        this.kernels = kernels;
    }

    /**
     * An ensemble.
     *
     * @param base the shared network
     * @param members how each member departs from it, at least one
     * @param kernels what computes
     * @return the ensemble
     * @throws IllegalArgumentException if there is no member or a variation does not fit; the
     *     message begins with the member's name
     */
    public static EnsembleNetwork of(Network base, List<Member> members, Kernels kernels) {
        Arguments.atLeast("number of members", members.size(), 1);
        return new EnsembleNetwork(base, members, kernels);
    }

    /**
     * The shared network.
     *
     * @return the base
     */
    public Network base() {
        return base;
    }

    /**
     * The members.
     *
     * @return at least one
     */
    public List<Member> members() {
        return members;
    }

    /**
     * How many numbers all weights have together, each array counted once.
     *
     * @return parameters of the base and of all members
     */
    public long parameters() {
        return singles() + halves();
    }

    /**
     * What all weights take in memory, each array counted once: four bytes a number, two where a
     * member's factors stay in 16 bits.
     *
     * @return bytes
     */
    public long weightBytes() {
        return 4 * singles() + 2 * halves();
    }

    private long singles() {
        List<Weight> all = new ArrayList<>(base.weights());
        members.forEach(member -> all.addAll(member.weights()));
        return Network.parameters(all);
    }

    private long halves() {
        return members.stream()
                .flatMap(member -> member.halves().stream())
                .distinct()
                .mapToLong(HalfWeight::size)
                .sum();
    }

    /**
     * The logits of every member.
     *
     * @param input n rows
     * @return for each member n × K numbers, row-major
     * @throws IllegalArgumentException if the network does not take this input
     */
    public float[][] logits(SequenceInput input) {
        return logits(input, Dropout.none());
    }

    /**
     * The logits of every member with some activations dropped, as Monte Carlo dropout asks for:
     * members without variations then are samples of one network.
     *
     * @param input n rows
     * @param dropout what is dropped
     * @return for each member n × K numbers, row-major
     * @throws IllegalArgumentException if the network does not take this input
     */
    public float[][] logits(SequenceInput input, Dropout dropout) {
        base.requireFit(input);
        int classes = base.labels().size();
        float[][] out = new float[members.size()][Math.multiplyExact(input.size(), classes)];
        int chunk = Math.max(1, ROWS / Math.max(1, base.tokens(input) * members.size()));
        for (int from = 0; from < input.size(); from += chunk) {
            int to = Math.min(input.size(), from + chunk);
            int[] rows = IntStream.range(from, to).toArray();
            SequenceInput part = input.select(rows);
            Pass pass = new Pass(kernels, members.size(), Gradients.none(), dropout.noise(from));
            Activation logits = base.logits(pass, variations, base.embed(pass, part), part);
            for (int m = 0; m < out.length; m++) {
                System.arraycopy(
                        logits.data,
                        logits.start(m),
                        out[m],
                        from * classes,
                        rows.length * classes);
            }
        }
        return out;
    }

    /** Which rows of a batch a member learns from. */
    public enum BatchMode {
        /** Every member sees every row. */
        REPEAT,
        /** Member m of M sees the m-th M-th of the rows. */
        SPLIT
    }

    /**
     * Cross-entropy over the rows of all members, and its gradient.
     *
     * <p>The loss is {@code −mean ln p(label)}, the mean over members and over the rows that each
     * sees, p the softmax of the member's logits.
     *
     * @param input the batch
     * @param labels class of each row, in [0, K)
     * @param mode which rows a member sees; for {@link BatchMode#SPLIT} a multiple of the number of
     *     members
     * @param dropout what is dropped
     * @param gradients receives the gradients, added to what is there
     * @return the loss
     * @throws IllegalArgumentException if the input or the labels do not fit
     */
    public double loss(
            SequenceInput input,
            int[] labels,
            BatchMode mode,
            Dropout dropout,
            Gradients gradients) {
        return loss(input, labels, ClassWeights.equal(), mode, dropout, gradients);
    }

    /**
     * The same with weights of the classes: the mean is Σ w l/Σ w over the rows of all members.
     *
     * @param input the batch
     * @param labels class of each row, in [0, K)
     * @param weights weights of the K classes
     * @param mode which rows a member sees; for {@link BatchMode#SPLIT} a multiple of the number of
     *     members
     * @param dropout what is dropped
     * @param gradients receives the gradients, added to what is there
     * @return the loss
     * @throws IllegalArgumentException if the input, the labels or the weights do not fit
     */
    public double loss(
            SequenceInput input,
            int[] labels,
            ClassWeights weights,
            BatchMode mode,
            Dropout dropout,
            Gradients gradients) {
        base.requireFit(input);
        weights.requireClasses(base.labels().size());
        Arguments.atLeast("rows of the batch", input.size(), 1);
        Arguments.sameLength("labels", labels.length, "the rows", input.size());
        Arguments.allIndices("labels", labels, base.labels().size());
        if (mode == BatchMode.SPLIT && input.size() % members.size() != 0) {
            throw new IllegalArgumentException(
                    "rows of the batch must be a multiple of the "
                            + members.size()
                            + " members to be split, got "
                            + input.size());
        }
        Pass pass = new Pass(kernels, members.size(), gradients, dropout.noise(0));
        Activation embedded = base.embed(pass, input);
        if (mode == BatchMode.SPLIT) {
            embedded = embedded.dealtOut(members.size());
        }
        Activation logits = base.logits(pass, variations, embedded, input);
        double loss = CrossEntropy.apply(logits, labels, weights);
        pass.backward();
        return loss;
    }

    @Override
    public String toString() {
        return "EnsembleNetwork[" + members.size() + " members of " + base + "]";
    }
}
