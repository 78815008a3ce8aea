package org.guardband.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.guardband.core.batch.CategoricalBatch;
import org.guardband.core.batch.RealBatch;
import org.guardband.core.table.PredictionKind;
import org.guardband.core.table.PredictionTable;
import org.guardband.core.table.TableException;
import org.guardband.ensembles.ClassMembers;
import org.guardband.ensembles.RealMembers;

/** The tables of the members of an ensemble: the same rows, one kind of prediction. */
final class MemberTables {

    private static final Set<PredictionKind> REAL =
            Set.of(PredictionKind.GAUSSIAN, PredictionKind.QUANTILES, PredictionKind.SAMPLES);

    private final List<Path> files;
    private final List<PredictionTable> tables;
    private final Notes notes;

    private MemberTables(List<Path> files, List<PredictionTable> tables, Notes notes) {
        this.files = files;
        this.tables = tables;
        this.notes = notes;
    }

    static MemberTables read(List<Path> files, ColumnsOption columns, double tolerance, Notes notes)
            throws IOException {
        if (files.size() < 2) {
            throw new IllegalArgumentException(
                    "an ensemble has two members or more, got " + files.size());
        }
        List<PredictionTable> tables = new ArrayList<>();
        for (Path file : files) {
            Wording.requireTable(file);
            tables.add(columns.read(file, tolerance));
        }
        MemberTables members = new MemberTables(files, tables, notes);
        for (int m = 1; m < files.size(); m++) {
            members.checkAgainstFirst(m);
        }
        return members;
    }

    private void checkAgainstFirst(int m) {
        PredictionTable first = tables.get(0);
        PredictionTable other = tables.get(m);
        if (other.rows() != first.rows()) {
            throw new TableException(
                    files.get(m)
                            + ": must have as many rows as "
                            + files.get(0)
                            + " ("
                            + first.rows()
                            + "), has "
                            + other.rows());
        }
        if (areClasses(other) != areClasses(first) || areReal(other) != areReal(first)) {
            throw new TableException(
                    files.get(m)
                            + ": must hold the kind of prediction of "
                            + files.get(0)
                            + ", one of classes and the other of numbers");
        }
        for (String truth : new String[] {"label", "y"}) {
            if (first.table().has(truth) && other.table().has(truth)) {
                checkTruths(truth, first, other);
            }
        }
    }

    private void checkTruths(String column, PredictionTable first, PredictionTable other) {
        boolean numbers = column.equals("y");
        double[] y = numbers ? first.targets() : new double[0];
        double[] otherY = numbers ? other.targets() : new double[0];
        for (int i = 0; i < first.rows(); i++) {
            String text = first.table().column(column).text(i);
            String otherText = other.table().column(column).text(i);
            boolean same = numbers ? y[i] == otherY[i] : text.equals(otherText);
            if (!same) {
                throw new TableException(
                        other.table().place(i)
                                + ": "
                                + column
                                + ": must be that of "
                                + files.get(0)
                                + " ("
                                + text
                                + "), is "
                                + otherText);
            }
        }
    }

    private static boolean areClasses(PredictionTable table) {
        return table.has(PredictionKind.PROBABILITIES) || table.has(PredictionKind.LOGITS);
    }

    private static boolean areReal(PredictionTable table) {
        return REAL.stream().anyMatch(table::has);
    }

    /** The first member's table, whose other columns are passed on. */
    PredictionTable first() {
        return tables.get(0);
    }

    boolean areClasses() {
        boolean classes = areClasses(first());
        if (!classes && !areReal(first())) {
            throw new TableException(
                    files.get(0)
                            + ": holds no predictions that can be pooled: class probabilities,"
                            + " logits, Gaussian predictions, quantiles or samples");
        }
        return classes;
    }

    /** Class probabilities, labels in the order of the first table. */
    ClassMembers classes() {
        List<String> labels = first().classLabels();
        List<CategoricalBatch> members = new ArrayList<>();
        for (PredictionTable table : tables) {
            members.add(table.categorical(labels));
        }
        return ClassMembers.of(members);
    }

    RealMembers numbers() {
        List<RealBatch> members = new ArrayList<>();
        for (PredictionTable table : tables) {
            members.add(RealInputs.distributions(table, notes));
        }
        return RealMembers.of(members);
    }
}
