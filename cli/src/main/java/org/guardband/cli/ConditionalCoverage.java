package org.guardband.cli;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.guardband.conformal.metrics.ExcessRisk;
import org.guardband.conformal.metrics.GroupCoverage;
import org.guardband.conformal.metrics.LabelSetMetrics;
import org.guardband.conformal.metrics.SizeDependence;
import org.guardband.conformal.metrics.WidthStratifiedCoverage;
import org.guardband.conformal.metrics.WorstSlabCoverage;
import org.guardband.core.Coverage;
import org.guardband.core.set.Intervals;
import org.guardband.core.set.LabelSets;
import org.guardband.core.table.PredictionTable;
import org.guardband.graph.Graph;
import org.guardband.graph.NodeData;
import org.guardband.graph.conformal.NeighbourhoodCoverage;
import org.guardband.graph.conformal.NodeSets;

/**
 * Whether sets cover where they should and not on average alone: by size, by group, in the worst
 * slab of the features {@code x:<name>}, by dependence on the size, by the user's own probabilities
 * of being covered, and around the nodes of a graph.
 */
final class ConditionalCoverage {

    /** A user's out-of-fold probability that a row is covered. */
    private static final String PROBABILITY = "covered-probability";

    private static final long SEED = 1;
    private static final int STRATA = 5;
    private static final int FEWEST_FOR_SLABS = 4;
    private static final int MANY = 20_000;
    private static final int FEW_DIRECTIONS = 100;

    private static final int HOPS = 2;
    private static final double WORST = 0.05;
    private static final int FEWEST_AROUND = 10;

    private final PredictionTable table;
    private final Optional<Graph> graph;
    private final Map<String, Double> measures = new LinkedHashMap<>();

    /** The graph of a table of nodes, where it is given. */
    ConditionalCoverage(PredictionTable table, Optional<Graph> graph) {
        this.table = table;
        this.graph = graph;
    }

    /** What was measured. */
    Map<String, Double> measures() {
        return measures;
    }

    void labelSets(String end, LabelSets sets, int[] labels, Optional<Coverage> asked) {
        LabelSetMetrics metrics = LabelSetMetrics.of(sets, labels);
        int[] sizes = IntStream.rangeClosed(0, sets.labels().size()).toArray();
        measures.put("smallest-coverage-by-size" + end, metrics.sizeStratifiedCoverage(sizes));
        measures.put(
                "smallest-coverage-by-class" + end,
                metrics.byClass().stream()
                        .filter(part -> part.total() > 0)
                        .mapToDouble(part -> part.share())
                        .min()
                        .orElse(Double.NaN));
        graph.ifPresent(edges -> aroundNodes(end, edges, sets, labels));
        boolean[] hits = new boolean[labels.length];
        double[] cardinality = new double[labels.length];
        for (int i = 0; i < hits.length; i++) {
            hits[i] = sets.contains(i, labels[i]);
            cardinality[i] = sets.cardinality(i);
        }
        shared(end, hits, cardinality, asked);
    }

    private void aroundNodes(String end, Graph edges, LabelSets sets, int[] labels) {
        int[] nodes =
                Arrays.stream(table.table().numbers(NodeTable.NODE))
                        .mapToInt(node -> (int) node)
                        .toArray();
        int[] known = new int[edges.size()];
        Arrays.fill(known, NodeData.UNLABELLED);
        for (int i = 0; i < nodes.length; i++) {
            known[nodes[i]] = labels[i];
        }
        measures.put(
                "coverage-around-worst-nodes" + end,
                NeighbourhoodCoverage.of(edges, NodeSets.of(nodes, sets), known, HOPS)
                        .quantile(WORST, FEWEST_AROUND));
    }

    void intervals(String end, Intervals sets, double[] y, Optional<Coverage> asked) {
        measures.put(
                "smallest-coverage-by-width" + end,
                WidthStratifiedCoverage.of(sets, y, STRATA).minShare());
        boolean[] hits = new boolean[y.length];
        for (int i = 0; i < hits.length; i++) {
            hits[i] = sets.contains(i, y[i]);
        }
        shared(end, hits, SizeDependence.widths(sets), asked);
    }

    private void shared(String end, boolean[] hits, double[] sizes, Optional<Coverage> asked) {
        measures.put(
                "hsic-with-size" + end,
                SizeDependence.laplace(hits, sizes, SizeDependence.spread(sizes)));
        table.groups()
                .ifPresent(
                        groups -> {
                            GroupCoverage parts = GroupCoverage.of(hits, groups);
                            measures.put("smallest-coverage-by-group" + end, parts.minShare());
                            asked.ifPresent(
                                    level ->
                                            measures.put(
                                                    "largest-gap-of-groups" + end,
                                                    parts.maxGap(level)));
                        });
        worstSlab(end, hits);
        if (asked.isPresent() && table.table().has(PROBABILITY)) {
            ExcessRisk risk =
                    ExcessRisk.of(hits, ExtraColumns.unit(table.table(), PROBABILITY), asked.get());
            measures.put("excess-risk" + end, risk.absolute());
            measures.put("excess-risk-under" + end, risk.under());
            measures.put("excess-risk-over" + end, risk.over());
        }
    }

    private void worstSlab(String end, boolean[] hits) {
        List<String> features =
                table.table().names().stream()
                        .filter(name -> name.startsWith(ExtraColumns.FEATURE))
                        .toList();
        if (features.isEmpty() || hits.length < FEWEST_FOR_SLABS) {
            return;
        }
        WorstSlabCoverage method = WorstSlabCoverage.withSeed(SEED);
        if (hits.length > MANY) {
            method = method.withDirections(FEW_DIRECTIONS);
        }
        measures.put(
                "worst-slab-coverage" + end,
                method.unbiased(ExtraColumns.rows(table, features), hits).share());
    }
}
