package org.guardband.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileSystemException;
import org.guardband.cli.terminal.FileFailure;
import org.guardband.core.table.MissingColumnException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Says in one line what is wrong. */
final class Complaints {

    /** Where this variable is set, a failure comes with its stack trace. */
    private static final String DEBUG = "GUARDBAND_DEBUG";

    private static final int INTERNAL = 1;

    private Complaints() {}

    static int ofParameters(ParameterException e, String[] args) {
        CommandLine command = e.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        print(
                command.getErr(),
                name + ": " + oneLine(e.getMessage()) + " (see " + name + " --help)",
                e);
        return Guardband.BAD_INPUT;
    }

    static int ofExecution(Exception e, CommandLine command, ParseResult parsed) {
        if (e instanceof ParameterException wrong) {
            return ofParameters(wrong, new String[0]);
        }
        String name = command.getCommandSpec().qualifiedName();
        if (e instanceof MissingColumnException missing
                && command.getCommandSpec().optionsMap().containsKey(ColumnsOption.NAME)) {
            print(command.getErr(), oneLine(missing.getMessage()) + hint(missing.column()), e);
            return Guardband.BAD_INPUT;
        }
        if (e instanceof IllegalArgumentException) {
            // the tables, the model files and the methods tell the place or the parameter
            print(command.getErr(), oneLine(e.getMessage()), e);
            return Guardband.BAD_INPUT;
        }
        if (e instanceof IOException io) {
            print(command.getErr(), ofFile(io, name), e);
            return Guardband.BAD_INPUT;
        }
        if (e instanceof ArithmeticException) {
            print(command.getErr(), name + ": " + oneLine(e.getMessage()), e);
            return Guardband.BAD_INPUT;
        }
        print(
                command.getErr(),
                name + ": internal error: " + e + " (set " + DEBUG + "=1 for where)",
                e);
        return INTERNAL;
    }

    private static String hint(String column) {
        return " (if it has another name there: " + ColumnsOption.NAME + " " + column + "=NAME)";
    }

    private static String ofFile(IOException e, String name) {
        if (!(e instanceof FileSystemException failure) || failure.getFile() == null) {
            return name + ": " + oneLine(e.getMessage());
        }
        return failure.getFile() + ": " + FileFailure.of(failure);
    }

    private static void print(PrintWriter err, String line, Exception e) {
        err.println(line);
        if (System.getenv(DEBUG) != null) {
            e.printStackTrace(err);
        }
        err.flush();
    }

    private static String oneLine(@Nullable String message) {
        return message == null ? "failed" : message.replaceAll("\\s*\\R\\s*", " ").strip();
    }
}
