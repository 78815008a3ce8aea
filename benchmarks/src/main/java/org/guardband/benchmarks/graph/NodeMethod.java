package org.guardband.benchmarks.graph;

import org.guardband.classification.ClassCalibrator;
import org.guardband.classification.calibration.DirichletCalibrator;
import org.guardband.classification.calibration.EnsembleTemperatureScaling;
import org.guardband.classification.calibration.MulticlassIsotonic;
import org.guardband.classification.calibration.OneVersusRest;
import org.guardband.classification.calibration.OrderInvariantCalibrator;
import org.guardband.classification.calibration.SplineCalibrator;
import org.guardband.classification.calibration.TemperatureScaling;
import org.guardband.classification.calibration.VectorScaling;
import org.guardband.core.batch.CategoricalBatch;
import org.guardband.graph.NodeBatch;
import org.guardband.graph.calibration.CaGcn;
import org.guardband.graph.calibration.Dcgc;
import org.guardband.graph.calibration.Gats;
import org.guardband.graph.calibration.Gets;
import org.guardband.graph.calibration.NodewiseCalibrator;
import org.guardband.graph.calibration.TrainingRules;

/**
 * The methods of the comparison, in the order of the table: calibrators of what the base model
 * predicts, and at the end two that bring a network of their own.
 */
enum NodeMethod {
    UNCALIBRATED("uncalibrated"),
    TEMPERATURE("TS"),
    VECTOR("VS"),
    ENSEMBLE_TEMPERATURE("ETS"),
    CAGCN("CaGCN"),
    ISOTONIC("IRM"),
    DIRICHLET("Dirichlet"),
    SPLINE("spline"),
    ORDER_INVARIANT("order-invariant"),
    GATS("GATS"),
    GETS("GETS"),
    DCGC("DCGC"),
    G_DELTA_UQ("G-ΔUQ"),
    G_DELTA_UQ_TEMPERATURE("G-ΔUQ + TS");

    private static final int KNOTS = 7;

    private final String title;

    NodeMethod(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    /** Whether it calibrates the base model; else it is an anchored GCN instead of it. */
    boolean calibratesBase() {
        return this != G_DELTA_UQ && this != G_DELTA_UQ_TEMPERATURE;
    }

    /** Whether it has a row in the tables of a base model. */
    boolean belongsTo(BaseModel model) {
        return calibratesBase() || model == BaseModel.GCN;
    }

    /** Fits on the calibration nodes and predicts for all. */
    CategoricalBatch calibrated(TrainedNodes nodes, double gatsDecay, long seed) {
        NodeBatch batch = nodes.batch();
        int[] labels = nodes.data().labels();
        return switch (this) {
            case UNCALIBRATED, G_DELTA_UQ -> batch.probabilities();
            case TEMPERATURE, G_DELTA_UQ_TEMPERATURE ->
                    nodewise(TemperatureScaling.withDefaults(), batch, labels);
            case VECTOR -> nodewise(VectorScaling.withDefaults(), batch, labels);
            case ENSEMBLE_TEMPERATURE ->
                    nodewise(EnsembleTemperatureScaling.withDefaults(), batch, labels);
            case CAGCN -> CaGcn.withDefaults().withSeed(seed).calibrate(batch, labels).apply(batch);
            case ISOTONIC -> nodewise(MulticlassIsotonic.withDefaults(), batch, labels);
            case DIRICHLET -> nodewise(DirichletCalibrator.withDefaults(), batch, labels);
            case SPLINE ->
                    nodewise(
                            OneVersusRest.of(SplineCalibrator.withDefaults().withKnots(KNOTS)),
                            batch,
                            labels);
            case ORDER_INVARIANT ->
                    nodewise(OrderInvariantCalibrator.withDefaults().withSeed(seed), batch, labels);
            case GATS ->
                    Gats.withDefaults()
                            .withTraining(TrainingRules.withDefaults().withWeightDecay(gatsDecay))
                            .withSeed(seed)
                            .calibrate(batch, labels)
                            .apply(batch);
            case GETS -> Gets.withDefaults().withSeed(seed).calibrate(batch, labels).apply(batch);
            case DCGC ->
                    nodewise(
                            TemperatureScaling.withDefaults(),
                            Dcgc.withDefaults()
                                    .withSeed(seed)
                                    .fit(nodes.model().get(), nodes.data())
                                    .predict(nodes.data()),
                            labels);
        };
    }

    private static CategoricalBatch nodewise(
            ClassCalibrator<?> method, NodeBatch batch, int[] labels) {
        return NodewiseCalibrator.of(method).calibrate(batch, labels).apply(batch);
    }
}
