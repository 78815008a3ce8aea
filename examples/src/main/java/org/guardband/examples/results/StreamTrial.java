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
    private final boolean[] covered;
    private final double[] widths;

    private StreamTrial(String method, int hours) {
        this.method = method;
        this.covered = new boolean[hours];
        this.widths = new double[hours];
    }

    /** Thresholds for |load − forecast|. */
    static StreamTrial of(String method, OnlineConformal stream, double[] errors) {
        StreamTrial trial = new StreamTrial(method, errors.length);
        for (int t = 0; t < errors.length; t++) {
            double threshold = stream.predict();
            trial.note(t, new Interval(-threshold, threshold), errors[t]);
            stream.observe(Math.abs(errors[t]));
        }
        return trial;
    }

    /** Intervals for load − forecast. */
    static StreamTrial of(String method, OnlineIntervals stream, double[] errors) {
        StreamTrial trial = new StreamTrial(method, errors.length);
        for (int t = 0; t < errors.length; t++) {
            trial.note(t, stream.predict(), errors[t]);
            stream.observe(errors[t]);
        }
        return trial;
    }

    /** One interval for all hours. */
    static StreamTrial of(String method, Interval interval, double[] errors) {
        StreamTrial trial = new StreamTrial(method, errors.length);
        for (int t = 0; t < errors.length; t++) {
            trial.note(t, interval, errors[t]);
        }
        return trial;
    }

    private void note(int t, Interval interval, double error) {
        covered[t] = interval.contains(error);
        widths[t] = interval.width();
    }

    String method() {
        return method;
    }

    int hours() {
        return covered.length;
    }

    double coverage() {
        return coverage(0, hours());
    }

    private double coverage(int from, int to) {
        int hits = 0;
        for (int t = from; t < to; t++) {
            hits += covered[t] ? 1 : 0;
        }
        return (double) hits / (to - from);
    }

    /** The coverage of the last hours up to some hour, that one not included. */
    double rollingCoverage(int end) {
        return coverage(end - ROLLING, end);
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
        RollingCoverage rolling = RollingCoverage.of(covered, ROLLING);
        return rolling.at(rolling.lowest()).share();
    }

    double highestCoverage() {
        RollingCoverage rolling = RollingCoverage.of(covered, ROLLING);
        return rolling.at(rolling.highest()).share();
    }
}
