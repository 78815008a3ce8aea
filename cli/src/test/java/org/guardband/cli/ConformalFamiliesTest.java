package org.guardband.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.guardband.core.model.ModelFiles;
import org.guardband.core.table.Tables;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every conformal family from end to end on real data: fit, apply, evaluate, the model file, and
 * what is refused.
 */
class ConformalFamiliesTest {

    @TempDir Path folder;

    /**
     * A method with tables that suit it.
     *
     * @param method its name
     * @param fit what it is fitted on
     * @param apply what it is applied to
     * @param needed columns of the first without which it cannot do
     * @param neededLater columns of the second
     * @param added columns that it adds
     * @param measured what evaluate says of them; nothing where it cannot
     * @param options of fit
     */
    record Case(
            String method,
            String fit,
            String apply,
            List<String> needed,
            List<String> neededLater,
            List<String> added,
            String measured,
            List<String> options) {
        @Override
        public String toString() {
            return method + options;
        }
    }

    static Stream<Case> cases() throws IOException {
        DiabetesTables data = DiabetesTables.read();
        int[] train = DiabetesTables.TRAIN;
        int[] cal = DiabetesTables.CAL;
        int[] test = DiabetesTables.TEST;
        int[] few = DiabetesTables.rows(0, 30);
        String numbers = data.numbers(cal);
        String more = data.numbers(test);
        String labels = data.labels(cal);
        List<String> ends = List.of("lower", "upper");
        List<String> union = List.of("lower", "upper", "union");
        List<Case> all = new ArrayList<>();
        List<String> xs = List.of("x:age", "x:bmi");
        for (String method : List.of("full-conformal-ridge", "full-conformal-knn")) {
            all.add(of(method, numbers, more, List.of("y"), xs, union, "intervals"));
        }
        all.add(of("conditional", numbers, more, List.of("y"), xs, ends, "intervals"));
        all.add(
                of(
                        "conditional",
                        numbers,
                        more,
                        List.of("mean", "y"),
                        List.of("mean", "x:bp"),
                        ends,
                        "intervals",
                        "--score",
                        "absolute"));
        String folds = data.folds(train, 5);
        String byFold = data.byFold(train, 5, test);
        List<String> foldColumns = List.of("mean", "fold", "y");
        List<String> means = List.of("mean:0", "mean:4");
        all.add(of("cv-plus", folds, byFold, foldColumns, means, ends, "intervals"));
        all.add(of("cv-minmax", folds, byFold, foldColumns, means, ends, "intervals"));
        all.add(of("cross-conformal", folds, byFold, foldColumns, means, union, "intervals"));
        String loo = data.folds(few, few.length);
        String byLoo = data.byFold(few, few.length, test);
        List<String> truth = List.of("mean", "y");
        all.add(of("jackknife-plus", loo, byLoo, truth, List.of("mean:29"), ends, "intervals"));
        all.add(of("jackknife-minmax", loo, byLoo, truth, List.of("mean:0"), ends, "intervals"));
        String bagged = data.bagged(train, 15, train);
        String baggedTest = data.bagged(train, 15, test);
        List<String> bags = List.of("bag:3", "y");
        String after = "jackknife-after-bootstrap";
        all.add(of(after, bagged, baggedTest, bags, List.of("s:3"), ends, "intervals"));
        all.add(
                of(
                        after,
                        bagged,
                        baggedTest,
                        bags,
                        List.of("s:3"),
                        ends,
                        "intervals",
                        "--median",
                        "--minmax"));
        String targets = data.targets(cal);
        List<String> both = List.of("y:progress", "y:pressure");
        for (String form : List.of("bonferroni", "max", "copula", "max-rank", "ellipsoid")) {
            all.add(
                    of(
                            "multi-target-" + form,
                            targets,
                            data.targets(test),
                            both,
                            List.of("mean:progress"),
                            List.of("lower:progress", "upper:pressure"),
                            "boxes of several targets"));
        }
        List<String> label = List.of("label");
        List<String> set = List.of("set");
        all.add(
                of(
                        "multilabel",
                        labels,
                        data.labels(test),
                        label,
                        List.of("p:much"),
                        List.of("certain", "set"),
                        "sets of several labels"));
        for (String method : List.of("risk-control", "risk-threshold", "learn-then-test")) {
            all.add(
                    of(
                            method,
                            labels,
                            data.labels(test),
                            label,
                            List.of("p:much"),
                            set,
                            "sets of several labels",
                            "--level",
                            "0.2"));
        }
        all.add(
                of(
                        "conditional-classes",
                        data.classesWithFeatures(cal),
                        data.classesWithFeatures(test),
                        label,
                        List.of("p:mid", "x:bmi"),
                        set,
                        "label sets"));
        String classes = data.classes(cal);
        all.add(
                of(
                        "selective",
                        classes,
                        data.classes(test),
                        label,
                        List.of("p:mid"),
                        List.of("answer", "confidence"),
                        "answers",
                        "--level",
                        "0.5"));
        for (String method :
                List.of("aci", "dtaci", "sf-ogd", "saocp", "conformal-pid", "rolling")) {
            all.add(of(method, numbers, more, List.of("y"), List.of("mean"), ends, "intervals"));
            all.add(
                    of(
                            method,
                            classes,
                            data.classes(test),
                            label,
                            List.of("p:mid"),
                            set,
                            "label sets"));
        }
        for (String method : List.of("agaci", "enbpi")) {
            all.add(of(method, numbers, more, truth, List.of("mean"), ends, "intervals"));
        }
        all.add(
                of(
                        "drift-alarm",
                        numbers,
                        more,
                        List.of("y"),
                        List.of("mean"),
                        List.of("log-capital", "alarm"),
                        ""));
        return all.stream();
    }

    private static Case of(
            String method,
            String fit,
            String apply,
            List<String> needed,
            List<String> neededLater,
            List<String> added,
            String measured,
            String... options) {
        return new Case(method, fit, apply, needed, neededLater, added, measured, List.of(options));
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private CommandRun fit(Case its, String table) throws IOException {
        List<Object> command =
                new ArrayList<>(
                        List.of("fit", its.method, write("cal.csv", table), "-o", path("model")));
        command.addAll(its.options);
        return CommandRun.of(command.toArray());
    }

    private CommandRun apply(String table) throws IOException {
        return CommandRun.of("apply", path("model"), write("test.csv", table), "-o", path("out"));
    }

    private Path path(String what) {
        return folder.resolve(what.equals("model") ? "model.json" : what + ".csv");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void fitApplyEvaluate(Case its) throws IOException {
        CommandRun fitted = fit(its, its.fit);
        assertThat(fitted.status()).as(fitted.err()).isZero();
        String model = Files.readString(path("model"));
        assertThat(ModelFiles.toJson(ModelFiles.read(path("model")))).isEqualTo(model);
        CommandRun applied = apply(its.apply);
        assertThat(applied.status()).as(applied.err()).isZero();
        assertThat(Tables.read(path("out")).names()).containsAll(its.added);
        String out = Files.readString(path("out"));
        apply(its.apply);
        assertThat(Files.readString(path("out"))).isEqualTo(out);
        assertThat(Files.readString(path("model"))).isEqualTo(model);
        if (!its.measured.isEmpty()) {
            CommandRun evaluated =
                    CommandRun.of(
                            "evaluate", path("out"), "-o", folder.resolve("r.html"), "--json");
            assertThat(evaluated.status()).as(evaluated.err()).isZero();
            assertThat(evaluated.out()).contains("\"" + its.measured + "\"");
            assertThat(folder.resolve("r.html")).isNotEmptyFile();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void fitRefusesWhatIsNotThere(Case its) throws IOException {
        for (String column : its.needed) {
            CommandRun run = fit(its, without(its.fit, column));
            assertRefused(run, path("cal"), column);
            assertThat(path("model")).doesNotExist();
        }
        assertRefused(fit(its, header(its.fit)), path("cal"), "has no rows to fit on");
        String column = its.needed.get(its.needed.size() - 1);
        String wrong = column.equals("label") ? "what?" : "NaN";
        assertRefused(fit(its, with(its.fit, column, wrong)), path("cal"), ":4: " + column + ": ");
        assertThat(path("model")).doesNotExist();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void applyRefusesWhatIsNotThere(Case its) throws IOException {
        assertThat(fit(its, its.fit).status()).isZero();
        for (String column : its.neededLater) {
            assertRefused(apply(without(its.apply, column)), path("test"), column);
            assertRefused(
                    apply(with(its.apply, column, "NaN")), path("test"), ":4: " + column + ": ");
            assertThat(path("out")).doesNotExist();
        }
        CommandRun none = apply(header(its.apply));
        assertThat(none.status()).as(none.err()).isZero();
        assertThat(Files.readString(path("out")).lines()).hasSize(1);
    }

    /** With one row there is nothing to promise: sets are everything, or it is said in one line. */
    @ParameterizedTest
    @MethodSource("cases")
    void oneRow(Case its) throws IOException {
        String one = String.join("\n", its.fit.lines().limit(2).toList()) + "\n";
        CommandRun run = fit(its, one);
        if (run.status() != 0) {
            assertThat(run.status()).as(run.err()).isEqualTo(2);
            assertThat(run.err().lines()).hasSize(1);
            assertThat(path("model")).doesNotExist();
            return;
        }
        CommandRun applied = apply(its.apply);
        if (applied.status() != 0) {
            // as many models as rows, and the table is of more
            assertThat(applied.status()).as(applied.err()).isEqualTo(2);
            assertThat(applied.err().lines().filter(line -> !line.contains(": note: "))).hasSize(1);
        }
    }

    private static void assertRefused(CommandRun run, Path file, String told) {
        assertThat(run.status()).as(run.err()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        List<String> lines = run.err().lines().filter(l -> !l.contains(": note: ")).toList();
        assertThat(lines).hasSize(1);
        assertThat(lines.get(0)).startsWith(file + ":").contains(told);
    }

    private static String header(String csv) {
        return csv.substring(0, csv.indexOf('\n') + 1);
    }

    private static String without(String csv, String column) {
        int at = Arrays.asList(header(csv).strip().split(",", -1)).indexOf(column);
        StringBuilder out = new StringBuilder();
        csv.lines()
                .forEach(
                        line -> {
                            List<String> cells =
                                    new ArrayList<>(Arrays.asList(line.split(",", -1)));
                            cells.remove(at);
                            out.append(String.join(",", cells)).append('\n');
                        });
        return out.toString();
    }

    /** The cell of a column in line 4 replaced. */
    private static String with(String csv, String column, String cell) {
        int at = Arrays.asList(header(csv).strip().split(",", -1)).indexOf(column);
        List<String> lines = new ArrayList<>(csv.lines().toList());
        String[] cells = lines.get(3).split(",", -1);
        cells[at] = cell;
        lines.set(3, String.join(",", cells));
        return String.join("\n", lines) + "\n";
    }
}
