package org.guardband.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.guardband.ensembles.ClassMembers;
import org.guardband.ensembles.MemberWeights;
import org.guardband.ensembles.RealMembers;
import org.guardband.ensembles.pool.ClassPool;
import org.guardband.ensembles.pool.CorrelatedErrors;
import org.guardband.ensembles.pool.InverseVariancePool;
import org.guardband.ensembles.pool.LinearPool;
import org.guardband.ensembles.pool.LogLinearPool;
import org.guardband.ensembles.pool.MajorityVote;
import org.guardband.ensembles.pool.MixturePool;
import org.guardband.ensembles.pool.MomentMatchedPool;
import org.guardband.ensembles.pool.QuantileAveraging;
import org.guardband.ensembles.pool.RealPool;
import org.guardband.ensembles.pool.TrimmedPool;
import org.guardband.ensembles.weighting.BrierWeights;
import org.guardband.ensembles.weighting.ClassWeighting;
import org.guardband.ensembles.weighting.DensityWeights;
import org.guardband.ensembles.weighting.GreedySelection;
import org.guardband.ensembles.weighting.LikelihoodWeights;
import org.guardband.ensembles.weighting.LogLinearWeights;
import org.guardband.ensembles.weighting.LogisticStacking;
import org.guardband.ensembles.weighting.RealWeighting;
import org.guardband.ensembles.weighting.SquaredErrorWeights;

/**
 * The pool and the weights that a user names.
 *
 * @param pool the name of a pool, empty for the usual one
 * @param weights numbers, the name of a way to learn them, or empty for equal ones
 */
record PoolChoice(String pool, List<String> weights) {

    static final String POOLS =
            "Classes: linear (default), log-linear, vote, trimmed, median, stacked (learned)."
                    + " Numbers: mixture (default), moments, quantiles, inverse-variance,"
                    + " correlated (learned). Detections: fusion (default, weighted boxes fusion),"
                    + " suppression.";

    static final String WEIGHTS =
            "One number a member, or how to learn them from the truths in the tables. Classes:"
                    + " likelihood, brier, greedy, and for log-linear log-loss. Numbers: likelihood,"
                    + " squared-error. Detections: numbers only.";

    private static final double TRIMMED = 0.2;

    private static final Set<String> WITHOUT_WEIGHTS =
            Set.of("trimmed", "median", "stacked", "inverse-variance", "correlated");

    private static final Map<String, ClassWeighting> CLASS_WEIGHTS =
            Map.of(
                    "likelihood", new LikelihoodWeights(),
                    "brier", new BrierWeights(),
                    "greedy", new GreedySelection(),
                    "log-loss", new LogLinearWeights());

    private static final Map<String, RealWeighting> REAL_WEIGHTS =
            Map.of(
                    "likelihood", new DensityWeights(),
                    "squared-error", new SquaredErrorWeights());

    /** Truths, read only where something is learned from them. */
    @FunctionalInterface
    interface Truths<T> {
        T read();
    }

    ClassPool forClasses(ClassMembers members, Truths<int[]> labels) {
        String name = pool.isEmpty() ? "linear" : pool;
        refuseWeights(name);
        return switch (name) {
            case "linear" -> new LinearPool(classWeights(members, labels));
            case "log-linear" -> new LogLinearPool(classWeights(members, labels));
            case "vote" -> new MajorityVote(classWeights(members, labels));
            case "trimmed" -> new TrimmedPool(TRIMMED);
            case "median" -> TrimmedPool.median();
            case "stacked" -> new LogisticStacking().calibrate(members, labels.read());
            default ->
                    throw unknown(
                            "--pool",
                            name,
                            "linear, log-linear, vote, trimmed, median and stacked for classes");
        };
    }

    RealPool forNumbers(RealMembers members, Truths<double[]> y) {
        String name = pool.isEmpty() ? "mixture" : pool;
        refuseWeights(name);
        return switch (name) {
            case "mixture" -> new MixturePool(realWeights(members, y));
            case "moments" -> new MomentMatchedPool(realWeights(members, y));
            case "quantiles" ->
                    QuantileAveraging.withDefaults().withWeights(realWeights(members, y));
            case "inverse-variance" -> new InverseVariancePool();
            case "correlated" -> new CorrelatedErrors().calibrate(members, y.read());
            default ->
                    throw unknown(
                            "--pool",
                            name,
                            "mixture, moments, quantiles, inverse-variance and correlated for"
                                    + " numbers");
        };
    }

    private void refuseWeights(String name) {
        if (!weights.isEmpty() && WITHOUT_WEIGHTS.contains(name)) {
            throw new IllegalArgumentException("--weights has no meaning for the pool " + name);
        }
    }

    private MemberWeights classWeights(ClassMembers members, Truths<int[]> labels) {
        if (weights.size() == 1 && !isNumber(weights.get(0))) {
            ClassWeighting learned = CLASS_WEIGHTS.get(weights.get(0));
            if (learned == null) {
                throw unknown(
                        "--weights",
                        weights.get(0),
                        "likelihood, brier, greedy and log-loss for classes");
            }
            return learned.weights(members, labels.read());
        }
        return given(members.size());
    }

    private MemberWeights realWeights(RealMembers members, Truths<double[]> y) {
        if (weights.size() == 1 && !isNumber(weights.get(0))) {
            RealWeighting learned = REAL_WEIGHTS.get(weights.get(0));
            if (learned == null) {
                throw unknown(
                        "--weights", weights.get(0), "likelihood and squared-error for numbers");
            }
            return learned.weights(members, y.read());
        }
        return given(members.size());
    }

    MemberWeights given(int members) {
        if (weights.isEmpty()) {
            return MemberWeights.uniform();
        }
        for (String text : weights) {
            if (!isNumber(text)) {
                throw new IllegalArgumentException(
                        "--weights must be numbers or one name, got " + text);
            }
        }
        if (weights.size() != members) {
            throw new IllegalArgumentException(
                    "--weights must be one number for each of the "
                            + members
                            + " members, got "
                            + weights.size());
        }
        double[] numbers = weights.stream().mapToDouble(Double::parseDouble).toArray();
        double largest = 0;
        for (double number : numbers) {
            if (!(number >= 0 && number < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException(
                        "--weights must be finite and >= 0, got " + number);
            }
            largest = Math.max(largest, number);
        }
        if (largest == 0) {
            throw new IllegalArgumentException("--weights must not all be 0");
        }
        return MemberWeights.of(numbers);
    }

    private static boolean isNumber(String text) {
        try {
            return !Double.isNaN(Double.parseDouble(text));
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private static IllegalArgumentException unknown(String option, String got, String known) {
        return new IllegalArgumentException(
                option + ": unknown name " + got + "; known are " + known);
    }

    static List<String> split(String text) {
        return text.isEmpty() ? List.of() : Arrays.asList(text.split(",", -1));
    }
}
