package org.guardband.cli.demo;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.guardband.cli.report.svg.Decimals;
import org.guardband.core.set.Intervals;

/** The lines of the table on early stopping. */
final class StoppingRows {

    static final List<String> COLUMNS =
            List.of("early stopping", "asked", "got", "sd of got", "width");

    static final int SPLITS = 30;

    private StoppingRows() {}

    /** A way to use held-out rows. */
    private record Way(String name, Function<StoppingTrial, Intervals> sets) {}

    private static List<Way> ways() {
        return List.of(
                new Way("none, the last epoch", StoppingTrial::last),
                new Way("half stops, half calibrates", StoppingTrial::halves),
                new Way("the same rows for both", StoppingTrial::naive),
                new Way("ces, the same rows for both", StoppingTrial::allowed));
    }

    /** Coverage and mean width of one split. */
    private record Outcome(double got, double width) {

        static Outcome of(Intervals sets, double[] y) {
            int hits = 0;
            double width = 0;
            for (int i = 0; i < y.length; i++) {
                hits += sets.contains(i, y[i]) ? 1 : 0;
                width += (sets.upper(i) - sets.lower(i)) / y.length;
            }
            return new Outcome((double) hits / y.length, width);
        }
    }

    static List<List<String>> run() {
        DataFile file = DataFile.read("diabetes");
        double[][] features =
                file.matrix(file.header().stream().filter(name -> !name.equals("y")).toList());
        double[] y = file.numbers("y");
        List<Way> ways = ways();
        List<List<Outcome>> splits =
                IntStream.range(0, SPLITS)
                        .parallel()
                        .mapToObj(seed -> outcomes(ways, features, y, seed))
                        .toList();
        return IntStream.range(0, ways.size())
                .mapToObj(
                        w ->
                                line(
                                        ways.get(w).name(),
                                        splits.stream().map(split -> split.get(w)).toList()))
                .toList();
    }

    private static List<Outcome> outcomes(
            List<Way> ways, double[][] features, double[] y, long seed) {
        Split split = Split.of(y.length, StoppingTrial.TRAIN, StoppingTrial.HELD_OUT, seed);
        StoppingTrial trial = StoppingTrial.train(features, y, split, seed);
        double[] truths = Arrays.stream(split.test()).mapToDouble(i -> y[i]).toArray();
        return ways.stream().map(way -> Outcome.of(way.sets().apply(trial), truths)).toList();
    }

    private static List<String> line(String name, List<Outcome> splits) {
        double mean = splits.stream().mapToDouble(Outcome::got).average().orElseThrow();
        double squares =
                splits.stream().mapToDouble(o -> (o.got() - mean) * (o.got() - mean)).sum();
        return List.of(
                name,
                Decimals.fixed(StoppingTrial.ASKED.value(), 2),
                Decimals.fixed(mean, 3),
                Decimals.fixed(Math.sqrt(squares / (splits.size() - 1)), 3),
                Decimals.fixed(
                        splits.stream().mapToDouble(Outcome::width).average().orElseThrow(), 0));
    }
}
