package org.guardband.examples;

import java.util.Locale;
import java.util.SplittableRandom;
import org.guardband.conformal.online.DynamicallyTunedConformal;
import org.guardband.conformal.online.OnlineConformal;
import org.guardband.core.Coverage;
import org.guardband.core.model.ModelFiles;

/**
 * Intervals for rows that come one after another and drift: the noise trebles halfway. A fixed
 * threshold from the first rows loses its coverage; adaptive conformal inference that tunes its own
 * step size follows. Every hundred rows the state is written as a model file and read back, as a
 * service does that restarts: the stream goes on bit for bit.
 */
public final class StreamSavedAndRestored {

    private static final int FIRST = 200;
    private static final int ROWS = 4000;

    private StreamSavedAndRestored() {}

    /**
     * Prints the coverage before and after the drift.
     *
     * @param args none
     */
    public static void main(String[] args) {
        System.out.print(run().describe());
    }

    /** What the example finds. */
    record Result(
            double fixedBefore, double fixedAfter, double before, double after, boolean same) {

        String describe() {
            return String.format(
                    Locale.ROOT,
                    "coverage at 0.9         before the drift  after it%n"
                            + "fixed threshold                    %.3f     %.3f%n"
                            + "tuned online, restored             %.3f     %.3f%n"
                            + "as without restarts: %s%n",
                    fixedBefore,
                    fixedAfter,
                    before,
                    after,
                    same ? "yes, bit for bit" : "no");
        }
    }

    static Result run() {
        double[] first = new double[FIRST];
        double[] scores = new double[ROWS];
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < FIRST; i++) {
            first[i] = Math.abs(random.nextGaussian());
        }
        for (int t = 0; t < ROWS; t++) {
            scores[t] = Math.abs(random.nextGaussian()) * (t < ROWS / 2 ? 1 : 3);
        }

        DynamicallyTunedConformal method =
                DynamicallyTunedConformal.withDefaults(Coverage.of(0.9)).withWindow(500);
        OnlineConformal stream = method.start(first);
        OnlineConformal neverStopped = method.start(first);
        double fixed = stream.predict();
        int[] covered = new int[4];
        boolean same = true;
        for (int t = 0; t < ROWS; t++) {
            if (t % 100 == 0) {
                String saved = ModelFiles.toJson(stream);
                stream = (OnlineConformal) ModelFiles.fromJson(saved);
            }
            // predict first, then look at the truth
            double threshold = stream.predict();
            same &= threshold == neverStopped.predict();
            int half = t < ROWS / 2 ? 0 : 1;
            covered[half] += scores[t] <= fixed ? 1 : 0;
            covered[2 + half] += OnlineConformal.covers(threshold, scores[t]) ? 1 : 0;
            stream.observe(scores[t]);
            neverStopped.observe(scores[t]);
        }
        double each = ROWS / 2.0;
        return new Result(
                covered[0] / each, covered[1] / each, covered[2] / each, covered[3] / each, same);
    }
}
