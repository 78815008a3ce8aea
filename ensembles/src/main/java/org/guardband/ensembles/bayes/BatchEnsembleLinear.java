package org.guardband.ensembles.bayes;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.guardband.core.numeric.Arguments;
import org.guardband.kernels.Matrix;
import org.guardband.nn.Adjacency;
import org.guardband.nn.Initialization;
import org.guardband.nn.Neighbourhoods;
import org.guardband.nn.Node;
import org.guardband.nn.Parameter;
import org.guardband.nn.Parameters;
import org.guardband.nn.Pointwise;
import org.guardband.nn.Products;
import org.guardband.nn.Tape;

/**
 * A linear layer shared by M members but for one vector at its inputs, one at its outputs and a
 * bias: member m computes ((x ∘ r_m)W) ∘ s_m + b_m, whose weight matrix is W ∘ r_m s_mᵀ. M members
 * cost M·(inputs + 2·outputs) numbers beside W.
 *
 * <p>Source: Wen, Tran, Ba 2020, arXiv 2002.06715.
 *
 * @param <M> the precision
 * @param weight W, inputs × outputs
 * @param input r, M × inputs
 * @param output s, M × outputs
 * @param bias b, M × outputs
 */
public record BatchEnsembleLinear<M extends Matrix<M>>(
        Parameter<M> weight, Parameter<M> input, Parameter<M> output, Parameter<M> bias) {

    /**
     * Makes the parameters; r and s start from N(1, spread²), b from 0.
     *
     * @param <M> the precision
     * @param parameters to add to
     * @param name of the layer
     * @param members M ≥ 1
     * @param inputs number of inputs
     * @param outputs number of outputs
     * @param start of W
     * @param spread how far members start from one another, ≥ 0; 0.5 in common use
     * @param random to draw from
     * @return the layer
     * @throws IllegalArgumentException if there is no member or the spread is negative
     */
    public static <M extends Matrix<M>> BatchEnsembleLinear<M> create(
            Parameters<M> parameters,
            String name,
            int members,
            int inputs,
            int outputs,
            Initialization start,
            double spread,
            RandomGenerator random) {
        Arguments.atLeast("members", members, 1);
        Arguments.nonNegative("spread", spread);
        Initialization aroundOne =
                (matrix, rng) -> {
                    for (int i = 0; i < matrix.rows(); i++) {
                        for (int j = 0; j < matrix.columns(); j++) {
                            matrix.set(i, j, 1 + spread * rng.nextGaussian());
                        }
                    }
                };
        return new BatchEnsembleLinear<>(
                parameters.add(name + ".weight", inputs, outputs, start, random),
                parameters.add(name + ".input", members, inputs, aroundOne, random),
                parameters.add(name + ".output", members, outputs, aroundOne, random),
                parameters.add(
                        name + ".bias", members, outputs, Initialization.constant(0), random));
    }

    /**
     * Writes the layer to a tape.
     *
     * @param tape to write to
     * @param x n × inputs
     * @param member the member of each row, in [0, M)
     * @return n × outputs
     * @throws IllegalArgumentException if lengths differ or a member is out of range
     */
    public Node<M> apply(Tape<M> tape, Node<M> x, int... member) {
        Arguments.sameLength("member", member.length, "the rows", x.rows());
        Arguments.allIndices("member", member, input.value().rows());
        Adjacency rows = Adjacency.picking(input.value().rows(), member);
        M ones = tape.kernels().zeros(member.length, 1);
        ones.fill(1);
        Node<M> one = tape.constant(ones);
        Node<M> scaled =
                Pointwise.product(
                        tape, x, Neighbourhoods.gather(tape, rows, one, tape.parameter(input)));
        Node<M> product = Products.multiply(tape, scaled, tape.parameter(weight));
        Node<M> out =
                Pointwise.product(
                        tape,
                        product,
                        Neighbourhoods.gather(tape, rows, one, tape.parameter(output)));
        return Pointwise.combine(
                tape, 1, out, 1, Neighbourhoods.gather(tape, rows, one, tape.parameter(bias)));
    }

    /**
     * The member of each row where every row goes to every member, member by member.
     *
     * @param members M ≥ 1
     * @param rows n ≥ 0
     * @return M·n indices
     */
    public static int[] repeated(int members, int rows) {
        int[] member = new int[Math.multiplyExact(members, rows)];
        for (int m = 0; m < members; m++) {
            Arrays.fill(member, m * rows, (m + 1) * rows, m);
        }
        return member;
    }
}
