package org.guardband.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.guardband.core.table.ColumnRenames;
import org.guardband.core.table.PredictionTable;
import org.guardband.core.table.TableException;
import org.guardband.core.table.Tables;
import picocli.CommandLine.Option;

/** Reads tables whose columns have names of their own. */
final class ColumnsOption {

    static final String NAME = "--columns";

    @Option(
            names = NAME,
            paramLabel = "NAME=THEIRS",
            split = ",",
            arity = "1",
            description =
                    "Names of columns in the files read, where they are others, for instance"
                            + " mean=y_pred,sd=std,y=y_true or p:*=prob_*.")
    List<String> pairs = List.of();

    PredictionTable read(Path file, double tolerance) throws IOException {
        return PredictionTable.of(Tables.read(file, renames()), tolerance);
    }

    ColumnRenames renames() {
        try {
            return ColumnRenames.of(pairs);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(NAME + ": " + e.getMessage(), e);
        }
    }

    /** Refuses the option where files are read that are no tables of named columns. */
    void requireNone(Path file) {
        if (!pairs.isEmpty()) {
            throw new TableException(
                    file + ": " + NAME + " is for tables of predictions, which this is not");
        }
    }
}
