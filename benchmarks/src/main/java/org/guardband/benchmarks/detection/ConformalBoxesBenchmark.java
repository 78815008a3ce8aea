package org.guardband.benchmarks.detection;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.guardband.core.Coverage;
import org.guardband.core.set.BoxSets;
import org.guardband.detection.BoxForm;
import org.guardband.detection.Boxes;
import org.guardband.detection.conformal.BoxBound;
import org.guardband.detection.conformal.BoxConformalizer;
import org.guardband.detection.conformal.BoxScale;
import org.guardband.detection.conformal.ConformalBoxes;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Conformal boxes: fits to a million pairs, and sets of a million boxes. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@State(Scope.Benchmark)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ConformalBoxesBenchmark {

    private static final int ROWS = 1_000_000;

    private Boxes predicted = Boxes.of(BoxForm.CORNERS);
    private Boxes truths = predicted;
    private ConformalBoxes fitted =
            BoxConformalizer.maxScore(BoxBound.BOTH).conformalize(predicted, truths);

    /** Draws the boxes. */
    @Setup
    public void draw() {
        SplittableRandom random = new SplittableRandom(1);
        double[] p = new double[4 * ROWS];
        double[] t = new double[4 * ROWS];
        for (int i = 0; i < ROWS; i++) {
            for (int side = 0; side < 4; side++) {
                p[4 * i + side] = 100 * random.nextDouble() + (side < 2 ? 0 : 200);
                t[4 * i + side] = p[4 * i + side] + 10 * random.nextDouble();
            }
        }
        predicted = Boxes.wrap(BoxForm.CORNERS, p);
        truths = Boxes.wrap(BoxForm.CORNERS, t);
        fitted = BoxConformalizer.maxScore(BoxBound.BOTH).conformalize(predicted, truths);
    }

    /**
     * One quantile for all sides, in box sizes.
     *
     * @return the predictor
     */
    @Benchmark
    public ConformalBoxes fitMaxScore() {
        return BoxConformalizer.maxScore(BoxBound.BOTH)
                .withScale(BoxScale.BOX_SIZE)
                .conformalize(predicted, truths);
    }

    /**
     * A quantile for each side, inner and outer.
     *
     * @return the predictor
     */
    @Benchmark
    public ConformalBoxes fitBonferroni() {
        return BoxConformalizer.bonferroni(BoxBound.BOTH).conformalize(predicted, truths);
    }

    /**
     * Sets of a million boxes.
     *
     * @return the sets
     */
    @Benchmark
    public BoxSets sets() {
        return fitted.sets(predicted, Coverage.of(0.9));
    }
}
