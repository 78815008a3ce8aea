package org.guardband.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.guardband.cli.demo.DemoCommand;
import org.guardband.core.file.AtomicFile;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParseResult;

/** The {@code guardband} command. */
@Command(
        name = "guardband",
        mixinStandardHelpOptions = true,
        versionProvider = Guardband.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        description =
                "Turns a model's predictions into calibrated distributions, guaranteed intervals and"
                        + " guaranteed sets.",
        footer = {
            "",
            "Tables are .csv, .csv.gz or .npz; the header tells what they hold:",
            "  p:<label> ... label   class probabilities, true label",
            "  z:<label> ... label   logits, true label",
            "  p, label              probability of an event, 1 if it happened, else 0",
            "  mean, sd, y           Gaussian predictions, truth",
            "  q:<level> ... y       quantiles, truth",
            "  s:<i> ... y           samples, truth",
            "  group, weight         group of each row, weight of each row",
            "Columns with other names: --columns mean=y_pred,sd=std,y=y_true.",
            "An .npz may hold images: p or z of shape (N, H, W, K) or (H, W, K), label of shape",
            "(N, H, W) or (H, W) with classes 0 ... K-1, optionally labels with their K names.",
            "Exit status: 0, or 2 for bad input with FILE:LINE: column: what is wrong.",
        },
        subcommands = {
            DemoCommand.class,
            MethodsCommand.class,
            FitCommand.class,
            ApplyCommand.class,
            EvaluateCommand.class,
            AggregateCommand.class,
            EnsembleTestCommand.class,
            PredictLoraCommand.class
        })
public final class Guardband {

    static final int BAD_INPUT = 2;

    /** Made by picocli. */
    public Guardband() {}

    /**
     * Runs the command and ends the program.
     *
     * @param args what follows {@code guardband} on the command line
     */
    public static void main(String[] args) {
        // the progress bar's terminal library would otherwise complain of itself
        System.setProperty("org.jline.terminal.disableDeprecatedProviderWarning", "true");
        PrintWriter out = utf8(FileDescriptor.out);
        PrintWriter err = utf8(FileDescriptor.err);
        int status = run(out, err, args);
        out.flush();
        err.flush();
        System.exit(status);
    }

    private static PrintWriter utf8(FileDescriptor stream) {
        return new PrintWriter(
                new OutputStreamWriter(new FileOutputStream(stream), StandardCharsets.UTF_8));
    }

    /**
     * Runs the command.
     *
     * @param out what the command prints
     * @param err complaints and notes
     * @param args what follows {@code guardband} on the command line
     * @return the exit status
     */
    static int run(PrintWriter out, PrintWriter err, String... args) {
        CommandLine command = new CommandLine(new Guardband());
        command.setOut(out);
        command.setErr(err);
        command.setCaseInsensitiveEnumValuesAllowed(true);
        command.setParameterExceptionHandler(Complaints::ofParameters);
        command.setExecutionExceptionHandler(Complaints::ofExecution);
        command.setExecutionStrategy(parsed -> helpOfMethod(parsed, command, out));
        if (args.length == 0) {
            command.usage(out);
            return 0;
        }
        return command.execute(args);
    }

    /** With a method's name before it, {@code fit … --help} tells of that method alone. */
    private static int helpOfMethod(ParseResult parsed, CommandLine command, PrintWriter out) {
        if (parsed.hasSubcommand()
                && parsed.subcommand().isUsageHelpRequested()
                && parsed.subcommand().commandSpec().userObject() instanceof FitCommand fit) {
            Optional<MethodEntry> method = MethodRegistry.find(fit.methodName);
            if (method.isPresent()) {
                new MethodPage(method.get(), command.getCommandSpec())
                        .lines()
                        .forEach(out::println);
                return 0;
            }
        }
        return new CommandLine.RunLast().execute(parsed);
    }

    /** The version that the jar's manifest tells. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = AtomicFile.class.getPackage().getImplementationVersion();
            return new String[] {
                "guardband " + (version == null ? "(unpackaged)" : version),
                "Java " + Runtime.version() + ", " + System.getProperty("java.vm.name")
            };
        }
    }
}
