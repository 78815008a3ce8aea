package org.guardband.cli;

import java.util.List;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/** Refuses options that the method at hand would not look at. */
final class OptionCheck {

    private OptionCheck() {}

    /** {@code common} are the options of this command that every method has. */
    static void of(CommandSpec command, Set<String> common, MethodEntry method) {
        for (OptionSpec option : command.commandLine().getParseResult().matchedOptionsSet()) {
            String name = option.longestName();
            if (!common.contains(name) && !method.options().contains(name)) {
                List<String> known =
                        method.options().stream()
                                .filter(command.optionsMap()::containsKey)
                                .sorted()
                                .toList();
                throw new ParameterException(
                        command.commandLine(),
                        name
                                + " is no option of "
                                + method.name()
                                + "; it has "
                                + (known.isEmpty() ? "none" : String.join(", ", known)));
            }
        }
    }
}
