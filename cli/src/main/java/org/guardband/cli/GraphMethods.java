package org.guardband.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.guardband.classification.ClassCalibrator;
import org.guardband.classification.calibration.DirichletCalibrator;
import org.guardband.classification.calibration.EnsembleTemperatureScaling;
import org.guardband.classification.calibration.HistogramBinning;
import org.guardband.classification.calibration.MulticlassIsotonic;
import org.guardband.classification.calibration.OneVersusRest;
import org.guardband.classification.calibration.OrderInvariantCalibrator;
import org.guardband.classification.calibration.SplineCalibrator;
import org.guardband.classification.calibration.TemperatureScaling;
import org.guardband.classification.calibration.VectorScaling;
import org.guardband.conformal.classification.AdaptivePredictionSets;
import org.guardband.conformal.classification.ClassScore;
import org.guardband.core.model.Persistent;
import org.guardband.core.table.Column;
import org.guardband.core.table.PredictionTable;
import org.guardband.graph.NodeBatch;
import org.guardband.graph.NodeRole;
import org.guardband.graph.calibration.CaGcn;
import org.guardband.graph.calibration.Gats;
import org.guardband.graph.calibration.Gets;
import org.guardband.graph.calibration.NodeCalibration;
import org.guardband.graph.calibration.NodeCalibrator;
import org.guardband.graph.calibration.NodewiseCalibrator;
import org.guardband.graph.calibration.TrainingRules;
import org.guardband.graph.conformal.CorrectedSets;
import org.guardband.graph.conformal.DiffusedSets;
import org.guardband.graph.conformal.NeighbourhoodPredictor;
import org.guardband.graph.conformal.NeighbourhoodSets;
import org.guardband.graph.conformal.Neighbourhoods;
import org.guardband.graph.conformal.NodeConformalizer;
import org.guardband.graph.conformal.NodePredictor;
import org.guardband.graph.conformal.NodeSets;
import org.guardband.graph.conformal.SimilarNodes;
import org.guardband.graph.conformal.SimilarityNavigatedSets;
import org.guardband.graph.conformal.SplitNodeSets;

/** Calibration of the classes of nodes, and sets for nodes: a table of nodes and their edges. */
final class GraphMethods implements MethodFamily {

    static final String MODULE = "graph";

    private static final String INPUT =
            "node, role, p:<label> or z:<label>, label; --edges src,dst";
    private static final String CLASSES = "p:<label> of every node";
    private static final String SETS = "set of every node with role test";
    private static final String NOTHING = "none; maximum likelihood";
    private static final String COVERAGE = "P(label in set) >= coverage, nodes exchangeable";
    private static final int BINS = 15;
    private static final String HSU = "Hsu et al. 2022, arXiv 2210.06391";

    @Override
    public List<MethodEntry> methods() {
        return List.of(
                descent(
                        "gats",
                        HSU,
                        Set.of("--seed", "--heads", "--weight-decay"),
                        GraphMethods::gats),
                descent(
                        "cagcn",
                        "Wang et al. 2021, arXiv 2109.14285",
                        Set.of("--seed", "--weight-decay"),
                        GraphMethods::caGcn),
                descent(
                        "gets",
                        "Zhuang et al. 2025, arXiv 2410.09570",
                        Set.of("--seed", "--weight-decay", EdgesOption.FEATURES),
                        GraphMethods::gets),
                nodewise(
                        "graph-temperature",
                        "Guo et al. 2017, arXiv 1706.04599",
                        TemperatureScaling.withDefaults()),
                nodewise(
                        "graph-vector",
                        "Guo et al. 2017, arXiv 1706.04599",
                        VectorScaling.withDefaults()),
                nodewise(
                        "graph-ets",
                        "Zhang, Kailkhura, Han 2020, arXiv 2003.07329",
                        EnsembleTemperatureScaling.withDefaults()),
                nodewise(
                        "graph-dirichlet",
                        "Kull et al. 2019, arXiv 1910.12656",
                        DirichletCalibrator.withDefaults()),
                nodewise(
                        "graph-isotonic",
                        "Zhang, Kailkhura, Han 2020, arXiv 2003.07329",
                        MulticlassIsotonic.withDefaults()),
                nodewise(
                        "graph-spline",
                        "Gupta, Rahimi, Ajanthan et al. 2021, arXiv 2006.12800",
                        OneVersusRest.of(SplineCalibrator.withDefaults())),
                calibration(
                        "graph-order-invariant",
                        "Rahimi et al. 2020, arXiv 2003.06820",
                        Set.of("--seed"),
                        options ->
                                NodewiseCalibrator.of(
                                        OrderInvariantCalibrator.withDefaults()
                                                .withSeed(options.seed))),
                calibration(
                        "graph-histogram",
                        "Zadrozny, Elkan 2002, doi 10.1145/775047.775151",
                        Set.of("--bins"),
                        GraphMethods::histogram),
                sets(
                        "graph-aps",
                        COVERAGE,
                        "Romano, Sesia, Candès 2020, arXiv 2006.02544",
                        Set.of("--class-conditional", "--by-degree"),
                        (score, options, batch) -> split(score, options)),
                sets(
                        "naps",
                        COVERAGE + " within neighbourhoods",
                        "Clarkson 2023, arXiv 2211.14555",
                        Set.of("--hops", "--neighbour-weights", "--least-neighbours"),
                        (score, options, batch) -> naps(score, options)),
                sets(
                        "daps",
                        COVERAGE,
                        "Zargarbashi, Antonelli, Bojchevski 2023, PMLR 202",
                        Set.of("--diffusion"),
                        (score, options, batch) -> daps(score, options)),
                sets(
                        "snaps",
                        COVERAGE,
                        "Song et al. 2024, arXiv 2405.14303",
                        Set.of(EdgesOption.FEATURES, "--similar"),
                        GraphMethods::snaps),
                sets(
                        "cf-gnn",
                        COVERAGE,
                        "Huang, Jin, Candès, Leskovec 2023, arXiv 2305.14535",
                        Set.of("--coverage"),
                        (score, options, batch) ->
                                CorrectedSets.randomized(options.seed)
                                        .withScore(score)
                                        .withCoverage(options.coverage())));
    }

    /** Makes a calibrator from the options. */
    @FunctionalInterface
    private interface Calibrator {
        NodeCalibrator<?> of(FitOptions options);
    }

    /** Makes a conformal method from a score, the options and the nodes with their features. */
    @FunctionalInterface
    private interface Sets {
        NodeConformalizer<?> of(ClassScore score, FitOptions options, NodeBatch batch);
    }

    private static NodeCalibrator<?> histogram(FitOptions options) {
        return NodewiseCalibrator.of(
                OneVersusRest.of(HistogramBinning.equalWidth(options.bins.orElse(BINS))));
    }

    private static NodeConformalizer<?> split(ClassScore score, FitOptions options) {
        SplitNodeSets method = SplitNodeSets.of(score);
        List<Integer> degrees = options.graph.degrees;
        if (options.classConditional && !degrees.isEmpty()) {
            throw new IllegalArgumentException(
                    "--class-conditional and --by-degree exclude one another");
        }
        if (!degrees.isEmpty()) {
            return method.byDegree(degrees.stream().mapToInt(Integer::intValue).toArray());
        }
        return options.classConditional ? method.byClass() : method;
    }

    private static NodeConformalizer<?> snaps(
            ClassScore score, FitOptions options, NodeBatch batch) {
        if (batch.features().columns() == 0) {
            throw new IllegalArgumentException(
                    "snaps looks for nodes with similar features; give --features FEATURES.csv");
        }
        return SimilarityNavigatedSets.of(
                score, SimilarNodes.byCosine(batch.features(), options.graph.similar));
    }

    private static NodeCalibrator<?> gats(FitOptions options) {
        Gats gats = Gats.withDefaults().withSeed(options.seed);
        if (options.graph.heads.isPresent()) {
            gats = gats.withHeads(options.graph.heads.get());
        }
        return options.graph.weightDecay.isPresent()
                ? gats.withTraining(decaying(options.graph.weightDecay.get()))
                : gats;
    }

    private static NodeCalibrator<?> caGcn(FitOptions options) {
        CaGcn method = CaGcn.withDefaults().withSeed(options.seed);
        return options.graph.weightDecay.isPresent()
                ? method.withTraining(decaying(options.graph.weightDecay.get()))
                : method;
    }

    private static NodeCalibrator<?> gets(FitOptions options) {
        Gets method = Gets.withDefaults().withSeed(options.seed);
        return options.graph.weightDecay.isPresent()
                ? method.withTraining(decaying(options.graph.weightDecay.get()))
                : method;
    }

    private static TrainingRules decaying(double factor) {
        return TrainingRules.withDefaults().withWeightDecay(factor);
    }

    private static NodeConformalizer<?> naps(ClassScore score, FitOptions options) {
        NeighbourhoodSets method =
                NeighbourhoodSets.of(score)
                        .withHops(options.graph.hops)
                        .withWeights(options.graph.weights);
        return options.graph.leastNeighbours.isPresent()
                ? method.withLeastNeighbours(options.graph.leastNeighbours.get())
                : method;
    }

    private static NodeConformalizer<?> daps(ClassScore score, FitOptions options) {
        DiffusedSets method = DiffusedSets.of(score);
        return options.graph.diffusion.isPresent()
                ? method.withLambda(options.graph.diffusion.get())
                : method;
    }

    private static MethodEntry nodewise(String name, String paper, ClassCalibrator<?> method) {
        return calibration(name, paper, Set.of(), options -> NodewiseCalibrator.of(method));
    }

    /** A method that descends on the calibration nodes and stops by the training nodes. */
    private static MethodEntry descent(
            String name, String paper, Set<String> options, Calibrator method) {
        return calibration(name, paper, options, method, NodeRole.CALIBRATION, NodeRole.TRAIN);
    }

    private static MethodEntry calibration(
            String name, String paper, Set<String> options, Calibrator method) {
        return calibration(name, paper, options, method, NodeRole.CALIBRATION);
    }

    private static MethodEntry calibration(
            String name,
            String paper,
            Set<String> options,
            Calibrator method,
            NodeRole... labelled) {
        return new MethodEntry(
                name,
                MODULE,
                INPUT,
                CLASSES,
                NOTHING,
                paper,
                and(options, EdgesOption.NAME),
                (heldOut, given, notes) -> {
                    NodeTable nodes = nodes(heldOut, given);
                    int[] labels = nodes.labels(labelled);
                    NodeCalibrator<?> unfitted = method.of(given);
                    return TableModel.of(
                            name,
                            nodes.batch().labels(),
                            nodes.inTable(() -> unfitted.calibrate(nodes.batch(), labels)));
                },
                GraphMethods::calibrated);
    }

    private static MethodEntry sets(
            String name, String guarantee, String paper, Set<String> options, Sets method) {
        return new MethodEntry(
                name,
                MODULE,
                INPUT,
                SETS,
                guarantee,
                paper,
                and(options, EdgesOption.NAME, "--seed", "--no-randomize"),
                (heldOut, given, notes) -> {
                    NodeTable nodes = nodes(heldOut, given);
                    LabelSetMethods.requireSeparable(nodes.batch().labels());
                    ClassScore score =
                            given.noRandomize
                                    ? AdaptivePredictionSets.deterministic()
                                    : AdaptivePredictionSets.randomized(given.seed);
                    int[] labels = nodes.labels(NodeRole.CALIBRATION);
                    NodeConformalizer<?> unfitted = method.of(score, given, nodes.batch());
                    return TableModel.of(
                            name,
                            nodes.batch().labels(),
                            nodes.inTable(() -> unfitted.conformalize(nodes.batch(), labels)));
                },
                GraphMethods::withSets);
    }

    private static Set<String> and(Set<String> options, String... more) {
        return Set.copyOf(Stream.concat(options.stream(), Stream.of(more)).toList());
    }

    private static NodeTable nodes(PredictionTable table, FitOptions options) throws IOException {
        return NodeTable.of(table, options.graph.edges, options.columns, table.classLabels());
    }

    private static List<Column> calibrated(
            Persistent model, PredictionTable rows, ApplyOptions options, Notes notes)
            throws IOException {
        TableModel fitted = (TableModel) model;
        NodeTable nodes = NodeTable.of(rows, options.edges, options.columns, fitted.columns());
        NodeCalibration calibration = fitted.model(0, NodeCalibration.class);
        return ClassColumns.of(nodes.inTable(() -> calibration.apply(nodes.batch())));
    }

    private static List<Column> withSets(
            Persistent model, PredictionTable rows, ApplyOptions options, Notes notes)
            throws IOException {
        TableModel fitted = (TableModel) model;
        NodeTable nodes = NodeTable.of(rows, options.edges, options.columns, fitted.columns());
        NodePredictor predictor = fitted.model(0, NodePredictor.class);
        CalibrationSizes.note(
                predictor.calibrationSize(), options.coverages(), "set holds all labels", notes);
        List<NodeSets> all =
                nodes.inTable(() -> predictor.sets(nodes.batch(), options.coverages()));
        List<Column> columns = new ArrayList<>();
        for (int c = 0; c < all.size(); c++) {
            NodeSets sets = all.get(c);
            List<String> joined = LabelSetMethods.joined(sets.sets());
            String[] cells = new String[nodes.batch().size()];
            Arrays.fill(cells, "");
            for (int i = 0; i < sets.size(); i++) {
                cells[sets.node(i)] = joined.get(i);
            }
            columns.add(Column.of("set" + options.end(options.coverages().get(c)), List.of(cells)));
        }
        if (predictor instanceof NeighbourhoodPredictor near) {
            columns.add(neighbours(near.neighbourhoods(nodes.batch()), nodes.batch(), notes));
        }
        return columns;
    }

    /** How many calibration nodes speak for every test node, and for how many all do. */
    private static Column neighbours(Neighbourhoods around, NodeBatch batch, Notes notes) {
        String[] cells = new String[batch.size()];
        Arrays.fill(cells, "");
        int fallen = 0;
        for (int i = 0; i < around.size(); i++) {
            cells[around.node(i)] = Integer.toString(around.neighbours(i));
            fallen += around.fellBack(i) ? 1 : 0;
        }
        if (fallen > 0) {
            notes.add(
                    fallen
                            + " of "
                            + around.size()
                            + " nodes with role test have too few calibration nodes near them and"
                            + " take all of them (fit --least-neighbours)");
        }
        return Column.of("neighbours", List.of(cells));
    }
}
