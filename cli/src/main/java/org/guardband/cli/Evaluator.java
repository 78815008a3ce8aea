package org.guardband.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.guardband.classification.measure.BinaryForecasts;
import org.guardband.classification.measure.CalibrationMeasureTable;
import org.guardband.classification.measure.ClassificationReport;
import org.guardband.cli.report.Claimed;
import org.guardband.cli.report.EvaluationReport;
import org.guardband.cli.report.Labelled;
import org.guardband.cli.report.Report;
import org.guardband.conformal.metrics.EmpiricalCoverage;
import org.guardband.core.Coverage;
import org.guardband.core.batch.CategoricalBatch;
import org.guardband.core.batch.GroupColumn;
import org.guardband.core.batch.RealBatch;
import org.guardband.core.selective.SelectiveRisk;
import org.guardband.core.set.Intervals;
import org.guardband.core.set.LabelSets;
import org.guardband.core.table.PredictionKind;
import org.guardband.core.table.PredictionTable;
import org.guardband.graph.Graph;
import org.guardband.regression.metrics.IntervalSummary;
import org.guardband.regression.metrics.RegressionReport;

/** Evaluates every kind of prediction that a table holds. */
final class Evaluator {

    private static final String MEMBERS = "uncertainty of the members";
    private static final String TESTS = "p-values of calibration";
    private static final Coverage CONFIDENCE = Coverage.of(0.95);

    private final String source;
    private final PredictionTable table;
    private final List<Coverage> asked;
    private final boolean allMeasures;
    private final boolean measuresConditional;
    private final ConditionalCoverage conditional;
    private final Notes notes;
    private final List<Evaluation> evaluations = new ArrayList<>();

    /** Drawn when asked for: bands by resampling take their time. */
    private final List<Supplier<Report>> reports = new ArrayList<>();

    Evaluator(
            String source,
            PredictionTable table,
            List<Coverage> asked,
            boolean allMeasures,
            boolean measuresConditional,
            Optional<Graph> graph,
            Notes notes) {
        this.source = source;
        this.table = table;
        this.asked = asked;
        this.allMeasures = allMeasures;
        this.measuresConditional = measuresConditional;
        this.conditional = new ConditionalCoverage(table, graph);
        this.notes = notes;
    }

    /** The evaluations, one per kind. */
    List<Evaluation> evaluations() {
        return List.copyOf(evaluations);
    }

    /** One report of all kinds. */
    Report report() {
        Report all = reports.get(0).get();
        for (Supplier<Report> more : reports.subList(1, reports.size())) {
            all = all.with(more.get().blocks());
        }
        return all;
    }

    void evaluate() {
        SeveralEvaluation several = new SeveralEvaluation(table);
        boolean severalLabels = several.hasManyLabels();
        if (!severalLabels
                && (table.has(PredictionKind.PROBABILITIES) || table.has(PredictionKind.LOGITS))) {
            classes();
        }
        if (table.has(PredictionKind.SCORES)) {
            scores();
        }
        if (table.has(PredictionKind.GAUSSIAN)) {
            numbers("Gaussian predictions", table.gaussian());
        }
        if (table.has(PredictionKind.QUANTILES)) {
            numbers("quantile predictions", RealInputs.quantiles(table, notes));
        }
        if (table.has(PredictionKind.SAMPLES)) {
            numbers("sample predictions", table.samples());
        }
        if (severalLabels) {
            several("sets of several labels", several.manyLabels());
        } else if (table.has(PredictionKind.LABEL_SETS)) {
            labelSets();
        }
        if (table.has(PredictionKind.INTERVALS)) {
            intervals();
        }
        if (several.hasBoxes()) {
            several("boxes of several targets", several.boxes());
        }
        if (several.hasAnswers()) {
            several("answers", several.answers());
        }
        if (!conditional.measures().isEmpty()) {
            several("conditional coverage", conditional.measures());
        }
    }

    private void several(String kind, Map<String, Double> measures) {
        add(kind, measures);
        List<Labelled<String>> texts = last().texts();
        reports.add(() -> EvaluationReport.measured(source, table.rows(), kind, texts));
    }

    private void classes() {
        CategoricalBatch batch = table.categorical();
        int[] labels = table.labels(batch.labels());
        boolean[] wrong = new boolean[labels.length];
        double[] doubt = new double[labels.length];
        for (int i = 0; i < wrong.length; i++) {
            int mode = batch.get(i).mode();
            wrong[i] = mode != labels[i];
            doubt[i] = -batch.probability(i, mode);
        }
        Map<String, Double> all =
                new LinkedHashMap<>(ClassificationReport.of(batch, labels).values());
        SelectiveRisk risk = SelectiveRisk.ofErrors(doubt, wrong);
        all.put("aurc", risk.area());
        all.put("excess-aurc", risk.excess());
        all.put("augrc", risk.generalizedArea());
        add("class probabilities", all);
        List<Labelled<String>> measures = last().texts();
        add(TESTS, CalibrationTests.of(batch, labels));
        List<Labelled<String>> tests = last().texts();
        if (allMeasures) {
            add("calibration measures", CalibrationMeasureTable.values("", batch, labels));
        }
        reports.add(() -> EvaluationReport.classes(source, batch, labels, measures, tests));
        uncertainty(UncertaintyColumns.discrimination(table.table(), wrong));
    }

    /** What {@code aggregate} has told of the members. */
    private void uncertainty(Map<String, Double> discrimination) {
        Map<String, Double> measures = UncertaintyColumns.means(table.table());
        if (measures.isEmpty()) {
            return;
        }
        measures.putAll(discrimination);
        add(MEMBERS, measures);
        List<Labelled<String>> texts = last().texts();
        reports.add(() -> EvaluationReport.members(source, texts));
    }

    private void scores() {
        BinaryForecasts forecasts = BinaryForecasts.wrap(table.scores(), table.outcomes());
        add("scores", ScoreMeasures.of(forecasts));
        List<Labelled<String>> measures = last().texts();
        add(TESTS, CalibrationTests.of(forecasts));
        List<Labelled<String>> tests = last().texts();
        reports.add(() -> EvaluationReport.scores(source, forecasts, measures, tests));
    }

    private void numbers(String kind, RealBatch batch) {
        double[] y = table.targets();
        RegressionReport report = RegressionReport.of(batch, y, asked);
        Map<String, Double> measures = new LinkedHashMap<>();
        measures.put("nll", report.negativeLogLikelihood());
        measures.put("crps", report.crps());
        measures.put("pinball-loss", report.pinballLoss());
        measures.put("interval-score", report.intervalScore());
        measures.put("mean-absolute-calibration-error", report.meanAbsoluteCalibrationError());
        measures.put(
                "root-mean-squared-calibration-error", report.rootMeanSquaredCalibrationError());
        measures.put("miscalibration-area", report.miscalibrationArea());
        report.spread()
                .ifPresent(
                        spread -> {
                            measures.put("rmse", spread.rootMeanSquaredError());
                            measures.put("mae", spread.meanAbsoluteError());
                            measures.put("sharpness", spread.sharpness());
                            measures.put("sd-variation", spread.sdVariation());
                            measures.put("ence", spread.ence());
                            measures.put("uce", spread.uce());
                            measures.put("sparsification-error", sparsification(batch, y));
                        });
        for (IntervalSummary interval : report.intervals()) {
            measures.put("picp@" + interval.coverage(), interval.picp());
            measures.put("mpiw@" + interval.coverage(), interval.meanWidth());
        }
        add(kind, measures);
        List<Labelled<String>> texts = last().texts();
        reports.add(() -> EvaluationReport.numbers(source, batch, y, texts));
        if (evaluations.stream().noneMatch(e -> e.kind().equals(MEMBERS))) {
            uncertainty(Map.of());
        }
    }

    /** How well the stated spread orders rows by their errors. */
    private static double sparsification(RealBatch batch, double[] y) {
        double[] sd = new double[y.length];
        double[] error = new double[y.length];
        batch.standardDeviations(sd);
        batch.means(error);
        for (int i = 0; i < y.length; i++) {
            error[i] = Math.abs(y[i] - error[i]);
        }
        return SelectiveRisk.of(sd, error).sparsificationError();
    }

    private void labelSets() {
        List<String> names = labelNames();
        int[] labels = table.labels(names);
        List<Claimed<LabelSets>> all = new ArrayList<>();
        Map<String, Double> measures = new LinkedHashMap<>();
        for (String end : table.sets().labelSets()) {
            LabelSets sets = SetReading.labelSets(table, end, names);
            all.add(new Claimed<>(claimed(end), sets));
            coverage(measures, end, i -> sets.contains(i, labels[i]));
            measures.put("mean-size" + end, mean(sets, sets::cardinality));
            measures.put("empty" + end, mean(sets, i -> sets.cardinality(i) == 0 ? 1 : 0));
            measures.put("single" + end, mean(sets, i -> sets.cardinality(i) == 1 ? 1 : 0));
            if (measuresConditional) {
                conditional.labelSets(end, sets, labels, claimed(end));
            }
        }
        add("label sets", measures);
        List<Labelled<String>> texts = last().texts();
        reports.add(() -> EvaluationReport.sets(source, all, labels, texts));
    }

    private static double mean(LabelSets sets, java.util.function.IntToDoubleFunction value) {
        return IntStream.range(0, sets.size()).mapToDouble(value).average().orElse(Double.NaN);
    }

    /** The labels of the probabilities, else all that occur in sets and truths. */
    private List<String> labelNames() {
        if (table.has(PredictionKind.PROBABILITIES) || table.has(PredictionKind.LOGITS)) {
            return table.classLabels();
        }
        Set<String> names = new LinkedHashSet<>();
        for (String end : table.sets().labelSets()) {
            table.sets().labels(end).forEach(names::addAll);
        }
        if (table.hasLabels()) {
            names.addAll(table.table().texts("label"));
        }
        return List.copyOf(names);
    }

    private void intervals() {
        double[] y = table.targets();
        List<Claimed<Intervals>> all = new ArrayList<>();
        Map<String, Double> measures = new LinkedHashMap<>();
        for (String end : table.sets().intervals()) {
            Intervals sets = table.sets().intervals(end);
            Optional<Coverage> claim = claimed(end);
            all.add(new Claimed<>(claim, sets));
            coverage(measures, end, i -> sets.contains(i, y[i]));
            IntervalSummary summary = IntervalSummary.of(sets, y, claim.orElse(CONFIDENCE));
            measures.put("mean-width" + end, summary.meanWidth());
            measures.put("normalised-mean-width" + end, summary.normalisedMeanWidth());
            if (claim.isPresent()) {
                measures.put("interval-score" + end, summary.intervalScore());
            }
            if (measuresConditional) {
                conditional.intervals(end, sets, y, claim);
            }
        }
        add("intervals", measures);
        List<Labelled<String>> texts = last().texts();
        reports.add(() -> EvaluationReport.intervals(source, all, y, texts));
    }

    /** The coverage in the column's name, or the one that the user says was asked. */
    private Optional<Coverage> claimed(String end) {
        if (end.isEmpty()) {
            return asked.size() == 1 ? Optional.of(asked.get(0)) : Optional.empty();
        }
        return SetReading.coverage(end.substring(1));
    }

    private void coverage(Map<String, Double> measures, String end, IntPredicate hit) {
        int rows = table.rows();
        long covered = IntStream.range(0, rows).filter(hit).count();
        Evaluation.putCoverage(
                measures,
                end,
                covered,
                rows,
                new EmpiricalCoverage(covered, rows).clopperPearson(CONFIDENCE));
        table.groups().ifPresent(groups -> byGroup(measures, end, hit, groups));
    }

    private static void byGroup(
            Map<String, Double> measures, String end, IntPredicate hit, GroupColumn groups) {
        for (String name : groups.names()) {
            IntStream rows =
                    IntStream.range(0, groups.size()).filter(i -> groups.get(i).equals(name));
            double share = rows.mapToDouble(i -> hit.test(i) ? 1 : 0).average().orElse(Double.NaN);
            measures.put("coverage" + end + "[" + name + "]", share);
        }
    }

    private void add(String kind, Map<String, Double> measures) {
        evaluations.add(new Evaluation(kind, measures));
    }

    private Evaluation last() {
        return evaluations.get(evaluations.size() - 1);
    }
}
