package org.guardband.conformal.multivariate;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.guardband.core.Coverage;
import org.guardband.core.calibration.ConformalScores;
import org.guardband.core.calibration.MaxRankScores;
import org.guardband.core.model.ModelDocument;
import org.guardband.core.model.ModelFormatException;

/** The calibration scores of several targets together. */
sealed interface JointScores {

    int dimension();

    int size();

    /** The largest admitted score of each target. */
    double[] thresholds(Coverage coverage);

    /** The p-value of a row from the scores of its targets. */
    double pValue(double[] scores);

    void describe(ModelDocument.Builder document);

    /** A pool for every target. */
    record Bonferroni(List<ConformalScores> pools) implements JointScores {

        static final String FORM = "bonferroni";

        @Override
        public int dimension() {
            return pools.size();
        }

        @Override
        public int size() {
            return pools.get(0).size();
        }

        @Override
        public double[] thresholds(Coverage coverage) {
            Coverage each = coverage.sharedError(pools.size());
            return pools.stream().mapToDouble(pool -> pool.quantile(each)).toArray();
        }

        @Override
        public double pValue(double[] scores) {
            double least = 1;
            for (int k = 0; k < scores.length; k++) {
                least = Math.min(least, pools.get(k).pValue(scores[k]));
            }
            return Math.min(1, scores.length * least);
        }

        @Override
        public void describe(ModelDocument.Builder document) {
            document.put("form", FORM).put("targets", pools.size()).put("scores", joined(pools));
        }
    }

    /** The largest score of a row. */
    record Largest(int dimension, ConformalScores scores) implements JointScores {

        static final String FORM = "max-score";

        @Override
        public int size() {
            return scores.size();
        }

        @Override
        public double[] thresholds(Coverage coverage) {
            double[] thresholds = new double[dimension];
            Arrays.fill(thresholds, scores.quantile(coverage));
            return thresholds;
        }

        @Override
        public double pValue(double[] ofTargets) {
            return scores.pValue(Arrays.stream(ofTargets).max().orElseThrow());
        }

        @Override
        public void describe(ModelDocument.Builder document) {
            document.put("form", FORM).put("targets", dimension).put("scores", scores.toArray());
        }
    }

    /**
     * The largest rank of a row, a rank being the number of scores below among those of the rows
     * that rank: a rank is at most j if and only if the score is at most the (j+1)-th of these.
     */
    record Copula(List<ConformalScores> marginals, ConformalScores ranks) implements JointScores {

        static final String FORM = "copula";

        @Override
        public int dimension() {
            return marginals.size();
        }

        @Override
        public int size() {
            return ranks.size();
        }

        @Override
        public double[] thresholds(Coverage coverage) {
            double rank = ranks.quantile(coverage);
            return marginals.stream()
                    .mapToDouble(
                            marginal ->
                                    rank < marginal.size()
                                            ? marginal.ranked((int) rank + 1)
                                            : Double.POSITIVE_INFINITY)
                    .toArray();
        }

        @Override
        public double pValue(double[] scores) {
            double largest = 0;
            for (int k = 0; k < scores.length; k++) {
                largest = Math.max(largest, marginals.get(k).below(scores[k]));
            }
            return ranks.pValue(largest);
        }

        @Override
        public void describe(ModelDocument.Builder document) {
            document.put("form", FORM)
                    .put("targets", marginals.size())
                    .put("marginals", joined(marginals))
                    .put("scores", ranks.toArray());
        }
    }

    /** The largest rank of a row among all rows, see {@link MaxRankScores}. */
    record MaxRank(MaxRankScores scores) implements JointScores {

        static final String FORM = "max-rank";

        @Override
        public int dimension() {
            return scores.dimension();
        }

        @Override
        public int size() {
            return scores.size();
        }

        @Override
        public double[] thresholds(Coverage coverage) {
            return scores.thresholds(coverage);
        }

        @Override
        public double pValue(double[] ofTargets) {
            return scores.pValue(ofTargets);
        }

        @Override
        public void describe(ModelDocument.Builder document) {
            document.put("form", FORM)
                    .put("targets", dimension())
                    .put("marginals", joined(scores.parts()))
                    .put("scores", scores.ranks());
        }

        static MaxRank read(ModelDocument document, int targets) {
            try {
                return new MaxRank(
                        MaxRankScores.of(
                                parts(document, "marginals", targets).stream()
                                        .map(ConformalScores::toArray)
                                        .toList(),
                                document.numbers("scores")));
            } catch (IllegalArgumentException e) {
                throw new ModelFormatException("field \"scores\" must hold ranks of the rows");
            }
        }
    }

    static JointScores read(ModelDocument document) {
        int targets = document.integer("targets");
        if (targets < 1) {
            throw new ModelFormatException("field \"targets\" must be >= 1, got " + targets);
        }
        String form = document.text("form");
        return switch (form) {
            case Bonferroni.FORM -> new Bonferroni(parts(document, "scores", targets));
            case Largest.FORM ->
                    new Largest(targets, ConformalScores.wrap(document.numbers("scores")));
            case Copula.FORM -> {
                double[] ranks = document.numbers("scores");
                for (double rank : ranks) {
                    if (!(rank >= 0 && rank == Math.rint(rank))) {
                        throw new ModelFormatException(
                                "field \"scores\" must hold ranks, got " + rank);
                    }
                }
                yield new Copula(
                        parts(document, "marginals", targets), ConformalScores.wrap(ranks));
            }
            case MaxRank.FORM -> MaxRank.read(document, targets);
            default ->
                    throw new ModelFormatException(
                            "field \"form\" must be \"bonferroni\", \"max-score\", \"copula\" or"
                                    + " \"max-rank\", got \""
                                    + form
                                    + "\"");
        };
    }

    private static double[] joined(List<ConformalScores> pools) {
        return pools.stream().flatMapToDouble(pool -> Arrays.stream(pool.toArray())).toArray();
    }

    private static List<ConformalScores> parts(ModelDocument document, String field, int targets) {
        double[] all = document.numbers(field);
        if (all.length % targets != 0) {
            throw new ModelFormatException(
                    "field \"" + field + "\" must hold as many scores of every target");
        }
        int size = all.length / targets;
        return IntStream.range(0, targets)
                .mapToObj(
                        k ->
                                ConformalScores.wrap(
                                        Arrays.copyOfRange(all, k * size, (k + 1) * size)))
                .toList();
    }
}
