package org.guardband.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** All that there is to say of one method, with those options only that it looks at. */
final class MethodPage {

    private final MethodEntry method;
    private final CommandSpec root;

    /** {@code root} is the whole command, which knows the options of its parts. */
    MethodPage(MethodEntry method, CommandSpec root) {
        this.method = method;
        this.root = root;
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(method.name() + ", of the module " + method.module());
        lines.add("");
        lines.add("reads      " + method.input());
        lines.add("writes     " + method.output());
        lines.add("guarantee  " + method.guarantee());
        lines.add("source     " + method.paper());
        lines.add("");
        lines.add("  guardband fit " + method.name() + " CAL" + beside() + " -o MODEL.json");
        lines.add("  guardband apply MODEL.json TEST" + beside() + " -o OUT");
        options("fit", FitCommand.COMMON, lines);
        options("apply", ApplyCommand.COMMON, lines);
        return lines;
    }

    /** The files that have to lie beside the predictions. */
    private String beside() {
        return (method.options().contains(EdgesOption.NAME) ? " --edges EDGES.csv" : "")
                + (method.options().contains(DetectionOptions.TRUTH) ? " --truth TRUTH.json" : "");
    }

    private void options(String name, Set<String> common, List<String> lines) {
        CommandSpec command = Objects.requireNonNull(root.subcommands().get(name)).getCommandSpec();
        CommandSpec shown = CommandSpec.create();
        for (OptionSpec option : command.options()) {
            String longest = option.longestName();
            boolean standard = option.usageHelp() || option.versionHelp();
            if (!standard && (common.contains(longest) || method.options().contains(longest))) {
                shown.addOption(OptionSpec.builder(option).build());
            }
        }
        shown.usageMessage().sortOptions(false);
        lines.add("");
        lines.add("Options of " + name + ":");
        new CommandLine(shown).getHelp().optionList().lines().forEach(lines::add);
    }
}
