package org.guardband.benchmarks.lora;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.guardband.core.batch.LogitBatch;
import org.guardband.ensembles.lora.Initialisation;
import org.guardband.ensembles.lora.LoraEnsemble;
import org.guardband.ensembles.lora.LoraOptions;
import org.guardband.ensembles.lora.LoraTraining;
import org.guardband.ensembles.training.Schedule;
import org.guardband.ensembles.training.TrainingListener;
import org.guardband.ensembles.training.TrainingListener.Decision;
import org.guardband.ensembles.training.TrainingOptions;
import org.guardband.ensembles.training.TrainingRun;
import org.guardband.ensembles.transformer.Classification;
import org.guardband.ensembles.transformer.Dropout;
import org.guardband.ensembles.transformer.EnsembleNetwork;
import org.guardband.ensembles.transformer.EnsembleNetwork.BatchMode;
import org.guardband.ensembles.transformer.Linear;
import org.guardband.ensembles.transformer.Member;
import org.guardband.ensembles.transformer.Network;
import org.guardband.ensembles.transformer.Place;
import org.guardband.ensembles.transformer.SequenceInput;
import org.guardband.ensembles.transformer.Variation;
import org.guardband.ensembles.transformer.Weight;
import org.guardband.kernels.Kernels;

/** Every method of the comparison, from the same pre-trained base and the same labelled rows. */
final class Trainings {

    private static final int SNAPSHOTS = 4;
    private static final double DROPOUT = 0.1;
    private static final double SPREAD = 0.1;
    private static final Initialisation HEAD = new Initialisation.KaimingUniform(Math.sqrt(5));

    private final Plan plan;
    private final Split.Part rows;
    private final Network base;
    private final Kernels kernels;

    private Trainings(Plan plan, Split.Part rows, Network base, Kernels kernels) {
        this.plan = plan;
        this.rows = rows;
        this.base = base;
        this.kernels = kernels;
    }

    /** Trains the base. */
    static Trainings of(Plan plan, Task task, Split split, long seed, Kernels kernels) {
        return new Trainings(
                plan, split.training(), task.pretrained(split, plan, seed, kernels), kernels);
    }

    Trained train(Method method, long seed) {
        return switch (method) {
            case SINGLE -> explicit(1, seed);
            case SINGLE_LORA -> lora(1, seed);
            case MC_DROPOUT -> dropout(seed);
            case SNAPSHOT -> snapshots(seed);
            case BATCH_ENSEMBLE -> batchEnsemble(seed);
            case EXPLICIT_SMALL -> explicit(plan.small(), seed);
            case EXPLICIT_LARGE -> explicit(plan.large(), seed);
            case LORA_SMALL -> lora(plan.small(), seed);
            case LORA_LARGE -> lora(plan.large(), seed);
        };
    }

    private Trained lora(int members, long seed) {
        LoraEnsemble ensemble =
                LoraTraining.of(
                                base,
                                rows.input(),
                                rows.labels(),
                                LoraOptions.withDefaults()
                                        .withMembers(members)
                                        .withRank(plan.rank())
                                        // as all other methods; a gain of 10 is for wide tokens
                                        .withHead(HEAD)
                                        .withTraining(
                                                plan.options(seed).withRate(plan.adapterRate())),
                                kernels)
                        .run(TrainingListener.silent())
                        .ensemble();
        return new Trained(
                members,
                ensemble.network().parameters(),
                input -> ensemble.predict(input).members());
    }

    /** A copy of the base under a head of its own. */
    private Network fresh(long seed) {
        return base.copy().withHead(head(seed), base.labels());
    }

    private Linear head(long seed) {
        Linear head = base.head();
        return new Linear(
                HEAD.matrix(head.weight().name(), head.outputs(), head.inputs(), seed),
                Weight.wrap(head.bias().name(), new float[head.outputs()], head.outputs()));
    }

    private TrainingRun run(
            EnsembleNetwork network,
            List<Weight> trained,
            double dropped,
            TrainingOptions options) {
        return TrainingRun.of(
                new Classification(
                        network,
                        rows.input(),
                        rows.labels(),
                        BatchMode.REPEAT,
                        new Dropout(dropped, 0, options.seed())),
                trained,
                options,
                kernels);
    }

    private EnsembleNetwork alone(Network network) {
        return EnsembleNetwork.of(network, List.of(new Member("alone", Map.of())), kernels);
    }

    private Network wholeNetwork(double dropped, long seed) {
        Network network = fresh(seed);
        run(alone(network), network.weights(), dropped, plan.options(seed))
                .run(TrainingListener.silent());
        return network;
    }

    private Trained explicit(int members, long seed) {
        return several(
                IntStream.range(0, members)
                        .mapToObj(m -> wholeNetwork(0, seed + 1000L * m))
                        .toList());
    }

    private Trained several(List<Network> networks) {
        long parameters = networks.stream().mapToLong(n -> alone(n).parameters()).sum();
        return new Trained(
                networks.size(),
                parameters,
                input -> networks.stream().map(n -> batch(alone(n).logits(input)[0])).toList());
    }

    private LogitBatch batch(float[] logits) {
        return LogitBatch.wrap(logits, base.labels());
    }

    private Trained dropout(long seed) {
        Network network = wholeNetwork(DROPOUT, seed);
        List<Member> samples =
                IntStream.range(0, plan.large())
                        .mapToObj(m -> new Member("sample " + m, Map.of()))
                        .toList();
        EnsembleNetwork sampled = EnsembleNetwork.of(network, samples, kernels);
        return new Trained(
                samples.size(),
                sampled.parameters(),
                input -> batches(sampled, input, new Dropout(DROPOUT, 0, seed)));
    }

    private List<LogitBatch> batches(
            EnsembleNetwork network, SequenceInput input, Dropout dropout) {
        List<LogitBatch> all = new ArrayList<>();
        for (float[] logits : network.logits(input, dropout)) {
            all.add(batch(logits));
        }
        return all;
    }

    private Trained snapshots(long seed) {
        Network network = fresh(seed);
        List<Network> kept = new ArrayList<>();
        int cycle = Math.max(1, plan.epochs() / SNAPSHOTS);
        run(
                        alone(network),
                        network.weights(),
                        0,
                        plan.options(seed)
                                .withEpochs(cycle * SNAPSHOTS)
                                .withSchedule(new Schedule.CyclicCosine(SNAPSHOTS)))
                .run(
                        (epochs, loss) -> {
                            if (epochs % cycle == 0) {
                                kept.add(network.copy());
                            }
                            return Decision.CONTINUE;
                        });
        return several(kept);
    }

    private Trained batchEnsemble(long seed) {
        Network network = fresh(seed);
        List<Member> members = new ArrayList<>();
        List<Weight> trained = new ArrayList<>(network.weights());
        trained.removeAll(List.of(network.head().weight(), network.head().bias()));
        for (int m = 0; m < plan.small(); m++) {
            SplittableRandom random = new SplittableRandom(seed + 1000L * m);
            Map<Place, Variation> variations = new TreeMap<>();
            for (Place place : network.places()) {
                Linear map = network.map(place);
                variations.put(
                        place,
                        place.equals(Place.HEAD)
                                ? new Variation.Replaced(head(seed + 1000L * m))
                                : new Variation.RankOne(
                                        nearOne("r", map.inputs(), random),
                                        nearOne("s", map.outputs(), random)));
            }
            Member member = new Member("member " + m, variations);
            members.add(member);
            trained.addAll(member.weights());
        }
        EnsembleNetwork ensemble = EnsembleNetwork.of(network, members, kernels);
        run(ensemble, trained, 0, plan.options(seed)).run(TrainingListener.silent());
        return new Trained(
                members.size(),
                ensemble.parameters(),
                input -> batches(ensemble, input, Dropout.none()));
    }

    private static Weight nearOne(String name, int length, SplittableRandom random) {
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = (float) (1 + SPREAD * random.nextGaussian());
        }
        return Weight.wrap(name, values, length);
    }
}
