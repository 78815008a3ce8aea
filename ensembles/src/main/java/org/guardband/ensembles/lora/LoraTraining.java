package org.guardband.ensembles.lora;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.guardband.ensembles.training.TrainingListener;
import org.guardband.ensembles.training.TrainingRun;
import org.guardband.ensembles.transformer.ClassWeights;
import org.guardband.ensembles.transformer.Classification;
import org.guardband.ensembles.transformer.Dropout;
import org.guardband.ensembles.transformer.EnsembleNetwork;
import org.guardband.ensembles.transformer.Linear;
import org.guardband.ensembles.transformer.Member;
import org.guardband.ensembles.transformer.Network;
import org.guardband.ensembles.transformer.Place;
import org.guardband.ensembles.transformer.SequenceInput;
import org.guardband.ensembles.transformer.Site;
import org.guardband.ensembles.transformer.Variation;
import org.guardband.ensembles.transformer.Weight;
import org.guardband.kernels.Kernels;

/**
 * The training of a LoRA ensemble: adapters and heads of all members at once, by back-propagation
 * through the frozen base, the loss being the mean of the members' cross-entropies.
 *
 * <p>The members are coupled by one thing alone: the gradient is clipped by its norm over all
 * members together, and a member's part of it is 1/M of what it would be alone. AdamW takes out
 * that factor, but for its ε.
 *
 * <p>The result is the same at any number of threads; {@link #save} and {@link #resume} continue a
 * run to the same bits. Belongs to one thread.
 *
 * <p>Source: Mühlematter, Halbheer et al. 2024, arXiv 2405.14438, and its reference implementation
 * prs-eth/LoRA-Ensemble. Difference: biases of the heads start at zero.
 */
public final class LoraTraining {

    private final EnsembleNetwork network;
    private final Kernels kernels;
    private final TrainingRun run;

    private LoraTraining(EnsembleNetwork network, Kernels kernels, TrainingRun run) {
        this.network = network;
        this.kernels = kernels;
        this.run = run;
    }

    /**
     * A training that has not begun.
     *
     * @param base the frozen network, which is shared, not copied; its labels are the classes
     * @param input n ≥ 1 rows
     * @param labels class of each row
     * @param options members and optimiser
     * @param kernels what computes
     * @return the training
     * @throws IllegalArgumentException if the input or a label does not fit the base
     */
    public static LoraTraining of(
            Network base, SequenceInput input, int[] labels, LoraOptions options, Kernels kernels) {
        return of(base, input, labels, ClassWeights.equal(), options, kernels);
    }

    /**
     * A training that has not begun, with weights of the classes in the loss.
     *
     * @param base the frozen network, which is shared, not copied; its labels are the classes
     * @param input n ≥ 1 rows
     * @param labels class of each row
     * @param weights weights of the classes
     * @param options members and optimiser
     * @param kernels what computes
     * @return the training
     * @throws IllegalArgumentException if the input, a label or the weights do not fit the base
     */
    public static LoraTraining of(
            Network base,
            SequenceInput input,
            int[] labels,
            ClassWeights weights,
            LoraOptions options,
            Kernels kernels) {
        List<Member> members = new ArrayList<>();
        List<Weight> trained = new ArrayList<>();
        for (int m = 0; m < options.members(); m++) {
            Member member = member(base, options, m);
            members.add(member);
            trained.addAll(member.weights());
        }
        EnsembleNetwork network = EnsembleNetwork.of(base, members, kernels);
        Classification objective =
                new Classification(
                        network,
                        input,
                        labels,
                        weights,
                        options.mode(),
                        new Dropout(0, options.dropout(), options.training().seed()));
        return new LoraTraining(
                network, kernels, TrainingRun.of(objective, trained, options.training(), kernels));
    }

    /** A member as it starts: B is zero, so that all members are the base but for their heads. */
    private static Member member(Network base, LoraOptions options, int index) {
        long seed = options.training().seed() + 0x9E3779B97F4A7C15L * (index + 1);
        Map<Place, Variation> variations = new TreeMap<>();
        for (Place place : base.places()) {
            Linear map = base.map(place);
            String module = map.module();
            if (place.site() == Site.HEAD) {
                Weight weight =
                        options.head()
                                .matrix(map.weight().name(), map.outputs(), map.inputs(), seed);
                Weight bias =
                        Weight.wrap(map.bias().name(), new float[map.outputs()], map.outputs());
                variations.put(place, new Variation.Replaced(new Linear(weight, bias)));
            } else if (options.sites().contains(place.site())) {
                int rank = options.rank();
                variations.put(
                        place,
                        new Variation.LowRank(
                                options.down()
                                        .matrix(
                                                module + ".lora_A.weight",
                                                rank,
                                                map.inputs(),
                                                seed),
                                Weight.wrap(
                                        module + ".lora_B.weight",
                                        new float[map.outputs() * rank],
                                        map.outputs(),
                                        rank),
                                (float) options.scaling(),
                                Optional.empty()));
            }
        }
        return new Member("adapter-" + index, variations);
    }

    /**
     * The run, for single steps and the number of steps that are done.
     *
     * @return the run
     */
    public TrainingRun run() {
        return run;
    }

    /**
     * Runs to the end, or until the listener stops it.
     *
     * @param listener told of each epoch
     * @return this training
     */
    public LoraTraining run(TrainingListener listener) {
        run.run(listener);
        return this;
    }

    /**
     * The ensemble as it is now, which later steps do not change.
     *
     * @return the members over the shared base
     */
    public LoraEnsemble ensemble() {
        return LoraEnsemble.of(
                network.base(), network.members().stream().map(Member::copy).toList(), kernels);
    }

    /**
     * Saves the position of the run; {@link #saveAdapters} saves the result.
     *
     * @param file a safetensors file
     * @throws IOException if it cannot be written
     */
    public void save(Path file) throws IOException {
        run.save(file);
    }

    /**
     * Goes on where a training of the same base, rows and options was saved.
     *
     * @param file what {@link #save} wrote
     * @throws org.guardband.ensembles.safetensors.CheckpointException if it is damaged or of
     *     another training
     * @throws IOException if it cannot be read
     */
    public void resume(Path file) throws IOException {
        run.resume(file);
    }

    /**
     * Writes every member as a PEFT adapter, which {@link LoraEnsemble#read} reads back.
     *
     * @param folder the folder, in which {@code adapter-0}, {@code adapter-1}, … are made
     * @return the folders of the adapters
     * @throws IOException if a file cannot be written
     */
    public List<Path> saveAdapters(Path folder) throws IOException {
        List<Path> folders = new ArrayList<>();
        for (Member member : network.members()) {
            Path place = folder.resolve(member.name());
            AdapterFolder.write(member, network.base(), place);
            folders.add(place);
        }
        return folders;
    }
}
