package org.guardband.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.guardband.cli.terminal.Progress;
import org.guardband.core.batch.CategoricalBatch;
import org.guardband.core.batch.GaussianBatch;
import org.guardband.core.batch.RealBatch;
import org.guardband.core.file.AtomicFile;
import org.guardband.core.model.ModelFiles;
import org.guardband.core.model.ModelFormatException;
import org.guardband.core.model.Persistent;
import org.guardband.core.table.Column;
import org.guardband.core.table.PredictionTable;
import org.guardband.core.table.Table;
import org.guardband.core.table.Tables;
import org.guardband.ensembles.ClassMembers;
import org.guardband.ensembles.RealMembers;
import org.guardband.ensembles.pool.ClassPool;
import org.guardband.ensembles.pool.RealPool;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code guardband aggregate}: the members of an ensemble to one prediction a row. */
@Command(
        name = "aggregate",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Makes one prediction a row from those of the members of an ensemble, one table"
                        + " each with the same rows, and tells in columns u:<part> how far the"
                        + " members agree. All other columns are those of the first table."
                        + " Detections (.json, with --truth) get the spread of the members' boxes"
                        + " as bbox_sd.")
final class AggregateCommand implements Callable<Integer> {

    @Spec @Nullable CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "MEMBER.csv", description = "One table per member.")
    List<Path> members = List.of();

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "OUT.csv",
            description = "The table to write: .csv, .csv.gz or .npz; .json for detections.")
    Path output = Path.of("");

    @Option(names = "--pool", paramLabel = "NAME", description = PoolChoice.POOLS)
    String pool = "";

    @Option(names = "--weights", paramLabel = "W", description = PoolChoice.WEIGHTS)
    String weights = "";

    @Option(
            names = "--save",
            paramLabel = "MODEL.json",
            description = "Also save the pool with its weights, for --model.")
    Optional<Path> save = Optional.empty();

    @Option(
            names = "--model",
            paramLabel = "MODEL.json",
            description = "Take a saved pool, learned on other rows.")
    Optional<Path> model = Optional.empty();

    @Mixin ColumnsOption columns = new ColumnsOption();

    @Mixin DetectionPools detections = new DetectionPools();

    @Option(names = "--tolerance", paramLabel = "X", description = Wording.TOLERANCE)
    double tolerance = PredictionTable.DEFAULT_TOLERANCE;

    @Override
    public Integer call() throws IOException {
        CommandSpec command = Objects.requireNonNull(spec);
        if (model.isPresent() && !(pool.isEmpty() && weights.isEmpty())) {
            throw new IllegalArgumentException(
                    "--model has a pool and weights of its own; leave --pool and --weights out");
        }
        AtomicFile.requireWritable(output);
        if (detections.areMeant(members, output)) {
            columns.requireNone(members.get(0));
            poolDetections(command);
            return 0;
        }
        Tables.requireWritable(output);
        if (save.isPresent()) {
            AtomicFile.requireWritable(save.get());
        }
        Notes notes = new Notes(command.commandLine().getErr(), members.get(0).toString());
        try (Progress progress = Progress.onTerminal()) {
            progress.phase("Reading " + members.size() + " tables");
            MemberTables tables = MemberTables.read(members, columns, tolerance, notes);
            progress.phase("Pooling");
            PoolChoice choice = new PoolChoice(pool, PoolChoice.split(weights));
            List<Column> added =
                    tables.areClasses() ? classes(tables, choice) : numbers(tables, choice);
            progress.phase("Writing " + output.getFileName());
            Table kept =
                    tables.first()
                            .passedThrough()
                            .select(name -> !name.startsWith(UncertaintyColumns.PREFIX));
            List<Column> all = new ArrayList<>(kept.columns());
            all.addAll(added);
            Tables.write(output, Table.of(all));
        }
        return 0;
    }

    private void poolDetections(CommandSpec command) throws IOException {
        if (model.isPresent() || save.isPresent()) {
            throw new IllegalArgumentException(
                    "--model and --save are for tables; pools of detections learn nothing");
        }
        Notes notes = new Notes(command.commandLine().getErr(), members.get(0).toString());
        try (Progress progress = Progress.onTerminal()) {
            progress.phase("Pooling " + members.size() + " files of detections");
            PoolChoice choice = new PoolChoice(pool, PoolChoice.split(weights));
            detections.pool(members, choice, output, notes);
        }
    }

    private List<Column> classes(MemberTables tables, PoolChoice choice) throws IOException {
        ClassMembers all = tables.classes();
        ClassPool chosen =
                model.isPresent()
                        ? saved(model.get(), ClassPool.class, "classes")
                        : choice.forClasses(all, () -> tables.first().labels(all.labels()));
        CategoricalBatch pooled = chosen.apply(all);
        saveIfAsked(chosen);
        List<Column> columns = new ArrayList<>(ClassColumns.of(pooled));
        columns.addAll(UncertaintyColumns.of(all));
        return columns;
    }

    private List<Column> numbers(MemberTables tables, PoolChoice choice) throws IOException {
        RealMembers all = tables.numbers();
        RealPool chosen =
                model.isPresent()
                        ? saved(model.get(), RealPool.class, "numbers")
                        : choice.forNumbers(all, () -> tables.first().targets());
        RealBatch pooled = chosen.apply(all);
        saveIfAsked(chosen);
        List<Double> levels =
                pooled instanceof GaussianBatch ? List.of() : new ApplyOptions().levels();
        List<Column> columns = RecalibrationMethods.distributions(pooled, levels);
        columns.addAll(UncertaintyColumns.of(all));
        return columns;
    }

    private void saveIfAsked(Persistent chosen) throws IOException {
        if (save.isPresent()) {
            ModelFiles.write(save.get(), chosen);
        }
    }

    private static <T> T saved(Path file, Class<T> type, String kind) throws IOException {
        Persistent read = ModelFiles.read(file);
        if (type.isInstance(read)) {
            return type.cast(read);
        }
        throw new ModelFormatException(
                file + ": must hold a pool of " + kind + ", holds a model of another kind");
    }
}
