package org.guardband.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.guardband.cli.terminal.Progress;
import org.guardband.core.file.AtomicFile;
import org.guardband.core.table.Column;
import org.guardband.core.table.NumberArrays;
import org.guardband.core.table.Table;
import org.guardband.core.table.TableException;
import org.guardband.core.table.Tables;
import org.guardband.ensembles.lora.AdapterFolder;
import org.guardband.ensembles.lora.LoraEnsemble;
import org.guardband.ensembles.lora.MemberLogits;
import org.guardband.ensembles.transformer.Checkpoint;
import org.guardband.ensembles.transformer.Member;
import org.guardband.ensembles.transformer.Network;
import org.guardband.ensembles.transformer.SequenceInput;
import org.guardband.kernels.Kernels;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code guardband predict-lora}: a checkpoint and adapters to predictions. */
@Command(
        name = "predict-lora",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Runs a LoRA ensemble from the files that Hugging Face and PEFT write: a ViT or BERT"
                        + " classifier and adapters beside it. Writes the ensemble's class"
                        + " probabilities, and with --members those of each member.",
        footer = {
            "",
            "INPUT.npz holds, for a ViT, pixels of shape (N, C, H, W), scaled and normalised as the",
            "model expects; for a BERT, input_ids and optionally attention_mask and token_type_ids",
            "of shape (N, T). An array label (N class names or numbers) is passed through.",
        })
final class PredictLoraCommand implements Callable<Integer> {

    /** What the members are merged into. */
    enum Merge {
        /** The mean of the members' softmaxes. */
        MEAN_OF_SOFTMAX,
        /** The members' mean logits. */
        MEAN_LOGITS
    }

    @Parameters(
            arity = "3..*",
            paramLabel = "CHECKPOINT ADAPTER... INPUT.npz",
            description =
                    "Folder with config.json and model.safetensors; folders with"
                            + " adapter_config.json and adapter_model.safetensors, one per member;"
                            + " what to predict.")
    List<Path> places = List.of();

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "OUT.npz",
            description = "The table of the ensemble's predictions: .npz, .csv or .csv.gz.")
    Path output = Path.of("");

    @Option(
            names = "--members",
            paramLabel = "DIR",
            description =
                    "Also write the logits of each member to DIR/member-0.npz, DIR/member-1.npz,"
                            + " ...")
    Path members = Path.of("");

    @Option(
            names = "--merge",
            paramLabel = "RULE",
            description =
                    "mean_of_softmax (default) writes probabilities p:<label>; mean_logits writes"
                            + " the members' mean logits z:<label>, whose softmax is sharper.")
    Merge merge = Merge.MEAN_OF_SOFTMAX;

    @Override
    public Integer call() throws IOException {
        Tables.requireWritable(output);
        AtomicFile.requireWritable(output);
        Path checkpoint = places.get(0);
        Path input = places.get(places.size() - 1);
        List<Path> adapters = places.subList(1, places.size() - 1);
        try (Progress progress = Progress.ofSteps(adapters.size() + 3)) {
            progress.phase("Reading " + checkpoint.getFileName());
            Network base = Checkpoint.read(checkpoint);
            progress.step();
            List<Member> read = new ArrayList<>();
            for (Path adapter : adapters) {
                progress.phase("Reading " + adapter.getFileName());
                read.add(AdapterFolder.read(adapter, base));
                progress.step();
            }
            LoraEnsemble ensemble = LoraEnsemble.of(base, read, Kernels.best());
            try (NumberArrays arrays = NumberArrays.open(input)) {
                SequenceInput rows = SequenceInputs.read(input, arrays, base);
                List<Column> labels = SequenceInputs.labels(input, arrays, base, rows.size());
                progress.step();
                progress.phase("Predicting " + rows.size() + " rows");
                MemberLogits logits = predict(input, ensemble, rows);
                progress.step();
                write(logits, labels);
            }
        }
        return 0;
    }

    private static MemberLogits predict(Path input, LoraEnsemble ensemble, SequenceInput rows) {
        try {
            return ensemble.predict(rows);
        } catch (IllegalArgumentException e) {
            throw new TableException(input + ": " + e.getMessage(), e);
        }
    }

    private void write(MemberLogits logits, List<Column> labels) throws IOException {
        if (!members.toString().isEmpty()) {
            Files.createDirectories(members);
            for (int m = 0; m < logits.members().size(); m++) {
                Tables.write(
                        members.resolve("member-" + m + ".npz"),
                        table(ClassColumns.of(logits.members().get(m)), labels));
            }
        }
        Tables.write(
                output,
                merge == Merge.MEAN_LOGITS
                        ? table(ClassColumns.of(logits.meanLogits()), labels)
                        : table(ClassColumns.of(logits.meanOfSoftmax()), labels));
    }

    private static Table table(List<Column> predictions, List<Column> labels) {
        List<Column> all = new ArrayList<>(predictions);
        all.addAll(labels);
        return Table.of(all);
    }
}
