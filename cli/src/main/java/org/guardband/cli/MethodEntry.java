package org.guardband.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.guardband.core.model.Persistent;
import org.guardband.core.table.Column;
import org.guardband.core.table.PredictionTable;

/**
 * One method of the command.
 *
 * @param name what the user types, and as a rule the name in model files
 * @param module the room that it comes from
 * @param input what it reads
 * @param output what {@code apply} adds
 * @param guarantee what it promises
 * @param paper where it is from
 * @param options the options of {@code fit} and {@code apply} that it knows beside those that every
 *     method has, with dashes
 * @param handling fits and applies it
 */
record MethodEntry(
        String name,
        String module,
        String input,
        String output,
        String guarantee,
        String paper,
        Set<String> options,
        Handling handling) {

    MethodEntry {
        options = Set.copyOf(options);
    }

    /** A method that reads a table and adds columns to one. */
    MethodEntry(
            String name,
            String module,
            String input,
            String output,
            String guarantee,
            String paper,
            Set<String> options,
            Fit fit,
            Apply apply) {
        this(name, module, input, output, guarantee, paper, options, new OfTable(fit, apply));
    }

    /** What a method reads and writes. */
    sealed interface Handling permits OfTable, OfFiles {}

    /**
     * Reads tables, which the command reads and checks, and adds columns to them.
     *
     * @param fit fits it
     * @param apply applies what was fitted
     */
    record OfTable(Fit fit, Apply apply) implements Handling {}

    /**
     * Reads and writes on its own what is not one table: a folder, or another format.
     *
     * @param fit fits it
     * @param apply applies what was fitted
     */
    record OfFiles(FitFiles fit, ApplyFiles apply) implements Handling {}

    /** Fits a method to held-out predictions and truths. */
    @FunctionalInterface
    interface Fit {
        Persistent fit(PredictionTable heldOut, FitOptions options, Notes notes) throws IOException;
    }

    /** Applies a fitted method. */
    @FunctionalInterface
    interface Apply {
        List<Column> apply(
                Persistent model, PredictionTable rows, ApplyOptions options, Notes notes)
                throws IOException;
    }

    /** Fits a method to what it finds at a path. */
    @FunctionalInterface
    interface FitFiles {
        Persistent fit(Path heldOut, FitOptions options, Notes notes) throws IOException;
    }

    /** Applies a fitted method to what it finds at a path, and writes the output. */
    @FunctionalInterface
    interface ApplyFiles {
        void apply(Persistent model, Path rows, Path output, ApplyOptions options, Notes notes)
                throws IOException;
    }
}
