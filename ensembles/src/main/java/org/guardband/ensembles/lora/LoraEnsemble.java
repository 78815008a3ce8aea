package org.guardband.ensembles.lora;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.guardband.core.batch.LogitBatch;
import org.guardband.core.numeric.Arguments;
import org.guardband.ensembles.transformer.Checkpoint;
import org.guardband.ensembles.transformer.EnsembleNetwork;
import org.guardband.ensembles.transformer.Member;
import org.guardband.ensembles.transformer.Network;
import org.guardband.ensembles.transformer.SequenceInput;
import org.guardband.kernels.Kernels;

/**
 * A LoRA ensemble: one frozen transformer and M low-rank adapters, each with a head of its own,
 * whose members are run together over the shared weights.
 *
 * <p>What the members say comes as one {@link LogitBatch} each. The paper's reference
 * implementation scores the mean of the members' softmaxes by log loss and Brier score, but reports
 * the accuracy and the calibration error of the softmax of their mean logits. These are two
 * different predictions; {@link MemberLogits} has both under their names.
 *
 * <p>Memory is that of the base network and the adapters, never that of M networks, and the
 * activations of a few rows.
 *
 * <p>Source: Mühlematter, Halbheer et al. 2024, "LoRA-Ensemble", arXiv 2405.14438.
 */
public final class LoraEnsemble {

    private final EnsembleNetwork network;

    private LoraEnsemble(EnsembleNetwork network) {
        this.network = network;
    }

    /**
     * An ensemble of adapters in memory.
     *
     * @param base the shared network
     * @param adapters the members, at least one
     * @param kernels what computes
     * @return the ensemble
     * @throws IllegalArgumentException if there is no adapter or one does not fit the base
     */
    public static LoraEnsemble of(Network base, List<Member> adapters, Kernels kernels) {
        Arguments.atLeast("number of adapters", adapters.size(), 1);
        return new LoraEnsemble(EnsembleNetwork.of(base, adapters, kernels));
    }

    /**
     * Reads a checkpoint and adapters; factors that lie in F16 or BF16 stay so in memory.
     *
     * @param checkpoint a folder in the layout of Hugging Face ({@link Checkpoint})
     * @param adapters folders in the layout of PEFT ({@link AdapterFolder}), at least one
     * @param kernels what computes
     * @return the ensemble
     * @throws org.guardband.ensembles.safetensors.CheckpointException if a file breaks a rule
     * @throws IOException if a file cannot be read
     */
    public static LoraEnsemble read(Path checkpoint, List<Path> adapters, Kernels kernels)
            throws IOException {
        Arguments.atLeast("number of adapters", adapters.size(), 1);
        Network base = Checkpoint.read(checkpoint);
        List<Member> members = new ArrayList<>();
        for (Path adapter : adapters) {
            members.add(AdapterFolder.readAsStored(adapter, base));
        }
        return of(base, members, kernels);
    }

    /**
     * The members over the shared network.
     *
     * @return the network
     */
    public EnsembleNetwork network() {
        return network;
    }

    /**
     * What every member says of every row.
     *
     * @param input n rows
     * @return the members' logits
     * @throws IllegalArgumentException if the base network does not take this input
     */
    public MemberLogits predict(SequenceInput input) {
        List<String> labels = network.base().labels();
        List<LogitBatch> members = new ArrayList<>();
        for (float[] logits : network.logits(input)) {
            members.add(LogitBatch.wrap(logits, labels));
        }
        return new MemberLogits(members);
    }

    @Override
    public String toString() {
        return "LoraEnsemble[" + network + "]";
    }
}
