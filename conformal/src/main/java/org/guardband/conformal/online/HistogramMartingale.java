package org.guardband.conformal.online;

import java.util.Arrays;
import org.guardband.core.model.ModelDocument;
import org.guardband.core.model.ModelReader;
import org.guardband.core.numeric.Arguments;

/**
 * The plug-in martingale with a histogram: it bets the estimated density of the p-values so far,
 * m(cⱼ + a)/(n + ma) with cⱼ of n earlier p-values in the j-th of m equal bins. It finds departures
 * of any shape, slower than a bet on the right one.
 *
 * <p>The paper estimates by a Gaussian kernel with reflections at 0 and 1, which is {@link
 * KernelMartingale}; a histogram with a &gt; 0 is a density by construction and costs O(1).
 *
 * <p>Source: Fedorova, Gammerman, Nouretdinov, Vovk 2012, arXiv 1204.3251.
 */
public final class HistogramMartingale implements BettingMartingale {

    private static final String METHOD = "histogram-martingale";

    private final double prior;
    private final double[] counts;
    private double total;
    private double logValue;

    private HistogramMartingale(double prior, double[] counts, double logValue) {
        this.prior = Arguments.positive("prior", prior);
        Arguments.atLeast("bins", counts.length, 1);
        this.counts = Arguments.allNonNegative("counts", counts);
        this.total = Arrays.stream(counts).sum();
        this.logValue = Arguments.finite("logValue", logValue);
    }

    /**
     * Ten bins, a = 1.
     *
     * @return the martingale at its start
     */
    public static HistogramMartingale start() {
        return start(10, 1);
    }

    /**
     * With other bins.
     *
     * @param bins m ≥ 1
     * @param prior a &gt; 0
     * @return the martingale at its start
     * @throws IllegalArgumentException if a parameter is out of range
     */
    public static HistogramMartingale start(int bins, double prior) {
        return new HistogramMartingale(prior, new double[Arguments.atLeast("bins", bins, 1)], 0);
    }

    @Override
    public void observe(double p) {
        int m = counts.length;
        int bin = Math.min(m - 1, (int) (BettingMartingale.checked(p) * m));
        logValue += Math.log(m * (counts[bin] + prior) / (total + m * prior));
        counts[bin]++;
        total++;
    }

    @Override
    public double logValue() {
        return logValue;
    }

    @Override
    public ModelDocument toDocument() {
        return ModelDocument.of(METHOD)
                .put("prior", prior)
                .put("counts", counts)
                .put("log-value", logValue)
                .build();
    }

    /** Reads {@code histogram-martingale} models. */
    public static final class Reader implements ModelReader {

        /** Called by the service loader. */
        public Reader() {}

        @Override
        public String method() {
            return METHOD;
        }

        @Override
        public HistogramMartingale read(ModelDocument document) {
            return new HistogramMartingale(
                    document.number("prior"),
                    document.numbers("counts"),
                    document.number("log-value"));
        }
    }
}
