package org.guardband.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.guardband.core.Coverage;
import org.guardband.core.prediction.RankRule;
import org.guardband.core.table.PredictionTable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of {@code fit} that reach a method. */
final class FitOptions {

    static final long DEFAULT_SEED = 1;

    /** The family of std scaling. */
    enum Family {
        GAUSSIAN,
        LAPLACE,
        STUDENT_T;

        @Override
        public String toString() {
            return spelled(this);
        }
    }

    @Option(
            names = "--seed",
            paramLabel = "N",
            description =
                    "Seed of a randomised score (aps, raps, saps, ordinal-aps) or of dividing the"
                            + " rows (clear, --clustered);"
                            + " default "
                            + DEFAULT_SEED
                            + ".")
    long seed = DEFAULT_SEED;

    @Option(
            names = "--no-randomize",
            description =
                    "Deterministic scores (aps, raps, saps): larger sets, the same file at every"
                            + " seed.")
    boolean noRandomize;

    @Option(
            names = "--class-conditional",
            description = "Coverage within every true class (methods for classes, graph-aps).")
    boolean classConditional;

    @Option(
            names = "--by-group",
            description =
                    "Coverage within every group of the column group (Mondrian); a fit to every"
                            + " group (recalibration).")
    boolean byGroup;

    @Option(
            names = "--weighted",
            description =
                    "Likelihood-ratio weights in the column weight, of these rows and of those to"
                            + " apply to (covariate shift; intervals and sets).")
    boolean weighted;

    @Option(
            names = "--decay",
            paramLabel = "RHO",
            description =
                    "Weights RHO^n, ..., RHO^2, RHO, in (0, 1], for rows in order of time, the"
                            + " latest last (drift; intervals and sets).")
    Optional<Double> decay = Optional.empty();

    @Option(
            names = "--fixed-weights",
            description =
                    "Weights in [0, 1] in the column weight of these rows alone, fixed beforehand;"
                            + " rows to apply to weigh 1 (drift; intervals and sets).")
    boolean fixedWeights;

    @Option(
            names = "--label-shift",
            paramLabel = "TEST.csv",
            description =
                    "Weigh labels for the shares that these unlabelled predictions show (methods"
                            + " for classes).")
    Optional<Path> labelShift = Optional.empty();

    @Option(
            names = "--clustered",
            description =
                    "Coverage within clusters of classes whose scores are alike, found for"
                            + " --coverage with --seed (methods for many classes).")
    boolean clustered;

    @Option(
            names = "--shortest",
            description =
                    "Tails that make intervals of --coverage short, not equal ones"
                            + " (distributional).")
    boolean shortest;

    @Option(
            names = "--min-group",
            paramLabel = "N",
            description =
                    "Groups with fewer rows take the fit to all rows (recalibration by group);"
                            + " default 50.")
    int minGroup = 50;

    @Option(
            names = "--lambda",
            paramLabel = "X",
            description = "Penalty per rank (raps, default 0.01; saps, default 0.2).")
    Optional<Double> lambda = Optional.empty();

    @Option(
            names = "--k-reg",
            paramLabel = "N",
            description = "Number of ranks free of penalty (raps), default 5.")
    Optional<Integer> kReg = Optional.empty();

    @Option(
            names = "--tune",
            paramLabel = "TUNE.csv",
            description =
                    "Choose the penalty for the smallest sets on these rows (raps, saps), which are"
                            + " neither training nor calibration rows.")
    Optional<Path> tune = Optional.empty();

    @Option(
            names = "--coverage",
            paramLabel = "C",
            description =
                    "The coverage to tune or cluster for, or that a stream is for; default 0.9.")
    double coverage = 0.9;

    @Option(
            names = "--beta",
            paramLabel = "X",
            description =
                    "What is added to the standard deviation (normalized), or to the distance of"
                            + " the quantiles (cqr-r, cqr-m), default 0.")
    double beta;

    @Option(
            names = "--asymmetric",
            description = "A correction for each side (cqr): each side misses at most half.")
    boolean asymmetric;

    @Option(
            names = "--band",
            paramLabel = "LOW,HIGH",
            split = ",",
            arity = "1",
            description =
                    "The two levels that bound the band at every coverage (cqr, cqr-r, cqr-m, ces);"
                            + " default: the central pair that fits the coverage (cqr), that of"
                            + " --coverage or else the outermost (cqr-r, cqr-m), the outermost"
                            + " (ces).")
    List<Double> band = List.of();

    @Option(
            names = "--range",
            paramLabel = "LOW,HIGH",
            split = ",",
            arity = "1",
            description =
                    "Where the outermost intervals end (cti), fixed without a look at these"
                            + " truths; default: nowhere, and they are in no bounded set.")
    List<Double> range = List.of();

    @Option(
            names = "--family",
            paramLabel = "NAME",
            converter = FamilyConverter.class,
            description = "gaussian (default), laplace or student-t (std-scaling).")
    Family family = Family.GAUSSIAN;

    @Option(
            names = "--rank-rule",
            paramLabel = "NAME",
            converter = RankRuleConverter.class,
            description = "empirical (default), inverse-cdf or interpolated (crude).")
    RankRule rankRule = RankRule.EMPIRICAL;

    @Option(
            names = "--knots",
            paramLabel = "N",
            description =
                    "At most so many points of the map (isotonic); about the square root of the"
                            + " rows gives smooth densities; default all.")
    Optional<Integer> knots = Optional.empty();

    @Option(
            names = "--bins",
            paramLabel = "N",
            description =
                    "Number of bins (histogram-width, histogram-mass, graph-histogram, default 15;"
                            + " binned-variance, --calibeating, default 10).")
    Optional<Integer> bins = Optional.empty();

    @Option(
            names = "--outward",
            description =
                    "P(y < q:<level>) <= level for levels below 0.5, so that pairs of levels make"
                            + " intervals (quantile-recalibration).")
    boolean outward;

    @Option(
            names = "--regularisation",
            paramLabel = "X",
            description =
                    "Pull towards the map that changes nothing (vector, default 1e-6), of"
                            + " off-diagonal entries and intercepts to zero (matrix, dirichlet, default"
                            + " 1e-3).")
    Optional<Double> regularisation = Optional.empty();

    @Option(
            names = "--smoothed-targets",
            description = "Platt's targets (N+ + 1)/(N+ + 2) and 1/(N- + 2) (platt).")
    boolean smoothedTargets;

    @Option(names = "--ignore-label", paramLabel = "N", description = Wording.IGNORE_LABEL)
    Optional<Integer> ignoreLabel = Optional.empty();

    @Option(
            names = "--pixels",
            paramLabel = "N",
            description =
                    "About how many pixels of images to fit on, drawn by chance; default 200000.")
    int mostPixels = 200_000;

    @Option(names = "--tolerance", paramLabel = "X", description = Wording.TOLERANCE)
    double tolerance = PredictionTable.DEFAULT_TOLERANCE;

    @Mixin ColumnsOption columns = new ColumnsOption();

    @Mixin DetectionOptions detection = new DetectionOptions();

    @Mixin GraphOptions graph = new GraphOptions();

    /** Options of one family each. */
    @Mixin NumberScore.Choice score = new NumberScore.Choice();

    @Mixin FeatureOptions features = new FeatureOptions();

    @Mixin ResamplingOptions resampling = new ResamplingOptions();

    @Mixin RiskOptions risk = new RiskOptions();

    @Mixin StreamOptions stream = new StreamOptions();

    Coverage coverage() {
        return ApplyOptions.coverages(new double[] {coverage}).get(0);
    }

    static String spelled(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static <E extends Enum<E>> E named(String text, E[] values) {
        for (E value : values) {
            if (spelled(value).equals(text)) {
                return value;
            }
        }
        throw new picocli.CommandLine.TypeConversionException(
                "must be "
                        + String.join(
                                ", ", List.of(values).stream().map(FitOptions::spelled).toList())
                        + ", got "
                        + text);
    }

    /** Families by name. */
    static final class FamilyConverter implements ITypeConverter<Family> {
        @Override
        public Family convert(String text) {
            return named(text, Family.values());
        }
    }

    /** Rank rules by name. */
    static final class RankRuleConverter implements ITypeConverter<RankRule> {
        @Override
        public RankRule convert(String text) {
            return named(text, RankRule.values());
        }
    }
}
