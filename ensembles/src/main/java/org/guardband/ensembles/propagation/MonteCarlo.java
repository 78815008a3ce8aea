package org.guardband.ensembles.propagation;

import java.util.List;
import java.util.SplittableRandom;
import org.guardband.core.numeric.Arguments;
import org.guardband.core.numeric.ParallelRows;
import org.guardband.core.numeric.SeededUniforms;
import org.guardband.core.prediction.RealDistribution;
import org.guardband.core.prediction.SampleVector;

/**
 * Carries independent inputs of any distributions through a network by drawing: what the others are
 * checked against. Draw r has a random stream of its own.
 */
public final class MonteCarlo {

    private static final int BLOCK = 256;

    private MonteCarlo() {}

    /**
     * Draws outputs.
     *
     * @param network the network
     * @param inputs one distribution per input, independent
     * @param draws how many, ≥ 1
     * @param seed the seed
     * @return the outputs of the draws
     * @throws IllegalArgumentException if there are not as many distributions as inputs, or no draw
     */
    public static SampleVector propagate(
            FeedForward network, List<? extends RealDistribution> inputs, int draws, long seed) {
        int d = network.inputs();
        Arguments.sameLength("inputs", inputs.size(), "the network's inputs", d);
        Arguments.atLeast("draws", draws, 1);
        int k = network.outputs();
        double[] out = new double[Math.multiplyExact(draws, k)];
        ParallelRows.run(
                draws,
                BLOCK,
                (from, to) -> {
                    double[] x = new double[d];
                    for (int r = from; r < to; r++) {
                        double start = new SeededUniforms(seed, r).at(0);
                        SplittableRandom random =
                                new SplittableRandom(Double.doubleToLongBits(start));
                        for (int i = 0; i < d; i++) {
                            x[i] = inputs.get(i).sample(random);
                        }
                        System.arraycopy(network.apply(x), 0, out, r * k, k);
                    }
                });
        return SampleVector.of(out, k);
    }
}
