package org.guardband.examples;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.guardband.conformal.risk.ConformalRiskControl;
import org.guardband.conformal.risk.LabelLosses;
import org.guardband.conformal.risk.RiskControllingThreshold;
import org.guardband.conformal.risk.ThresholdLoss;
import org.guardband.core.batch.MultiLabelBatch;

/**
 * Conformal risk control: a tagger of documents may miss a tenth of the tags that apply, not more.
 * {@code ConformalRiskControl} keeps that on average over held-out rows and new ones; {@code
 * RiskControllingThreshold} keeps it for all future rows together with probability 0.95, and pays
 * with larger sets.
 */
public final class FewMissedLabels {

    private static final List<String> TAGS =
            List.of("sport", "politics", "money", "science", "art", "travel");
    private static final double ADMITTED = 0.1;

    private FewMissedLabels() {}

    /**
     * Prints thresholds and what they do to fresh rows.
     *
     * @param args none
     */
    public static void main(String[] args) {
        System.out.print(run().describe());
    }

    /** What one threshold does on fresh rows. */
    record Outcome(double threshold, double missed, double meanSize) {}

    /** What the example finds. */
    record Result(Outcome onAverage, Outcome surely) {

        String describe() {
            return line("on average         ", onAverage) + line("with probability .95", surely);
        }

        private static String line(String name, Outcome outcome) {
            return String.format(
                    Locale.ROOT,
                    "%-20s  threshold %.3f: %.3f of the tags missed, %.2f tags a document%n",
                    name,
                    outcome.threshold,
                    outcome.missed,
                    outcome.meanSize);
        }
    }

    /** Probabilities and which tags apply. */
    @SuppressWarnings("ArrayRecordComponent") // two columns side by side, never compared
    private record Documents(MultiLabelBatch batch, boolean[][] truths) {

        /** Each tag applies with the probability that the tagger gives it. */
        static Documents draw(int rows, long seed) {
            SplittableRandom random = new SplittableRandom(seed);
            double[] p = new double[rows * TAGS.size()];
            boolean[][] truths = new boolean[rows][TAGS.size()];
            for (int i = 0; i < p.length; i++) {
                p[i] = Math.pow(random.nextDouble(), 2);
                truths[i / TAGS.size()][i % TAGS.size()] = random.nextDouble() < p[i];
            }
            return new Documents(MultiLabelBatch.of(p, TAGS), truths);
        }

        ThresholdLoss missed() {
            return LabelLosses.of(batch, truths).falseNegativeRate();
        }
    }

    static Result run() {
        double[] grid = IntStream.rangeClosed(0, 1000).mapToDouble(j -> j / 1000.0).toArray();
        Documents heldOut = Documents.draw(1000, 1);
        Documents fresh = Documents.draw(5000, 2);
        return new Result(
                outcome(
                        ConformalRiskControl.atLevel(ADMITTED)
                                .threshold(1000, heldOut.missed(), grid),
                        fresh),
                outcome(
                        RiskControllingThreshold.of(ADMITTED, 0.05)
                                .threshold(1000, heldOut.missed(), grid),
                        fresh));
    }

    private static Outcome outcome(OptionalDouble found, Documents fresh) {
        double threshold = found.orElse(1);
        ThresholdLoss loss = fresh.missed();
        int rows = fresh.batch().size();
        double missed =
                IntStream.range(0, rows)
                        .mapToDouble(i -> loss.at(i, threshold))
                        .average()
                        .orElseThrow();
        var sets = LabelLosses.sets(fresh.batch(), threshold);
        double size = IntStream.range(0, rows).map(sets::cardinality).average().orElseThrow();
        return new Outcome(threshold, missed, size);
    }
}
