package org.guardband.examples;

import java.util.Locale;
import java.util.SplittableRandom;
import org.guardband.conformal.online.DriftAlarm;
import org.guardband.conformal.online.SimpleJumper;

/**
 * An alarm that rows have ceased to be exchangeable. It bets against the conformal p-values of the
 * scores being uniform; without drift its capital reaches 100 with probability 0.01 at most,
 * however long it runs.
 */
public final class AlarmWhenDataDrifts {

    private static final int ROWS = 3000;
    private static final int DRIFT = 2000;

    private AlarmWhenDataDrifts() {}

    /**
     * Prints when the alarm was raised.
     *
     * @param args none
     */
    public static void main(String[] args) {
        System.out.print(run().describe());
    }

    /** What the example finds. */
    record Result(boolean quietBefore, long raisedAt, boolean quietWithoutDrift) {

        String describe() {
            return String.format(
                    Locale.ROOT,
                    "errors grow by a half from row %d on: alarm at row %d%n"
                            + "the same %d rows without drift: %s%n",
                    DRIFT + 1,
                    raisedAt,
                    ROWS,
                    quietWithoutDrift ? "all quiet" : "a false alarm");
        }
    }

    static Result run() {
        DriftAlarm drifting = DriftAlarm.start(0.01, SimpleJumper.start(), 1);
        DriftAlarm steady = DriftAlarm.start(0.01, SimpleJumper.start(), 2);
        SplittableRandom random = new SplittableRandom(3);
        boolean quietBefore = true;
        for (int t = 0; t < ROWS; t++) {
            double error = Math.abs(random.nextGaussian());
            drifting.observe(t < DRIFT ? error : 1.5 * error);
            steady.observe(error);
            quietBefore &= t >= DRIFT || !drifting.isRaised();
        }
        return new Result(quietBefore, drifting.raisedAt(), !steady.isRaised());
    }
}
