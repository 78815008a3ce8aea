package org.guardband.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MethodsCommandTest {

    /** Names of methods stay as they are: people have scripts. New families test their own. */
    private static final List<String> LASTING =
            List.of("lac", "aps", "raps", "cqr", "normalized", "cv-plus", "ces", "crude", "platt");

    @Test
    void listsEveryMethodWithItsPaper() {
        CommandRun run = CommandRun.of("methods");
        assertThat(run.status()).isZero();
        assertThat(run.err()).isEmpty();
        List<String> lines = run.out().lines().toList();
        assertThat(lines.get(0)).matches("method +module +input +output +guarantee +paper");
        List<String> names =
                lines.stream().skip(2).map(line -> line.substring(0, line.indexOf(' '))).toList();
        assertThat(names)
                .containsExactlyElementsOf(
                        MethodRegistry.all().stream().map(MethodEntry::name).toList())
                .doesNotHaveDuplicates()
                .containsAll(LASTING)
                .allMatch(name -> name.matches("[a-z]+(-[a-z]+)*"));
        assertThat(lines.stream().skip(2))
                .allMatch(line -> line.matches(".*(arXiv|doi|PMLR) \\S+"));
    }

    @Test
    void listsThoseThatHoldAllWords() {
        CommandRun run = CommandRun.of("methods", "Q:<LEVEL>", "cqr");
        assertThat(run.status()).isZero();
        assertThat(run.out().lines().skip(2).toList())
                .isNotEmpty()
                .allMatch(line -> line.contains("q:<level>") && line.contains("cqr"));
        CommandRun none = CommandRun.of("methods", "no-such-word");
        assertThat(none)
                .isEqualTo(
                        new CommandRun(
                                2,
                                "",
                                "guardband methods: no method holds no-such-word"
                                        + " (see guardband methods --help)\n"));
    }

    @Test
    void tellsAllOfOneMethodWithItsOwnOptions() {
        CommandRun run = CommandRun.of("methods", "cqr");
        assertThat(run.status()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .contains(
                        "cqr, of the module conformal\n",
                        "reads      q:<level>, y\n",
                        "guarantee  P(y in interval) >= coverage\n",
                        "guardband fit cqr CAL -o MODEL.json\n",
                        "--asymmetric",
                        "--columns",
                        "--keep-predictions")
                .doesNotContain("--heads", "--martingale", "--edges");
        assertThat(run.out().lines()).allMatch(line -> line.length() <= 100);
        assertThat(CommandRun.of("methods", "gats").out())
                .contains("fit gats CAL --edges EDGES.csv -o", "TEST --edges EDGES.csv -o");
        assertThat(CommandRun.of("fit", "cqr", "--help")).isEqualTo(run);
        assertThat(CommandRun.of("fit", "nothing", "--help").out())
                .isEqualTo(CommandRun.of("fit", "--help").out());
    }

    @Test
    void everyMethodHasAPageWithTheOptionsThatItNames() {
        for (MethodEntry method : MethodRegistry.all()) {
            CommandRun run = CommandRun.of("methods", method.name());
            assertThat(run.status()).isZero();
            assertThat(method.options())
                    .allSatisfy(option -> assertThat(run.out()).contains(option));
        }
    }

    @Test
    void withoutACommandThereIsHelp() {
        CommandRun run = CommandRun.of();
        assertThat(run.status()).isZero();
        assertThat(run.out()).startsWith("Usage: guardband").contains("fit", "apply", "evaluate");
        for (String command : new String[] {"demo", "methods", "fit", "apply", "evaluate"}) {
            CommandRun help = CommandRun.of(command, "--help");
            assertThat(help.status()).isZero();
            assertThat(help.err()).isEmpty();
            assertThat(help.out()).startsWith("Usage: guardband " + command);
        }
        assertThat(CommandRun.of("--version").out()).startsWith("guardband ");
    }
}
