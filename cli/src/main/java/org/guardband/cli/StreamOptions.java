package org.guardband.cli;

import java.util.List;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;

/** Options of methods for rows that come one after another. */
final class StreamOptions {

    /** How an alarm bets. */
    enum Martingale {
        SIMPLE_JUMPER,
        MIXTURE,
        HISTOGRAM;

        @Override
        public String toString() {
            return FitOptions.spelled(this);
        }
    }

    @Option(
            names = "--window",
            paramLabel = "N",
            description =
                    "How many of the last scores count (aci, agaci, dtaci, rolling; default 1000).")
    Optional<Integer> window = Optional.empty();

    @Option(
            names = "--step",
            paramLabel = "X",
            split = ",",
            description =
                    "Step size of the error level (aci, one; agaci, dtaci, several); default as in"
                            + " the papers.")
    List<Double> step = List.of();

    @Option(
            names = "--scale",
            paramLabel = "X",
            description =
                    "How large scores get (sf-ogd, saocp, conformal-pid); default the largest of"
                            + " the first rows.")
    Optional<Double> scale = Optional.empty();

    @Option(
            names = "--season",
            paramLabel = "N",
            description =
                    "Forecast scores from those N rows before (conformal-pid); default no"
                            + " forecast.")
    Optional<Integer> season = Optional.empty();

    @Option(
            names = "--batch",
            paramLabel = "N",
            description = "After how many rows errors are taken up (enbpi), default 1.")
    int batch = 1;

    @Option(
            names = "--symmetric",
            description = "Intervals that are symmetric (enbpi): for few first rows.")
    boolean symmetric;

    @Option(
            names = "--false-alarm",
            paramLabel = "D",
            description =
                    "How probable an alarm may ever be without drift (drift-alarm), default 0.01.")
    double falseAlarm = 0.01;

    @Option(
            names = "--martingale",
            paramLabel = "NAME",
            converter = MartingaleConverter.class,
            description = "simple-jumper (default), mixture or histogram (drift-alarm).")
    Martingale martingale = Martingale.SIMPLE_JUMPER;

    /** What stands on top of online scaling. */
    enum Calibeating {
        NONE,
        TRACKING,
        HEDGING;

        @Override
        public String toString() {
            return FitOptions.spelled(this);
        }
    }

    @Option(
            names = "--calibeating",
            paramLabel = "NAME",
            converter = CalibeatingConverter.class,
            description =
                    "none (default), tracking, or hedging, which draws (online-platt,"
                            + " online-beta).")
    Calibeating calibeating = Calibeating.NONE;

    /** Forms of calibeating by name. */
    static final class CalibeatingConverter implements ITypeConverter<Calibeating> {
        @Override
        public Calibeating convert(String text) {
            return FitOptions.named(text, Calibeating.values());
        }
    }

    /** Martingales by name. */
    static final class MartingaleConverter implements ITypeConverter<Martingale> {
        @Override
        public Martingale convert(String text) {
            return FitOptions.named(text, Martingale.values());
        }
    }
}
