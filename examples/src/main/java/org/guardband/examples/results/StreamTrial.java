package org.guardband.examples.results;

import java.util.Arrays;
import org.guardband.conformal.metrics.RollingCoverage;
import org.guardband.conformal.online.OnlineConformal;
import org.guardband.conformal.online.OnlineIntervals;
import org.guardband.core.set.Interval;

/** What one method made of the series: hour by hour whether it covered, and how wide it was. */
final class StreamTrial {

    static final int ROLLING = 500;

    private final String method;
    private final double[] widths;
    private final int hits;
    private final RollingCoverage rolling;

    private StreamTrial(String method, Hours hours) {
        this.method = method;
        this.widths = hours.widths;
        this.hits = hours.hits;
        this.rolling = RollingCoverage.of(hours.covered, ROLLING);
    }

    /** Thresholds for |load − forecast|. */
    static StreamTrial of(String method, OnlineConformal stream, double[] errors) {
        Hours hours = new Hours(errors.length);
        for (int t = 0; t < errors.length; t++) {
            double threshold = stream.predict();
            hours.note(t, new Interval(-threshold, threshold), errors[t]);
            stream.observe(Math.abs(errors[t]));
        }
        return new StreamTrial(method, hours);
    }

    /** Intervals for load − forecast. */
    static StreamTrial of(String method, OnlineIntervals stream, double[] errors) {
        Hours hours = new Hours(errors.length);
        for (int t = 0; t < errors.length; t++) {
            hours.note(t, stream.predict(), errors[t]);
            stream.observe(errors[t]);
        }
        return new StreamTrial(method, hours);
    }

    /** One interval for all hours. */
    static StreamTrial of(String method, Interval interval, double[] errors) {
        Hours hours = new Hours(errors.length);
        for (int t = 0; t < errors.length; t++) {
            hours.note(t, interval, errors[t]);
        }
        return new StreamTrial(method, hours);
    }

    /** What is noted while a stream runs. */
    private static final class Hours {

        private final boolean[] covered;
        private final double[] widths;
        private int hits;

        Hours(int count) {
            this.covered = new boolean[count];
            this.widths = new double[count];
        }

        void note(int t, Interval interval, double error) {
            covered[t] = interval.contains(error);
            hits += covered[t] ? 1 : 0;
            widths[t] = interval.width();
        }
    }

    String method() {
        return method;
    }

    int hours() {
        return widths.length;
    }

    double coverage() {
        return (double) hits / hours();
    }

    /** The coverage of the last hours up to some hour, that one not included. */
    double rollingCoverage(int end) {
        return rolling.at(end - ROLLING).share();
    }

    double medianWidth(int from, int to) {
        double[] part = Arrays.copyOfRange(widths, from, to);
        Arrays.sort(part);
        return part[part.length / 2];
    }

    double shareInfinite() {
        return (double) Arrays.stream(widths).filter(Double::isInfinite).count() / hours();
    }

    double lowestCoverage() {
        return rolling.at(rolling.lowest()).share();
    }

    double highestCoverage() {
        return rolling.at(rolling.highest()).share();
    }
}
