package org.guardband.examples.results;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.LongFunction;
import java.util.stream.IntStream;
import org.guardband.conformal.metrics.LabelSetMetrics;
import org.guardband.core.Coverage;
import org.guardband.graph.NodeBatch;
import org.guardband.graph.conformal.NeighbourhoodCoverage;
import org.guardband.graph.conformal.NeighbourhoodPredictor;
import org.guardband.graph.conformal.Neighbourhoods;
import org.guardband.graph.conformal.NodeConformalizer;
import org.guardband.graph.conformal.NodePredictor;
import org.guardband.graph.conformal.NodeSets;

/**
 * A method with what it is called and how often it is tried.
 *
 * @param name what the table calls it
 * @param draws the number of draws of calibration nodes
 * @param method the method, by the seed of its uniform numbers
 */
record NodeSetsMethod(String name, int draws, LongFunction<NodeConformalizer<?>> method) {

    /** What is measured in a draw. */
    static final List<String> FIGURES =
            List.of(
                    "coverage",
                    "size",
                    "singletons",
                    "worst_class",
                    "around_worst_5",
                    "fell_back",
                    "loss_at_most");

    private static final Coverage COVERAGE = Coverage.of(0.9);
    private static final int HOPS = 2;
    private static final int LEAST_AROUND = 10;
    private static final double WORST = 0.05;
    private static final double VARIATION_PER_HOP = 0.02;
    private static final long FIRST_SEED = 1000;

    /** The row of the table; draw d is of the same nodes in all methods. */
    String row(NodeTrial trial, NodeSetsResults results) {
        int[] labels = trial.data().labels();
        List<double[]> measured =
                IntStream.range(0, draws)
                        .parallel()
                        .mapToObj(
                                d ->
                                        results.of(
                                                trial.title(),
                                                name,
                                                d,
                                                () -> measured(trial, labels, d)))
                        .toList();
        Estimate[] columns =
                IntStream.range(0, measured.get(0).length)
                        .mapToObj(m -> measured.stream().mapToDouble(x -> x[m]).toArray())
                        .map(Estimate::of)
                        .toArray(Estimate[]::new);
        StringBuilder text = new StringBuilder("| " + name + " | " + draws);
        text.append(cell(columns[0]));
        text.append(String.format(Locale.ROOT, " | %.3f", columns[0].error() * Math.sqrt(draws)));
        Arrays.stream(columns).skip(1).map(NodeSetsMethod::cell).forEach(text::append);
        return text.append(" |\n").toString();
    }

    private double[] measured(NodeTrial trial, int[] labels, int draw) {
        SplittableRandom random = new SplittableRandom(FIRST_SEED + draw);
        NodeBatch batch = trial.draw(random);
        return measure(method.apply(random.nextLong()), batch, labels);
    }

    private static String cell(Estimate estimate) {
        return Double.isNaN(estimate.mean())
                ? " | –"
                : String.format(Locale.ROOT, " | %.3f ± %.3f", estimate.mean(), estimate.error());
    }

    private static double[] measure(NodeConformalizer<?> method, NodeBatch batch, int[] labels) {
        NodePredictor predictor = method.conformalize(batch, labels);
        NodeSets sets = predictor.sets(batch, COVERAGE);
        LabelSetMetrics metrics = sets.metrics(labels);
        double[] near = near(predictor, batch);
        return new double[] {
            metrics.coverage().share(),
            metrics.meanSize(),
            metrics.singletonShare(),
            worstClass(sets, labels, batch.classes()),
            NeighbourhoodCoverage.of(batch.graph(), sets, labels, HOPS)
                    .quantile(WORST, LEAST_AROUND),
            near[0],
            near[1]
        };
    }

    private static double worstClass(NodeSets sets, int[] labels, int classes) {
        int[] hits = new int[classes];
        int[] nodes = new int[classes];
        for (int i = 0; i < sets.size(); i++) {
            int label = labels[sets.node(i)];
            nodes[label]++;
            hits[label] += sets.sets().contains(i, label) ? 1 : 0;
        }
        return IntStream.range(0, classes)
                .filter(k -> nodes[k] > 0)
                .mapToDouble(k -> (double) hits[k] / nodes[k])
                .min()
                .orElse(Double.NaN);
    }

    /** The share that fell back, and the mean bound of the loss of coverage of the others. */
    private static double[] near(NodePredictor predictor, NodeBatch batch) {
        if (!(predictor instanceof NeighbourhoodPredictor naps)) {
            return new double[] {Double.NaN, Double.NaN};
        }
        Neighbourhoods around = naps.neighbourhoods(batch);
        int hops = naps.toDocument().integer("hops");
        double[] variation =
                IntStream.rangeClosed(1, hops).mapToDouble(d -> d * VARIATION_PER_HOP).toArray();
        double gap =
                IntStream.range(0, around.size())
                        .filter(i -> !around.fellBack(i))
                        .mapToDouble(i -> around.coverageGap(i, variation))
                        .average()
                        .orElse(Double.NaN);
        return new double[] {around.fallBackShare(), gap};
    }
}
