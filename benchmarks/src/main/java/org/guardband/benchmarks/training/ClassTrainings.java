package org.guardband.benchmarks.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.guardband.core.batch.CategoricalBatch;
import org.guardband.core.batch.LogitBatch;
import org.guardband.ensembles.ClassMembers;
import org.guardband.ensembles.bayes.BatchEnsembleLinear;
import org.guardband.ensembles.bayes.CyclicCosine;
import org.guardband.ensembles.bayes.Ddu;
import org.guardband.ensembles.bayes.DduModel;
import org.guardband.ensembles.bayes.EvidentialClassification;
import org.guardband.ensembles.bayes.EvidentialForm;
import org.guardband.ensembles.bayes.LaplaceHead;
import org.guardband.ensembles.bayes.LastLayerLaplace;
import org.guardband.ensembles.bayes.NetworkMembers;
import org.guardband.ensembles.bayes.ResidualTraining;
import org.guardband.ensembles.bayes.Sngp;
import org.guardband.ensembles.bayes.SngpModel;
import org.guardband.ensembles.bayes.Swag;
import org.guardband.ensembles.pool.LinearPool;
import org.guardband.ensembles.uncertainty.ClassUncertainty;
import org.guardband.ensembles.uncertainty.ClassUncertaintyPart;
import org.guardband.kernels.Activation;
import org.guardband.kernels.DoubleMatrix;
import org.guardband.kernels.Kernels;
import org.guardband.nn.Adam;
import org.guardband.nn.Initialization;
import org.guardband.nn.Losses;
import org.guardband.nn.Node;
import org.guardband.nn.Parameters;
import org.guardband.nn.Pass;
import org.guardband.nn.Pointwise;
import org.guardband.nn.Sgd;
import org.guardband.nn.SpectralNorm;
import org.guardband.nn.Tape;
import org.guardband.nn.Weights;

/** Trains a classifier by each of the methods on one split. */
final class ClassTrainings {

    static final double RATE = 0.002;
    private static final int BATCH = 32;
    private static final double DROPOUT = 0.2;
    private static final double SPREAD = 0.5;
    private static final double SWAG_RATE = 0.02;
    private static final int SWAG_RANK = 20;
    private static final int ANNEALING = 10;
    private static final double LENGTH_SCALE = 8;
    private static final double SNGP_PRECISION = 0.1;
    private static final double UNBOUNDED = 1e9;

    private final ClassPlan plan;
    private final DigitSplit split;
    private final int classes;

    ClassTrainings(ClassPlan plan, DigitSplit split) {
        this.plan = plan;
        this.split = split;
        this.classes = split.names().size();
    }

    ClassPrediction run(ClassMethod method, long seed) {
        return switch (method) {
            case SINGLE -> members(1, seed);
            case DEEP_ENSEMBLE -> members(plan.members(), seed);
            case SNAPSHOT -> snapshot(seed);
            case MC_DROPOUT -> dropout(seed);
            case BATCH_ENSEMBLE -> batchEnsemble(seed);
            case SWAG -> swag(seed);
            case LAPLACE -> laplace(seed);
            case EVIDENTIAL -> evidential(seed);
            case RESIDUAL -> ddu(UNBOUNDED, seed);
            case DDU -> ddu(SpectralNorm.withDefaults().coefficient(), seed);
            case SNGP -> sngp(seed);
        };
    }

    private static Parameters<DoubleMatrix> parameters() {
        // plain Java: the same bits on every machine
        return new Parameters<>(Kernels.scalar().doubles());
    }

    private DigitNetwork network(Parameters<DoubleMatrix> parameters, double dropout, long seed) {
        return DigitNetwork.create(
                parameters, plan.width(), classes, dropout, new SplittableRandom(seed));
    }

    private static Node<DoubleMatrix> logLoss(
            Tape<DoubleMatrix> tape, Node<DoubleMatrix> logits, Node<DoubleMatrix> target) {
        return Losses.crossEntropy(tape, Pointwise.logSoftmax(tape, logits), target);
    }

    private void fit(
            DigitNetwork network,
            Parameters<DoubleMatrix> parameters,
            Fit.Course course,
            long seed) {
        Fit.classes(split, BATCH)
                .run(
                        new Tape<>(parameters.kernels()),
                        (tape, x, y) -> logLoss(tape, network.logits(tape, x), y),
                        Adam.withDefaults().withRate(RATE).start(parameters),
                        course,
                        seed);
    }

    /** A node of rows with the tape that computes it. */
    private record Computed(Tape<DoubleMatrix> tape, Node<DoubleMatrix> node) {

        static Computed of(
                double[] rows, Function<Input, Node<DoubleMatrix>> network, int repeats) {
            Tape<DoubleMatrix> tape = new Tape<>(Kernels.scalar().doubles());
            int n = rows.length / DigitSplit.PIXELS;
            DoubleMatrix x = tape.kernels().zeros(n * repeats, DigitSplit.PIXELS);
            for (int i = 0; i < n * repeats; i++) {
                for (int j = 0; j < DigitSplit.PIXELS; j++) {
                    x.set(i, j, rows[i % n * DigitSplit.PIXELS + j]);
                }
            }
            return new Computed(tape, network.apply(new Input(tape, tape.constant(x))));
        }

        double[] values() {
            tape.forward(new Pass.Evaluation());
            return node.value().toArray();
        }
    }

    private record Input(Tape<DoubleMatrix> tape, Node<DoubleMatrix> x) {}

    private CategoricalBatch softmax(double... logits) {
        return LogitBatch.wrap(logits, split.names()).softmax();
    }

    private ClassPrediction members(int members, long seed) {
        List<CategoricalBatch> test = new ArrayList<>();
        List<CategoricalBatch> unknown = new ArrayList<>();
        long count = 0;
        for (int m = 0; m < members; m++) {
            Parameters<DoubleMatrix> parameters = parameters();
            DigitNetwork network = network(parameters, 0, seed + 1000L * m);
            fit(network, parameters, Fit.Course.plain(plan.epochs()), seed + 1000L * m);
            Function<Input, Node<DoubleMatrix>> logits = in -> network.logits(in.tape(), in.x());
            test.add(softmax(Computed.of(split.test(), logits, 1).values()));
            unknown.add(softmax(Computed.of(split.unknown(), logits, 1).values()));
            count += parameters.count();
        }
        return pooled(count, ClassMembers.of(test), ClassMembers.of(unknown));
    }

    /** The linear pool; doubt is mutual information, or the entropy of a single network. */
    private static ClassPrediction pooled(long count, ClassMembers test, ClassMembers unknown) {
        CategoricalBatch inside = new LinearPool().apply(test);
        CategoricalBatch outside = new LinearPool().apply(unknown);
        return new ClassPrediction(
                test.size(), count, inside, outside, doubt(test), doubt(unknown));
    }

    private static double[] doubt(ClassMembers members) {
        ClassUncertainty uncertainty = ClassUncertainty.of(members);
        return uncertainty.column(
                members.size() == 1
                        ? ClassUncertaintyPart.TOTAL_ENTROPY
                        : ClassUncertaintyPart.MUTUAL_INFORMATION);
    }

    private ClassPrediction ofStates(
            DigitNetwork network,
            Parameters<DoubleMatrix> parameters,
            List<Weights> states,
            long count) {
        Function<Input, Node<DoubleMatrix>> logits = in -> network.logits(in.tape(), in.x());
        List<ClassMembers> both = new ArrayList<>();
        for (double[] rows : List.of(split.test(), split.unknown())) {
            Computed computed = Computed.of(rows, logits, 1);
            both.add(
                    NetworkMembers.ofStates(
                            computed.tape(), computed.node(), split.names(), parameters, states));
        }
        return pooled(count, both.get(0), both.get(1));
    }

    private ClassPrediction snapshot(long seed) {
        Parameters<DoubleMatrix> parameters = parameters();
        DigitNetwork network = network(parameters, 0, seed);
        int steps = Fit.classes(split, BATCH).stepsPerEpoch();
        int cycle = plan.epochs() / plan.members();
        CyclicCosine rate = new CyclicCosine(cycle * plan.members() * steps, plan.members());
        List<Weights> states = new ArrayList<>();
        fit(
                network,
                parameters,
                Fit.Course.plain(cycle * plan.members())
                        .withFactor(step -> 2 * rate.factor(step))
                        .withAfterEpoch(
                                epoch -> {
                                    if ((epoch + 1) % cycle == 0) {
                                        states.add(parameters.weights());
                                    }
                                }),
                seed);
        return ofStates(network, parameters, states, parameters.count() * states.size());
    }

    private ClassPrediction dropout(long seed) {
        Parameters<DoubleMatrix> parameters = parameters();
        DigitNetwork network = network(parameters, DROPOUT, seed);
        fit(network, parameters, Fit.Course.plain(plan.epochs()), seed);
        Function<Input, Node<DoubleMatrix>> logits = in -> network.logits(in.tape(), in.x());
        List<ClassMembers> both = new ArrayList<>();
        for (double[] rows : List.of(split.test(), split.unknown())) {
            Computed computed = Computed.of(rows, logits, 1);
            both.add(
                    NetworkMembers.withDropout(
                            computed.tape(), computed.node(), split.names(), plan.draws(), seed));
        }
        return pooled(parameters.count(), both.get(0), both.get(1));
    }

    private ClassPrediction swag(long seed) {
        Parameters<DoubleMatrix> parameters = parameters();
        DigitNetwork network = network(parameters, 0, seed);
        int before = plan.epochs() / 2;
        fit(network, parameters, Fit.Course.plain(before), seed);
        Swag swag = new Swag(SWAG_RANK);
        Fit.classes(split, BATCH)
                .run(
                        new Tape<>(parameters.kernels()),
                        (tape, x, y) -> logLoss(tape, network.logits(tape, x), y),
                        new Sgd(SWAG_RATE, 0.9, 0).start(parameters),
                        Fit.Course.plain(plan.epochs() - before)
                                .withAfterEpoch(epoch -> swag.observe(parameters.weights())),
                        seed + 1);
        return ofStates(
                network,
                parameters,
                swag.draws(plan.draws(), seed),
                parameters.count() * (SWAG_RANK + 2));
    }

    private ClassPrediction batchEnsemble(long seed) {
        Parameters<DoubleMatrix> parameters = parameters();
        SplittableRandom random = new SplittableRandom(seed);
        int members = plan.members();
        int[] sizes = {DigitSplit.PIXELS, plan.width(), plan.width(), classes};
        List<BatchEnsembleLinear<DoubleMatrix>> layers = new ArrayList<>();
        for (int l = 0; l < 3; l++) {
            layers.add(
                    BatchEnsembleLinear.create(
                            parameters,
                            "layer." + l,
                            members,
                            sizes[l],
                            sizes[l + 1],
                            Initialization.glorotUniform(1),
                            SPREAD,
                            random));
        }
        Function<Input, Node<DoubleMatrix>> logits =
                in -> {
                    int[] member = BatchEnsembleLinear.repeated(members, in.x().rows() / members);
                    Node<DoubleMatrix> node = in.x();
                    for (int l = 0; l < 3; l++) {
                        node = layers.get(l).apply(in.tape(), node, member);
                        node = l < 2 ? Pointwise.activate(in.tape(), Activation.RELU, node) : node;
                    }
                    return node;
                };
        Fit.classes(split, BATCH)
                .repeated(members)
                .run(
                        new Tape<>(parameters.kernels()),
                        (tape, x, y) -> logLoss(tape, logits.apply(new Input(tape, x)), y),
                        Adam.withDefaults().withRate(RATE).start(parameters),
                        Fit.Course.plain(plan.epochs()),
                        seed);
        List<ClassMembers> both = new ArrayList<>();
        for (double[] rows : List.of(split.test(), split.unknown())) {
            double[] values = Computed.of(rows, logits, members).values();
            List<CategoricalBatch> batches = new ArrayList<>();
            int size = values.length / members;
            for (int m = 0; m < members; m++) {
                batches.add(softmax(Arrays.copyOfRange(values, m * size, (m + 1) * size)));
            }
            both.add(ClassMembers.of(batches));
        }
        return pooled(parameters.count(), both.get(0), both.get(1));
    }

    private ClassPrediction laplace(long seed) {
        Parameters<DoubleMatrix> parameters = parameters();
        DigitNetwork network = network(parameters, 0, seed);
        fit(network, parameters, Fit.Course.plain(plan.epochs()), seed);
        double[] train = features(network, split.train());
        LaplaceHead head =
                LastLayerLaplace.byEvidence(train, split.labels(), classes)
                        .fit(train, split.labels(), classes);
        double[] test = features(network, split.test());
        double[] unknown = features(network, split.unknown());
        return new ClassPrediction(
                1,
                parameters.count() + head.covariance().length,
                head.predictPairwise(test, split.names()),
                head.predictPairwise(unknown, split.names()),
                head.differenceVariances(test),
                head.differenceVariances(unknown));
    }

    /** Features before the last layer, and a constant. */
    private double[] features(DigitNetwork network, double... rows) {
        double[] values = Computed.of(rows, in -> network.features(in.tape(), in.x()), 1).values();
        int width = plan.width();
        double[] out = new double[values.length / width * (width + 1)];
        for (int i = 0; i < values.length / width; i++) {
            System.arraycopy(values, i * width, out, i * (width + 1), width);
            out[i * (width + 1) + width] = 1;
        }
        return out;
    }

    private ClassPrediction evidential(long seed) {
        Parameters<DoubleMatrix> parameters = parameters();
        DigitNetwork network = network(parameters, 0, seed);
        Function<Input, Node<DoubleMatrix>> evidence =
                in ->
                        Pointwise.activate(
                                in.tape(), Activation.SOFTPLUS, network.logits(in.tape(), in.x()));
        DoubleMatrix share = parameters.kernels().zeros(1, 1);
        DoubleMatrix rest = parameters.kernels().zeros(1, 1);
        Fit.classes(split, BATCH)
                .run(
                        new Tape<>(parameters.kernels()),
                        (tape, x, y) -> {
                            Node<DoubleMatrix> e = evidence.apply(new Input(tape, x));
                            Node<DoubleMatrix> with =
                                    EvidentialClassification.loss(
                                            tape, e, y, EvidentialForm.SQUARED, 1);
                            Node<DoubleMatrix> without =
                                    EvidentialClassification.loss(
                                            tape, e, y, EvidentialForm.SQUARED, 0);
                            return Pointwise.combine(
                                    tape,
                                    1,
                                    Pointwise.product(tape, tape.constant(share), with),
                                    1,
                                    Pointwise.product(tape, tape.constant(rest), without));
                        },
                        Adam.withDefaults().withRate(RATE).start(parameters),
                        Fit.Course.plain(plan.epochs())
                                .withBefore(
                                        epoch -> {
                                            double w = Math.min(1, epoch / (double) ANNEALING);
                                            share.set(0, 0, w);
                                            rest.set(0, 0, 1 - w);
                                        }),
                        seed);
        double[] test = Computed.of(split.test(), evidence, 1).values();
        double[] unknown = Computed.of(split.unknown(), evidence, 1).values();
        return new ClassPrediction(
                1,
                parameters.count(),
                EvidentialClassification.probabilities(test, split.names()),
                EvidentialClassification.probabilities(unknown, split.names()),
                EvidentialClassification.vacuities(test, classes),
                EvidentialClassification.vacuities(unknown, classes));
    }

    private ResidualTraining residual(double coefficient) {
        return new ResidualTraining(
                plan.width(),
                2,
                Activation.RELU,
                0,
                SpectralNorm.withDefaults().withCoefficient(coefficient),
                Adam.withDefaults().withRate(RATE),
                plan.epochs(),
                BATCH);
    }

    private ClassPrediction ddu(double coefficient, long seed) {
        DduModel model =
                new Ddu(residual(coefficient))
                        .fit(split.train(), DigitSplit.PIXELS, split.labels(), classes, seed);
        return new ClassPrediction(
                1,
                model.parameters() + (long) classes * plan.width() * (plan.width() + 1),
                model.predict(split.test(), split.names()),
                model.predict(split.unknown(), split.names()),
                negative(model.logDensities(split.test())),
                negative(model.logDensities(split.unknown())));
    }

    private static double[] negative(double... values) {
        return Arrays.stream(values).map(v -> -v).toArray();
    }

    private ClassPrediction sngp(long seed) {
        Sngp method =
                Sngp.withDefaults()
                        .withTraining(residual(SpectralNorm.withDefaults().coefficient()))
                        .withLengthScale(LENGTH_SCALE)
                        .withPrecision(SNGP_PRECISION);
        SngpModel model =
                method.fit(split.train(), DigitSplit.PIXELS, split.labels(), classes, seed);
        long size = method.features();
        return new ClassPrediction(
                1,
                model.parameters() + classes * size * (size + 1) / 2,
                model.predict(split.test(), split.names()),
                model.predict(split.unknown(), split.names()),
                model.uncertainties(split.test()),
                model.uncertainties(split.unknown()));
    }
}
