package org.guardband.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.guardband.conformal.GroupedConformalScores;
import org.guardband.conformal.classification.AdaptivePredictionSets;
import org.guardband.conformal.classification.BlackBoxShift;
import org.guardband.conformal.classification.ClassClustering;
import org.guardband.conformal.classification.ClassConformalizer;
import org.guardband.conformal.classification.ClassScore;
import org.guardband.conformal.classification.ConformalClassifier;
import org.guardband.conformal.classification.ConformalForecasts;
import org.guardband.conformal.classification.LeastAmbiguous;
import org.guardband.conformal.classification.Margin;
import org.guardband.conformal.classification.MondrianConformalClassifier;
import org.guardband.conformal.classification.OrdinalAdaptive;
import org.guardband.conformal.classification.RankCalibration;
import org.guardband.conformal.classification.RapsTuning;
import org.guardband.conformal.classification.RegularizedAdaptivePredictionSets;
import org.guardband.conformal.classification.SapsTuning;
import org.guardband.conformal.classification.ShortestWindow;
import org.guardband.conformal.classification.SortedAdaptivePredictionSets;
import org.guardband.conformal.classification.TopK;
import org.guardband.conformal.classification.WeightedConformalClassifier;
import org.guardband.core.batch.CategoricalBatch;
import org.guardband.core.batch.GroupColumn;
import org.guardband.core.batch.Grouped;
import org.guardband.core.batch.Weighted;
import org.guardband.core.model.ModelDocument;
import org.guardband.core.model.Persistent;
import org.guardband.core.set.LabelSets;
import org.guardband.core.table.Column;
import org.guardband.core.table.PredictionTable;
import org.guardband.core.table.SetColumns;
import org.guardband.core.table.TableException;

/** Sets of labels: split conformal prediction by one score or another. */
final class LabelSetMethods implements MethodFamily {

    private static final double RAPS_LAMBDA = 0.01;
    private static final int RAPS_K_REG = 5;
    private static final double SAPS_LAMBDA = 0.2;

    private static final String WHOLE = "set holds all labels";
    private static final String WHOLE_OF_GROUP = "sets hold all labels";
    private static final String WHOLE_OF_CLASS = "the class is in every set";

    private static final Set<String> TAXONOMY =
            Set.of(
                    "--class-conditional",
                    "--by-group",
                    "--weighted",
                    "--decay",
                    "--fixed-weights",
                    "--label-shift",
                    "--clustered",
                    "--coverage",
                    "--p-values",
                    "--seed");
    private static final Set<String> RANDOM = Set.of("--seed", "--no-randomize");

    @Override
    public List<MethodEntry> methods() {
        return List.of(
                entry(
                        "lac",
                        "Sadinle, Lei, Wasserman 2019, arXiv 1609.00451",
                        Set.of(),
                        (options, heldOut) -> LeastAmbiguous.withDefaults()),
                entry(
                        "aps",
                        "Romano, Sesia, Candes 2020, arXiv 2006.02544",
                        RANDOM,
                        (options, heldOut) ->
                                options.noRandomize
                                        ? AdaptivePredictionSets.deterministic()
                                        : AdaptivePredictionSets.randomized(options.seed)),
                entry(
                        "raps",
                        "Angelopoulos et al. 2021, arXiv 2009.14193",
                        union(RANDOM, Set.of("--lambda", "--k-reg", "--tune", "--coverage")),
                        LabelSetMethods::raps),
                entry(
                        "saps",
                        "Huang et al. 2024, arXiv 2310.06430",
                        union(RANDOM, Set.of("--lambda", "--tune", "--coverage")),
                        LabelSetMethods::saps),
                entry(
                        "margin",
                        "Johansson et al. 2017, doi 10.1109/IJCNN.2017.7966105",
                        Set.of(),
                        (options, heldOut) -> Margin.withDefaults()),
                entry(
                        "top-k",
                        "Angelopoulos et al. 2021, arXiv 2009.14193",
                        Set.of(),
                        (options, heldOut) -> TopK.withDefaults()),
                entry(
                        "ordinal-aps",
                        "Lu, Angelopoulos, Pomerantz 2022, arXiv 2207.02238",
                        RANDOM,
                        (options, heldOut) ->
                                options.noRandomize
                                        ? OrdinalAdaptive.deterministic()
                                        : OrdinalAdaptive.randomized(options.seed)),
                entry(
                        "ordinal-window",
                        "after Lu, Angelopoulos, Pomerantz 2022, arXiv 2207.02238",
                        Set.of(),
                        (options, heldOut) -> ShortestWindow.withDefaults()),
                new MethodEntry(
                        "rank-calibrated",
                        "conformal",
                        "p:<label> or z:<label>, label",
                        "set",
                        "P(label in set | label) >= coverage",
                        "Shi et al. 2024, arXiv 2406.06818",
                        union(RANDOM, Set.of("--coverage", "--p-values")),
                        (heldOut, options, notes) -> fitRanks(heldOut, options),
                        LabelSetMethods::apply));
    }

    private static Persistent fitRanks(PredictionTable heldOut, FitOptions options) {
        CategoricalBatch batch = heldOut.categorical();
        requireSeparable(batch.labels());
        ClassScore score =
                options.noRandomize
                        ? AdaptivePredictionSets.deterministic()
                        : AdaptivePredictionSets.randomized(options.seed);
        return RankCalibration.of(score, options.coverage())
                .withSeed(options.seed)
                .conformalize(batch, heldOut.labels(batch.labels()));
    }

    private static ClassScore raps(FitOptions options, PredictionTable heldOut) throws IOException {
        if (options.tune.isPresent()) {
            requireUntouched(options.lambda.isEmpty() && options.kReg.isEmpty());
            PredictionTable tuning = tuning(options);
            RapsTuning form =
                    options.noRandomize
                            ? RapsTuning.deterministic(options.coverage())
                            : RapsTuning.randomized(options.coverage(), options.seed);
            List<String> labels = heldOut.classLabels();
            return form.forSize(tuning.categorical(labels), tuning.labels(labels));
        }
        double lambda = options.lambda.orElse(RAPS_LAMBDA);
        int kReg = options.kReg.orElse(RAPS_K_REG);
        return options.noRandomize
                ? RegularizedAdaptivePredictionSets.deterministic(lambda, kReg)
                : RegularizedAdaptivePredictionSets.randomized(lambda, kReg, options.seed);
    }

    private static ClassScore saps(FitOptions options, PredictionTable heldOut) throws IOException {
        if (options.tune.isPresent()) {
            requireUntouched(options.lambda.isEmpty());
            PredictionTable tuning = tuning(options);
            SapsTuning form =
                    options.noRandomize
                            ? SapsTuning.deterministic(options.coverage())
                            : SapsTuning.randomized(options.coverage(), options.seed);
            List<String> labels = heldOut.classLabels();
            return form.forSize(tuning.categorical(labels), tuning.labels(labels));
        }
        double lambda = options.lambda.orElse(SAPS_LAMBDA);
        return options.noRandomize
                ? SortedAdaptivePredictionSets.deterministic(lambda)
                : SortedAdaptivePredictionSets.randomized(lambda, options.seed);
    }

    private static PredictionTable tuning(FitOptions options) throws IOException {
        Path file = options.tune.orElseThrow();
        PredictionTable table = options.columns.read(file, options.tolerance);
        if (table.rows() == 0) {
            throw new TableException(file + ": has no rows to tune on");
        }
        return table;
    }

    private static void requireUntouched(boolean untouched) {
        if (!untouched) {
            throw new IllegalArgumentException(
                    "--tune chooses --lambda and --k-reg: leave these out");
        }
    }

    /** Chooses a score by its options. */
    @FunctionalInterface
    private interface Choice {
        ClassScore of(FitOptions options, PredictionTable heldOut) throws IOException;
    }

    private static MethodEntry entry(String name, String paper, Set<String> own, Choice score) {
        return new MethodEntry(
                name,
                "conformal",
                "p:<label> or z:<label>, label",
                "set",
                "P(label in set) >= coverage",
                paper,
                union(TAXONOMY, own),
                (heldOut, options, notes) ->
                        fit(score.of(options, heldOut), heldOut, options, notes),
                LabelSetMethods::apply);
    }

    private static Set<String> union(Set<String> a, Set<String> b) {
        return Stream.concat(a.stream(), b.stream()).collect(Collectors.toUnmodifiableSet());
    }

    private static Persistent fit(
            ClassScore score, PredictionTable heldOut, FitOptions options, Notes notes)
            throws IOException {
        CategoricalBatch batch = heldOut.categorical();
        int[] labels = heldOut.labels(batch.labels());
        requireSeparable(batch.labels());
        ClassConformalizer conformalizer = ClassConformalizer.of(score);
        requireOneTaxonomy(options);
        if (options.weighted) {
            WeightedConformalClassifier weighted =
                    conformalizer.conformalize(
                            new Weighted<>(batch, WeightRequirement.weights(heldOut)), labels);
            WeightRequirement.note(weighted.effectiveSize(), weighted.calibrationSize(), notes);
            return weighted;
        }
        if (FixedWeighting.isAsked(options)) {
            return conformalizer.conformalize(
                    batch, labels, FixedWeighting.of(heldOut, options, notes));
        }
        if (options.labelShift.isPresent()) {
            PredictionTable test =
                    options.columns.read(options.labelShift.get(), options.tolerance);
            double[] weights =
                    BlackBoxShift.weights(batch, labels, test.categorical(batch.labels()));
            ConformalClassifier shifted =
                    conformalizer.conformalizeUnderLabelShift(batch, labels, weights);
            WeightRequirement.note(shifted.effectiveSize(), shifted.calibrationSize(), notes);
            return shifted;
        }
        if (options.clustered) {
            return conformalizer.conformalizeByCluster(
                    batch,
                    labels,
                    ClassClustering.withDefaults()
                            .withNominal(options.coverage())
                            .withSeed(options.seed));
        }
        if (options.byGroup) {
            return conformalizer.conformalize(
                    new Grouped<>(batch, GroupRequirement.groups(heldOut)), labels);
        }
        return options.classConditional
                ? conformalizer.conformalizeByClass(batch, labels)
                : conformalizer.conformalize(batch, labels);
    }

    private static void requireOneTaxonomy(FitOptions options) {
        List<String> given = new ArrayList<>();
        if (options.byGroup) {
            given.add("--by-group");
        }
        if (options.classConditional) {
            given.add("--class-conditional");
        }
        if (options.weighted) {
            given.add("--weighted");
        }
        given.addAll(FixedWeighting.given(options));
        if (options.labelShift.isPresent()) {
            given.add("--label-shift");
        }
        if (options.clustered) {
            given.add("--clustered");
        }
        if (given.size() > 1) {
            throw new IllegalArgumentException(
                    String.join(" and ", given) + " exclude one another");
        }
    }

    /** A label with the separator in it could not be told from two. */
    static void requireSeparable(List<String> labels) {
        for (String label : labels) {
            if (label.indexOf(SetColumns.SEPARATOR) >= 0) {
                throw new IllegalArgumentException(
                        "label \"" + label + "\" must not contain | , which joins labels of a set");
            }
        }
    }

    private static List<Column> apply(
            Persistent model, PredictionTable rows, ApplyOptions options, Notes notes) {
        List<LabelSets> sets;
        if (model instanceof MondrianConformalClassifier mondrian) {
            GroupColumn groups = GroupRequirement.groups(rows);
            CategoricalBatch batch = rows.categorical(mondrian.labels());
            CalibrationSizes.note(
                    "group",
                    mondrian.groups(),
                    mondrian::calibrationSize,
                    options.coverages(),
                    WHOLE_OF_GROUP,
                    notes);
            CalibrationSizes.noteUnknown(groups, mondrian.groups(), WHOLE_OF_GROUP, notes);
            sets = mondrian.sets(new Grouped<>(batch, groups), options.coverages());
        } else if (model instanceof WeightedConformalClassifier weighted) {
            sets =
                    weighted.sets(
                            new Weighted<>(
                                    rows.categorical(weighted.labels()),
                                    WeightRequirement.weights(rows)),
                            options.coverages());
        } else {
            ConformalClassifier classifier = (ConformalClassifier) model;
            CategoricalBatch batch = rows.categorical(classifier.labels());
            noteSizes(classifier, options, notes);
            sets = classifier.sets(batch, options.coverages());
            if (options.pValues) {
                List<Column> all = columns(options, sets);
                all.addAll(forecasts(classifier.forecasts(batch)));
                return all;
            }
        }
        if (options.pValues) {
            throw new IllegalArgumentException(
                    "--p-values is for models without --by-group and --weighted");
        }
        return columns(options, sets);
    }

    /** Every label's p-value; the label of the largest, which is its credibility. */
    private static List<Column> forecasts(ConformalForecasts forecasts) {
        int rows = forecasts.size();
        List<String> labels = forecasts.labels();
        List<Column> columns = new ArrayList<>();
        for (int k = 0; k < labels.size(); k++) {
            double[] p = new double[rows];
            for (int i = 0; i < rows; i++) {
                p[i] = forecasts.pValue(i, k);
            }
            columns.add(Column.wrap("p-value:" + labels.get(k), p));
        }
        List<String> label = new ArrayList<>(rows);
        double[] credibility = new double[rows];
        double[] confidence = new double[rows];
        for (int i = 0; i < rows; i++) {
            label.add(labels.get(forecasts.label(i)));
            credibility[i] = forecasts.credibility(i);
            confidence[i] = forecasts.confidence(i);
        }
        columns.add(Column.of("forecast", label));
        columns.add(Column.wrap("credibility", credibility));
        columns.add(Column.wrap("confidence", confidence));
        return columns;
    }

    /** The column set of every coverage. */
    static List<Column> columns(ApplyOptions options, List<LabelSets> sets) {
        List<Column> columns = new ArrayList<>();
        for (int c = 0; c < sets.size(); c++) {
            String name = "set" + options.end(options.coverages().get(c));
            columns.add(Column.of(name, joined(sets.get(c))));
        }
        return columns;
    }

    private static void noteSizes(
            ConformalClassifier classifier, ApplyOptions options, Notes notes) {
        ModelDocument document = classifier.toDocument();
        if (!document.has("groups")) {
            CalibrationSizes.note(classifier.calibrationSize(), options.coverages(), WHOLE, notes);
            return;
        }
        GroupedConformalScores scores = GroupedConformalScores.read(document.child("groups"));
        CalibrationSizes.note(
                "class",
                scores.names(),
                name -> scores.group(scores.names().indexOf(name)).size(),
                options.coverages(),
                WHOLE_OF_CLASS,
                notes);
    }

    static List<String> joined(LabelSets sets) {
        List<String> labels = sets.labels();
        List<String> cells = new ArrayList<>(sets.size());
        StringBuilder cell = new StringBuilder();
        for (int i = 0; i < sets.size(); i++) {
            cell.setLength(0);
            for (int k = 0; k < labels.size(); k++) {
                if (sets.contains(i, k)) {
                    if (!cell.isEmpty()) {
                        cell.append(SetColumns.SEPARATOR);
                    }
                    cell.append(labels.get(k));
                }
            }
            cells.add(cell.toString());
        }
        return cells;
    }
}
