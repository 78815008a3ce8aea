package org.guardband.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.guardband.classification.BinaryCalibration;
import org.guardband.classification.BinaryCalibrator;
import org.guardband.classification.ClassCalibration;
import org.guardband.classification.ClassCalibrator;
import org.guardband.classification.calibration.BayesianBinning;
import org.guardband.classification.calibration.BetaCalibrator;
import org.guardband.classification.calibration.DiagonalOrderPreserving;
import org.guardband.classification.calibration.DirichletCalibrator;
import org.guardband.classification.calibration.EnsembleTemperatureScaling;
import org.guardband.classification.calibration.HistogramBinning;
import org.guardband.classification.calibration.IsotonicCalibrator;
import org.guardband.classification.calibration.LabelledCalibration;
import org.guardband.classification.calibration.MatrixScaling;
import org.guardband.classification.calibration.MulticlassIsotonic;
import org.guardband.classification.calibration.NearIsotonicEnsemble;
import org.guardband.classification.calibration.OneVersusRest;
import org.guardband.classification.calibration.OrderInvariantCalibrator;
import org.guardband.classification.calibration.PairwiseVennAbers;
import org.guardband.classification.calibration.ParametrisedTemperatureScaling;
import org.guardband.classification.calibration.PlattScaling;
import org.guardband.classification.calibration.ScalingBinning;
import org.guardband.classification.calibration.SplineCalibrator;
import org.guardband.classification.calibration.TemperatureScaling;
import org.guardband.classification.calibration.VectorScaling;
import org.guardband.classification.calibration.VennAbers;
import org.guardband.core.batch.CategoricalBatch;
import org.guardband.core.batch.LogitBatch;
import org.guardband.core.model.Persistent;
import org.guardband.core.table.Column;
import org.guardband.core.table.PredictionKind;
import org.guardband.core.table.PredictionTable;
import org.guardband.core.table.TableException;

/**
 * Recalibrated class probabilities. Calibrators of one score are lifted to classes one versus rest.
 */
final class ClassCalibrationMethods implements MethodFamily {

    /** The room that all these are from. */
    static final String MODULE = "classification";

    private static final int DEFAULT_BINS = 15;
    private static final double DEFAULT_RIDGE = 1e-6;
    private static final double DEFAULT_REGULARISATION = 1e-3;

    private static final String KEEPS = "likeliest of its family; accuracy kept";
    private static final String MAY_CHANGE = "likeliest of its family; accuracy may change";
    private static final String FREQUENCIES = "held-out frequencies; accuracy may change";
    private static final String AVERAGE = "average of likely models; accuracy may change";
    private static final String VALID_PAIR =
            "made of pairs, one of each calibrated for exchangeable rows; accuracy may change";

    /** What {@code fit} writes, and what a program may save without the labels. */
    private static final Set<String> MODELS =
            Set.of(
                    "class-calibration",
                    "affine-logits",
                    "ensemble-temperature",
                    "parametrised-temperature",
                    "order-invariant",
                    "diagonal-order-preserving",
                    "composition",
                    "one-versus-rest",
                    "logistic-scores",
                    "isotonic-scores",
                    "histogram-scores",
                    "scaling-binning-scores",
                    "interpolated-scores",
                    "venn-abers-scores",
                    "pairwise-venn-abers",
                    "multiclass-isotonic");

    private static final String ONE_VERSUS_REST =
            "one map per class, one versus rest, then divided by their sum";

    @Override
    public List<MethodEntry> methods() {
        return List.of(
                classes(
                        "temperature",
                        KEEPS,
                        "Guo et al. 2017, arXiv 1706.04599",
                        Set.of(),
                        options -> TemperatureScaling.withDefaults()),
                classes(
                        "vector",
                        MAY_CHANGE,
                        "Guo et al. 2017, arXiv 1706.04599",
                        Set.of("--regularisation"),
                        options ->
                                VectorScaling.withDefaults()
                                        .withRidge(options.regularisation.orElse(DEFAULT_RIDGE))),
                classes(
                        "matrix",
                        MAY_CHANGE,
                        "Guo et al. 2017, arXiv 1706.04599",
                        Set.of("--regularisation"),
                        ClassCalibrationMethods::matrix),
                classes(
                        "dirichlet",
                        MAY_CHANGE,
                        "Kull et al. 2019, arXiv 1910.12656",
                        Set.of("--regularisation"),
                        ClassCalibrationMethods::dirichlet),
                classes(
                        "ets",
                        KEEPS,
                        "Zhang, Kailkhura, Han 2020, arXiv 2003.07329",
                        Set.of(),
                        options -> EnsembleTemperatureScaling.withDefaults()),
                classes(
                        "pts",
                        KEEPS,
                        "Tomani, Cremers, Buettner 2022, arXiv 2102.12182",
                        Set.of(),
                        options -> ParametrisedTemperatureScaling.withDefaults()),
                classes(
                        "order-invariant",
                        KEEPS,
                        "Rahimi et al. 2020, arXiv 2003.06820",
                        Set.of(),
                        options -> OrderInvariantCalibrator.withDefaults()),
                classes(
                        "diagonal-order-preserving",
                        KEEPS,
                        "Rahimi et al. 2020, arXiv 2003.06820",
                        Set.of(),
                        options -> DiagonalOrderPreserving.withDefaults()),
                scores(
                        "platt",
                        MAY_CHANGE,
                        "Platt 1999; Lin, Lin, Weng 2007, doi 10.1007/s10994-007-5018-6",
                        Set.of("--smoothed-targets"),
                        options ->
                                options.smoothedTargets
                                        ? PlattScaling.withDefaults().withSmoothedTargets()
                                        : PlattScaling.withDefaults()),
                scores(
                        "beta",
                        MAY_CHANGE,
                        "Kull, Silva Filho, Flach 2017, doi 10.1214/17-EJS1338SI",
                        Set.of(),
                        options -> BetaCalibrator.withDefaults()),
                scores(
                        "isotonic-classes",
                        FREQUENCIES,
                        "Zadrozny, Elkan 2002, doi 10.1145/775047.775151",
                        Set.of(),
                        options -> IsotonicCalibrator.withDefaults()),
                scores(
                        "histogram-width",
                        FREQUENCIES,
                        "Zadrozny, Elkan 2002, doi 10.1145/775047.775151",
                        Set.of("--bins"),
                        options -> HistogramBinning.equalWidth(options.bins.orElse(DEFAULT_BINS))),
                scores(
                        "histogram-mass",
                        FREQUENCIES,
                        "Zadrozny, Elkan 2002, doi 10.1145/775047.775151",
                        Set.of("--bins"),
                        options -> HistogramBinning.equalMass(options.bins.orElse(DEFAULT_BINS))),
                scores(
                        "bbq",
                        AVERAGE,
                        "Naeini, Cooper, Hauskrecht 2015, doi 10.1609/aaai.v29i1.9602",
                        Set.of(),
                        options -> BayesianBinning.withDefaults()),
                scores(
                        "scaling-binning",
                        "few distinct probabilities, calibrated at a known rate; accuracy may"
                                + " change",
                        "Kumar, Liang, Ma 2019, arXiv 1909.10155",
                        Set.of("--bins"),
                        options ->
                                ScalingBinning.withDefaults()
                                        .withBins(options.bins.orElse(DEFAULT_BINS))),
                scores(
                        "enir",
                        AVERAGE,
                        "Naeini, Cooper 2016, arXiv 1511.05191",
                        Set.of(),
                        options -> NearIsotonicEnsemble.withDefaults()),
                scores(
                        "spline",
                        "smoothed held-out frequencies; accuracy may change",
                        "Gupta, Rahimi, Ajanthan et al. 2021, arXiv 2006.12800",
                        Set.of(),
                        options -> SplineCalibrator.withDefaults()),
                scores(
                        "venn-abers",
                        VALID_PAIR,
                        "Vovk, Petej, Fedorova 2015, arXiv 1511.00213",
                        Set.of(),
                        options -> VennAbers.withDefaults()),
                classes(
                        "venn-abers-pairs",
                        VALID_PAIR,
                        "Manokhin 2017, PMLR 60; Vovk, Petej, Fedorova 2015, arXiv 1511.00213",
                        Set.of(),
                        options -> PairwiseVennAbers.withDefaults()),
                classes(
                        "irm",
                        "held-out frequencies of all classes together; accuracy kept",
                        "Zhang, Kailkhura, Han 2020, arXiv 2003.07329",
                        Set.of(),
                        options -> MulticlassIsotonic.withDefaults()));
    }

    /** The entry that applies a model file which does not carry the name of a method here. */
    @Override
    public Optional<MethodEntry> forModel(String model) {
        return MODELS.contains(model)
                ? Optional.of(methods().get(0))
                : MethodFamily.super.forModel(model);
    }

    private static MatrixScaling matrix(FitOptions options) {
        double pull = options.regularisation.orElse(DEFAULT_REGULARISATION);
        return MatrixScaling.withDefaults().withOffDiagonal(pull).withIntercept(pull);
    }

    private static DirichletCalibrator dirichlet(FitOptions options) {
        double pull = options.regularisation.orElse(DEFAULT_REGULARISATION);
        return DirichletCalibrator.withDefaults().withRegularisation(pull, pull);
    }

    private static MethodEntry classes(
            String name,
            String guarantee,
            String paper,
            Set<String> options,
            Function<FitOptions, ClassCalibrator<?>> method) {
        return new MethodEntry(
                name,
                MODULE,
                "p:<label> or z:<label>, label",
                "p:<label>",
                guarantee,
                paper,
                options,
                (heldOut, given, notes) -> fit(method.apply(given), heldOut, notes),
                ClassCalibrationMethods::apply);
    }

    private static MethodEntry scores(
            String name,
            String guarantee,
            String paper,
            Set<String> options,
            Function<FitOptions, BinaryCalibrator<?>> method) {
        return new MethodEntry(
                name,
                MODULE,
                "p:<label> or z:<label> or p, label",
                "p:<label> or p",
                guarantee,
                paper,
                options,
                (heldOut, given, notes) -> {
                    if (heldOut.has(PredictionKind.SCORES)) {
                        return fit(method.apply(given), heldOut);
                    }
                    Persistent fitted = fit(OneVersusRest.of(method.apply(given)), heldOut, notes);
                    notes.add(name + " is for one score: " + ONE_VERSUS_REST);
                    return fitted;
                },
                ClassCalibrationMethods::apply);
    }

    private static BinaryCalibration fit(BinaryCalibrator<?> method, PredictionTable heldOut) {
        double[] scores = heldOut.scores();
        boolean[] outcomes = heldOut.outcomes();
        for (boolean outcome : outcomes) {
            if (outcome != outcomes[0]) {
                return method.calibrate(scores, outcomes);
            }
        }
        throw new TableException(
                heldOut.table().place()
                        + ": label: must hold 0 and 1 to calibrate, all rows are "
                        + (outcomes[0] ? 1 : 0));
    }

    /** Logits where there are any: they carry what the softmax loses. */
    private static LabelledCalibration fit(
            ClassCalibrator<?> method, PredictionTable heldOut, Notes notes) {
        if (heldOut.has(PredictionKind.LOGITS)) {
            LogitBatch batch = heldOut.logits();
            int[] labels = labels(heldOut, batch.labels(), notes);
            return new LabelledCalibration(batch.labels(), true, method.calibrate(batch, labels));
        }
        CategoricalBatch batch = heldOut.categorical();
        int[] labels = labels(heldOut, batch.labels(), notes);
        return new LabelledCalibration(batch.labels(), false, method.calibrate(batch, labels));
    }

    /** The truths, of two classes at least: what never varies cannot be calibrated. */
    private static int[] labels(PredictionTable heldOut, List<String> names, Notes notes) {
        String header = heldOut.table().place();
        if (names.size() < 2) {
            throw new TableException(
                    header
                            + ": must hold two classes at least to calibrate, got only "
                            + names.get(0));
        }
        int[] labels = heldOut.labels(names);
        int[] counts = new int[names.size()];
        Arrays.stream(labels).forEach(label -> counts[label]++);
        List<String> unseen = new ArrayList<>();
        for (int k = 0; k < counts.length; k++) {
            if (counts[k] == 0) {
                unseen.add(names.get(k));
            }
        }
        if (unseen.size() == counts.length - 1) {
            throw new TableException(
                    header
                            + ": label: must hold two classes at least to calibrate, all rows are "
                            + names.get(labels[0]));
        }
        if (!unseen.isEmpty()) {
            notes.add(
                    "classes without a row to calibrate on: " + CalibrationSizes.shortened(unseen));
        }
        return labels;
    }

    private static List<Column> apply(
            Persistent model, PredictionTable rows, ApplyOptions options, Notes notes) {
        if (model instanceof BinaryCalibration binary) {
            return List.of(Column.wrap("p", binary.apply(rows.scores())));
        }
        CategoricalBatch calibrated =
                model instanceof LabelledCalibration labelled
                        ? labelled(labelled, rows)
                        : bare((ClassCalibration) model, rows);
        return ClassColumns.of(calibrated);
    }

    private static CategoricalBatch labelled(LabelledCalibration model, PredictionTable rows) {
        boolean logits = rows.has(PredictionKind.LOGITS);
        requireKind(rows.table().place(), logits, model);
        return logits
                ? model.apply(rows.logits(model.labels()))
                : model.apply(rows.categorical(model.labels()));
    }

    /** Logits where the model was fitted on logits, unless it does not tell the difference. */
    static void requireKind(String place, boolean logits, LabelledCalibration model) {
        if (logits != model.onLogits() && !model.ignoresRowOffsets()) {
            throw new TableException(
                    place
                            + ": the model was fitted on "
                            + (model.onLogits()
                                    ? "logits (z:<label>), the table holds probabilities"
                                    : "probabilities (p:<label>), the table holds logits"));
        }
    }

    /** A model that a program saved without labels: only the number of classes can be checked. */
    private static CategoricalBatch bare(ClassCalibration model, PredictionTable rows) {
        return rows.has(PredictionKind.LOGITS)
                ? model.apply(rows.logits())
                : model.apply(rows.categorical());
    }
}
