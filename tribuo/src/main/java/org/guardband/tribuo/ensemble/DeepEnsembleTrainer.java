package org.guardband.tribuo.ensemble;

import com.oracle.labs.mlrg.olcut.config.Config;
import com.oracle.labs.mlrg.olcut.provenance.ListProvenance;
import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.guardband.core.numeric.Arguments;
import org.guardband.core.numeric.SeededUniforms;
import org.guardband.tribuo.CalibratedClassificationTrainer;
import org.guardband.tribuo.CalibratedRegressionTrainer;
import org.guardband.tribuo.ConformalClassificationTrainer;
import org.guardband.tribuo.ConformalRegressionTrainer;
import org.tribuo.Dataset;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.ImmutableOutputInfo;
import org.tribuo.Model;
import org.tribuo.Output;
import org.tribuo.Trainer;
import org.tribuo.classification.Label;
import org.tribuo.classification.ensemble.FullyWeightedVotingCombiner;
import org.tribuo.dataset.DatasetView;
import org.tribuo.ensemble.EnsembleCombiner;
import org.tribuo.ensemble.WeightedEnsembleModel;
import org.tribuo.provenance.EnsembleModelProvenance;
import org.tribuo.provenance.ModelProvenance;
import org.tribuo.provenance.TrainerProvenance;
import org.tribuo.provenance.impl.TrainerProvenanceImpl;
import org.tribuo.regression.Regressor;

/**
 * Trains a deep ensemble with any Tribuo trainer: M members on the same examples, each with its own
 * random numbers, several at once. The model is Tribuo's {@link WeightedEnsembleModel} with a
 * combiner whose numbers are right: it works in evaluators and cross-validation, and is saved by
 * Tribuo's protobuf with the provenance of every member.
 *
 * <pre>{@code
 * Trainer<Regressor> trainer =
 *         DeepEnsembleTrainer.ofNumbers(new CalibratedRegressionTrainer(network), 5);
 * }</pre>
 *
 * <p>Member m of invocation i is trained as invocation s + i·M + m of the inner trainer, s being a
 * function of the seed, and is the same whatever the number of threads. A trainer that uses no
 * random numbers (ridge regression, a tree without subsampling) makes M copies of one member unless
 * bootstrap is on, in which case each member sees as many examples, drawn with replacement.
 *
 * <p>Recalibration of each member before pooling: hand in a {@link CalibratedRegressionTrainer} or
 * a {@link CalibratedClassificationTrainer}. The mean of calibrated class probabilities is less
 * confident than its members, so the pool of calibrated members may be underconfident. Members hold
 * examples out by themselves, each its own; bootstrap is refused, since copies of one example would
 * both train and calibrate. What members say one by one is in {@link DeepEnsembleMembers}.
 *
 * <p>Training several members at once asks that the inner trainer take its random numbers before it
 * begins, as Tribuo's own do; for one that does not, turn {@code parallel} off.
 *
 * <p>Source: Lakshminarayanan, Pritzel, Blundell 2017, arXiv 1612.01474, Algorithm 1, without
 * adversarial examples.
 *
 * @param <T> the output type
 */
public final class DeepEnsembleTrainer<T extends Output<T>> implements Trainer<T> {

    private static final int DEFAULT_MEMBERS = 5;

    /** How many places of an inner trainer's sequence a seed may choose from. */
    private static final int STARTS = 10_000;

    private static final String TAG = "bootstrap of a deep ensemble";

    @Config(mandatory = true, description = "The trainer of the members.")
    private Trainer<T> innerTrainer;

    @Config(mandatory = true, description = "What makes one prediction of the members'.")
    private EnsembleCombiner<T> combiner;

    @Config(description = "The number of members, at least one.")
    private int members = DEFAULT_MEMBERS;

    @Config(description = "Whether each member sees examples drawn with replacement.")
    private boolean bootstrap;

    @Config(description = "Whether members are trained several at once.")
    private boolean parallel = true;

    @Config(description = "The seed of the members' random numbers.")
    private long seed = Trainer.DEFAULT_SEED;

    private int trainInvocationCounter;

    /** For OLCUT, which fills the fields. */
    @SuppressWarnings({"NullAway.Init", "UnusedMethod"})
    private DeepEnsembleTrainer() {}

    private DeepEnsembleTrainer(
            Trainer<T> innerTrainer,
            EnsembleCombiner<T> combiner,
            int members,
            boolean bootstrap,
            boolean parallel,
            long seed) {
        this.innerTrainer = innerTrainer;
        this.combiner = combiner;
        this.members = members;
        this.bootstrap = bootstrap;
        this.parallel = parallel;
        this.seed = seed;
        postConfig();
    }

    /**
     * An ensemble with a combiner of choice.
     *
     * @param <T> the output type
     * @param innerTrainer the trainer of the members
     * @param combiner what makes one prediction of the members'; not Tribuo's AveragingCombiner,
     *     whose variances are wrong
     * @param members M ≥ 1
     * @return the trainer
     * @throws IllegalArgumentException if there is no member
     */
    public static <T extends Output<T>> DeepEnsembleTrainer<T> of(
            Trainer<T> innerTrainer, EnsembleCombiner<T> combiner, int members) {
        return new DeepEnsembleTrainer<>(
                innerTrainer, combiner, members, false, true, Trainer.DEFAULT_SEED);
    }

    /**
     * An ensemble of regressors with mean and variance by the law of total variance: {@link
     * VarianceCombiner}.
     *
     * @param innerTrainer the trainer of the members
     * @param members M ≥ 1
     * @return the trainer
     * @throws IllegalArgumentException if there is no member
     */
    public static DeepEnsembleTrainer<Regressor> ofNumbers(
            Trainer<Regressor> innerTrainer, int members) {
        return of(innerTrainer, new VarianceCombiner(), members);
    }

    /**
     * An ensemble of classifiers that gives the mean of the members' probabilities.
     *
     * @param innerTrainer the trainer of the members, whose models give probabilities
     * @param members M ≥ 1
     * @return the trainer
     * @throws IllegalArgumentException if there is no member
     */
    public static DeepEnsembleTrainer<Label> ofClasses(Trainer<Label> innerTrainer, int members) {
        return of(innerTrainer, new FullyWeightedVotingCombiner(), members);
    }

    /**
     * Lets each member see as many examples, drawn with replacement.
     *
     * @return a trainer with bootstrap
     * @throws IllegalArgumentException if the inner trainer calibrates on held-out examples
     */
    public DeepEnsembleTrainer<T> withBootstrap() {
        return new DeepEnsembleTrainer<>(innerTrainer, combiner, members, true, parallel, seed);
    }

    /**
     * Trains one member after the other, for inner trainers that are not safe to share.
     *
     * @return a trainer that does
     */
    public DeepEnsembleTrainer<T> withMembersInTurn() {
        return new DeepEnsembleTrainer<>(innerTrainer, combiner, members, bootstrap, false, seed);
    }

    /**
     * Sets the seed.
     *
     * @param seed the seed of the members' random numbers
     * @return a trainer with this seed
     */
    public DeepEnsembleTrainer<T> withSeed(long seed) {
        return new DeepEnsembleTrainer<>(
                innerTrainer, combiner, members, bootstrap, parallel, seed);
    }

    /** Checks the configuration; called by OLCUT. */
    @Override
    public void postConfig() {
        Arguments.atLeast("members", members, 1);
        boolean calibrates =
                innerTrainer instanceof CalibratedRegressionTrainer
                        || innerTrainer instanceof CalibratedClassificationTrainer
                        || innerTrainer instanceof ConformalRegressionTrainer
                        || innerTrainer instanceof ConformalClassificationTrainer;
        if (bootstrap && calibrates) {
            throw new IllegalArgumentException(
                    "bootstrap must be off over a "
                            + innerTrainer.getClass().getSimpleName()
                            + ", which calibrates: copies of one example would train and"
                            + " calibrate");
        }
    }

    @Override
    public WeightedEnsembleModel<T> train(Dataset<T> examples) {
        return train(examples, Collections.emptyMap());
    }

    @Override
    public WeightedEnsembleModel<T> train(
            Dataset<T> examples, Map<String, Provenance> runProvenance) {
        return train(examples, runProvenance, INCREMENT_INVOCATION_COUNT);
    }

    /**
     * Trains all members.
     *
     * @param examples at least one example, all with a known output
     * @param runProvenance the provenance of this run
     * @param invocationCount which ensemble this is; {@link #INCREMENT_INVOCATION_COUNT} for the
     *     next
     * @return the ensemble
     * @throws IllegalArgumentException if there is no example or an output is unknown
     */
    @Override
    public WeightedEnsembleModel<T> train(
            Dataset<T> examples, Map<String, Provenance> runProvenance, int invocationCount) {
        Arguments.atLeast("number of examples", examples.size(), 1);
        long unknown = examples.getOutputInfo().getUnknownCount();
        if (unknown > 0) {
            throw new IllegalArgumentException(
                    "examples must have known outputs, got " + unknown + " unknown ones");
        }
        TrainerProvenance trainerProvenance;
        int count;
        synchronized (this) {
            if (invocationCount != INCREMENT_INVOCATION_COUNT) {
                setInvocationCount(invocationCount);
            }
            count = trainInvocationCounter;
            trainerProvenance = getProvenance();
            trainInvocationCounter++;
        }
        ImmutableFeatureMap features = examples.getFeatureIDMap();
        ImmutableOutputInfo<T> outputs = examples.getOutputIDInfo();
        int first = (int) (new SeededUniforms(seed, 0).at(0) * STARTS) + count * members;
        IntStream numbers = IntStream.range(0, members);
        List<Model<T>> models =
                (parallel ? numbers.parallel() : numbers)
                        .mapToObj(
                                m ->
                                        innerTrainer.train(
                                                part(examples, features, outputs, count, m),
                                                runProvenance,
                                                first + m))
                        .toList();
        ListProvenance<ModelProvenance> own =
                new ListProvenance<>(models.stream().map(Model::getProvenance).toList());
        EnsembleModelProvenance provenance =
                new EnsembleModelProvenance(
                        WeightedEnsembleModel.class.getName(),
                        OffsetDateTime.now(ZoneId.systemDefault()),
                        examples.getProvenance(),
                        trainerProvenance,
                        runProvenance,
                        own);
        return new WeightedEnsembleModel<>(
                "deep-ensemble", provenance, features, outputs, models, combiner);
    }

    private Dataset<T> part(
            Dataset<T> examples,
            ImmutableFeatureMap features,
            ImmutableOutputInfo<T> outputs,
            int count,
            int member) {
        if (!bootstrap) {
            return examples;
        }
        SeededUniforms uniforms = new SeededUniforms(seed, 1 + count * (long) members + member);
        int n = examples.size();
        int[] drawn = IntStream.range(0, n).map(i -> (int) (uniforms.at(i) * n)).toArray();
        return new DatasetView<>(examples, drawn, features, outputs, TAG);
    }

    @Override
    public synchronized int getInvocationCount() {
        return trainInvocationCounter;
    }

    /**
     * Chooses the next ensemble.
     *
     * @param invocationCount the number of trainings that count as done, ≥ 0
     * @throws IllegalArgumentException if {@code invocationCount} is negative
     */
    @Override
    public synchronized void setInvocationCount(int invocationCount) {
        trainInvocationCounter = Arguments.atLeast("invocationCount", invocationCount, 0);
    }

    @Override
    public TrainerProvenance getProvenance() {
        return new TrainerProvenanceImpl(this);
    }

    @Override
    public String toString() {
        return "DeepEnsembleTrainer(innerTrainer="
                + innerTrainer
                + ",combiner="
                + combiner
                + ",members="
                + members
                + ",bootstrap="
                + bootstrap
                + ",seed="
                + seed
                + ")";
    }
}
