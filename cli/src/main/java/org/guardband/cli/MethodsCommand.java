package org.guardband.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code guardband methods}: what there is. */
@Command(
        name = "methods",
        mixinStandardHelpOptions = true,
        description =
                "Lists every method: name, module, input, output, guarantee, paper; of one that is"
                        + " named tells all, with its options.")
final class MethodsCommand implements Callable<Integer> {

    @Spec @Nullable CommandSpec spec;

    @Parameters(
            paramLabel = "WORD",
            arity = "0..*",
            description =
                    "The name of a method, or only methods that hold all these words, for instance:"
                            + " lower group, or set.")
    List<String> words = List.of();

    @Override
    public Integer call() {
        CommandSpec command = Objects.requireNonNull(spec);
        PrintWriter out = command.commandLine().getOut();
        Optional<MethodEntry> named =
                words.size() == 1 ? MethodRegistry.find(words.get(0)) : Optional.empty();
        if (named.isPresent()) {
            new MethodPage(named.get(), command.root()).lines().forEach(out::println);
            out.flush();
            return 0;
        }
        List<List<String>> lines = new ArrayList<>();
        lines.add(List.of("method", "module", "input", "output", "guarantee", "paper"));
        for (MethodEntry method : MethodRegistry.all()) {
            List<String> line = cells(method);
            String text = String.join(" ", line).toLowerCase(Locale.ROOT);
            if (words.stream().allMatch(word -> text.contains(word.toLowerCase(Locale.ROOT)))) {
                lines.add(line);
            }
        }
        if (lines.size() == 1) {
            throw new ParameterException(
                    command.commandLine(), "no method holds " + String.join(" and ", words));
        }
        TextTable.lines(lines).forEach(out::println);
        out.flush();
        return 0;
    }

    private static List<String> cells(MethodEntry method) {
        return List.of(
                method.name(),
                method.module(),
                method.input(),
                method.output(),
                method.guarantee(),
                method.paper());
    }
}
