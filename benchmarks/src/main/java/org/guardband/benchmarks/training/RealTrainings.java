package org.guardband.benchmarks.training;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.guardband.core.batch.DistributionBatch;
import org.guardband.core.batch.GaussianBatch;
import org.guardband.core.batch.RealBatch;
import org.guardband.core.prediction.StudentT;
import org.guardband.ensembles.RealMembers;
import org.guardband.ensembles.bayes.EvidentialRegression;
import org.guardband.ensembles.pool.MixturePool;
import org.guardband.kernels.Activation;
import org.guardband.kernels.DoubleMatrix;
import org.guardband.kernels.Kernels;
import org.guardband.nn.Adam;
import org.guardband.nn.GradientClipping;
import org.guardband.nn.Initialization;
import org.guardband.nn.Mlp;
import org.guardband.nn.Node;
import org.guardband.nn.Optimizer;
import org.guardband.nn.Parameters;
import org.guardband.nn.Pass;
import org.guardband.nn.Pointwise;
import org.guardband.nn.Products;
import org.guardband.nn.Tape;
import org.guardband.nn.regression.FittedRegressor;
import org.guardband.nn.regression.HeteroscedasticRegressor;
import org.guardband.nn.regression.Moments;

/** Trains a regression by each of the methods on one split. */
final class RealTrainings {

    private static final double RATE = 0.01;
    private static final int BATCH = 32;
    private static final double BETA = 0.5;
    private static final double DROPOUT = 0.05;
    private static final double EVIDENCE_WEIGHT = 0.01;
    private static final double LEAST = 1e-6;
    private static final double CLIP = 10;

    private final RealPlan plan;
    private final RealSplit split;

    RealTrainings(RealPlan plan, RealSplit split) {
        this.plan = plan;
        this.split = split;
    }

    /** A prediction of the test rows. */
    record Prediction(int members, long parameters, RealBatch test) {}

    Prediction run(RealMethod method, long seed) {
        return switch (method) {
            case GAUSSIAN -> members(1, 0, seed);
            case BETA -> members(1, BETA, seed);
            case DEEP_ENSEMBLE -> members(plan.members(), 0, seed);
            case DEEP_ENSEMBLE_BETA -> members(plan.members(), BETA, seed);
            case MC_DROPOUT -> dropout(seed);
            case EVIDENTIAL -> evidential(seed);
            case PROPAGATION -> propagation(PropagatingNetwork.Kind.AFTERWARDS, seed);
            case PROPAGATION_TRAINED -> propagation(PropagatingNetwork.Kind.TRAINED, seed);
            case PROPAGATION_HEAD -> propagation(PropagatingNetwork.Kind.WITH_HEAD, seed);
        };
    }

    private HeteroscedasticRegressor options(double beta, double dropout) {
        return new HeteroscedasticRegressor(
                List.of(plan.width()),
                Activation.RELU,
                dropout,
                Adam.withDefaults().withRate(RATE),
                plan.epochs(),
                BATCH,
                beta);
    }

    private long count(int outputs) {
        return (split.columns() + 1L) * plan.width() + (plan.width() + 1L) * outputs;
    }

    private Prediction members(int members, double beta, long seed) {
        List<RealBatch> batches = new ArrayList<>();
        for (int m = 0; m < members; m++) {
            FittedRegressor fitted =
                    options(beta, 0)
                            .fit(split.train(), split.columns(), split.targets(), seed + 1000L * m);
            batches.add(gaussian(fitted.predict(split.test())));
        }
        return new Prediction(members, members * count(2), pool(batches));
    }

    private static RealBatch pool(List<RealBatch> batches) {
        return batches.size() == 1
                ? batches.get(0)
                : new MixturePool().apply(RealMembers.of(batches));
    }

    private static GaussianBatch gaussian(Moments moments) {
        return GaussianBatch.wrap(moments.means(), moments.deviations());
    }

    private Prediction dropout(long seed) {
        FittedRegressor fitted =
                options(0, DROPOUT).fit(split.train(), split.columns(), split.targets(), seed);
        List<RealBatch> batches = new ArrayList<>();
        for (int m = 0; m < plan.draws(); m++) {
            batches.add(gaussian(fitted.sample(split.test(), seed + m)));
        }
        return new Prediction(plan.draws(), count(2), pool(batches));
    }

    private Fit fit() {
        double[] x = split.standard(split.train());
        return new Fit(x, split.columns(), split.standardTargets(), 1, BATCH, 1);
    }

    static Optimizer clipped(Parameters<DoubleMatrix> parameters) {
        Optimizer adam = Adam.withDefaults().withRate(RATE).start(parameters);
        return factor -> {
            GradientClipping.byGlobalNorm(parameters, CLIP);
            adam.step(factor);
        };
    }

    private Prediction evidential(long seed) {
        Parameters<DoubleMatrix> parameters = new Parameters<>(Kernels.scalar().doubles());
        Mlp<DoubleMatrix> network =
                Mlp.create(
                        parameters,
                        "net",
                        new int[] {split.columns(), plan.width(), 4},
                        Activation.RELU,
                        0,
                        Initialization.glorotUniform(1),
                        new SplittableRandom(seed));
        fit().run(
                        new Tape<>(parameters.kernels()),
                        (tape, x, y) ->
                                EvidentialRegression.loss(
                                        tape,
                                        evidence(tape, network.apply(tape, x)),
                                        y,
                                        EVIDENCE_WEIGHT),
                        clipped(parameters),
                        Fit.Course.plain(plan.epochs()),
                        seed);
        Tape<DoubleMatrix> tape = new Tape<>(parameters.kernels());
        DoubleMatrix x = matrix(split.standard(split.test()), split.columns());
        Node<DoubleMatrix> out = evidence(tape, network.apply(tape, tape.constant(x)));
        tape.forward(new Pass.Evaluation());
        List<StudentT> rows = new ArrayList<>();
        for (int i = 0; i < out.rows(); i++) {
            StudentT t =
                    EvidentialRegression.predict(
                            out.value().get(i, 0),
                            out.value().get(i, 1),
                            out.value().get(i, 2),
                            out.value().get(i, 3));
            rows.add(
                    new StudentT(
                            split.center() + split.scale() * t.location(),
                            split.scale() * t.scale(),
                            t.degreesOfFreedom()));
        }
        return new Prediction(1, count(4), DistributionBatch.of(rows));
    }

    static DoubleMatrix matrix(double[] rows, int columns) {
        DoubleMatrix x = Kernels.scalar().doubles().zeros(rows.length / columns, columns);
        for (int at = 0; at < rows.length; at++) {
            x.set(at / columns, at % columns, rows[at]);
        }
        return x;
    }

    /** γ, ν > 0, α > 1 and β > 0 of four outputs. */
    private static Node<DoubleMatrix> evidence(
            Tape<DoubleMatrix> tape, Node<DoubleMatrix> outputs) {
        DoubleMatrix least = tape.kernels().zeros(outputs.rows(), 3);
        for (int i = 0; i < outputs.rows(); i++) {
            least.set(i, 0, LEAST);
            least.set(i, 1, 1 + LEAST);
            least.set(i, 2, LEAST);
        }
        Node<DoubleMatrix> positive =
                Pointwise.activate(
                        tape, Activation.SOFTPLUS, Products.columns(tape, outputs, 1, 3));
        return Products.beside(
                tape,
                Products.columns(tape, outputs, 0, 1),
                Pointwise.combine(tape, 1, positive, 1, tape.constant(least)));
    }

    private Prediction propagation(PropagatingNetwork.Kind kind, long seed) {
        PropagatingNetwork network =
                PropagatingNetwork.create(kind, split.columns(), plan.width(), seed);
        network.train(fit(), plan.epochs(), seed);
        double[] moments = network.predict(split.standard(split.test()));
        int n = split.truths().length;
        double[] means = new double[n];
        double[] deviations = new double[n];
        for (int i = 0; i < n; i++) {
            means[i] = split.center() + split.scale() * moments[2 * i];
            deviations[i] = split.scale() * Math.sqrt(moments[2 * i + 1]);
        }
        return new Prediction(1, network.parameters(), GaussianBatch.wrap(means, deviations));
    }
}
