package org.guardband.ensembles.pool;

import java.util.List;
import org.guardband.core.batch.GaussianBatch;
import org.guardband.core.numeric.Arguments;
import org.guardband.ensembles.RealMembers;

/**
 * Merging of members that predict several channels of one thing (the colours of a pixel, the
 * coordinates of a normal) with one weight a member for all channels of a row, as cross-domain
 * ensembles do: w_m = Σ_c σ_mc⁻² / Σ_m Σ_c σ_mc⁻²; per channel the mean Σ w_m μ_mc and the variance
 * Σ w_m² σ_mc², which takes the members' errors as uncorrelated.
 *
 * <p>With one channel this is {@link InverseVariancePool}. The spread of the members' means, with
 * divisor M − 1, is kept beside as epistemic variance; the merged variance does not contain it.
 *
 * <p>Source: Yeo, Kar, Zamir 2021, arXiv 2103.10919, in the form of the authors' demonstration.
 * Their channels are Laplace distributions with scale b, whose σ = √2 b is what enters here.
 *
 * @param channels the merged prediction of each channel
 * @param epistemicVariance per channel and row, the variance of the members' means; zero for one
 *     member
 */
public record CrossDomainMerge(List<GaussianBatch> channels, List<double[]> epistemicVariance) {

    /**
     * Copies the list.
     *
     * @param channels the merged prediction of each channel
     * @param epistemicVariance one column per channel
     */
    public CrossDomainMerge {
        channels = List.copyOf(channels);
        epistemicVariance = List.copyOf(epistemicVariance);
    }

    /**
     * Merges.
     *
     * @param channels what the members say of each channel: as many members and rows in each
     * @return the merged channels
     * @throws IllegalArgumentException if there is no channel, or channels differ in members or
     *     rows
     */
    public static CrossDomainMerge of(List<RealMembers> channels) {
        Arguments.atLeast("number of channels", channels.size(), 1);
        int members = channels.get(0).size();
        int rows = channels.get(0).rows();
        double[][] weight = new double[members][rows];
        for (int c = 0; c < channels.size(); c++) {
            RealMembers channel = channels.get(c);
            Arguments.sameLength("channels[" + c + "]", channel.size(), "channels[0]", members);
            Arguments.sameLength(
                    "rows of channels[" + c + "]", channel.rows(), "channels[0]", rows);
            double[][] sds = channel.standardDeviations();
            for (int m = 0; m < members; m++) {
                for (int i = 0; i < rows; i++) {
                    InverseVariancePool.requirePositive(m, i, sds[m][i]);
                    weight[m][i] += 1 / (sds[m][i] * sds[m][i]);
                }
            }
        }
        for (int i = 0; i < rows; i++) {
            double total = 0;
            for (double[] column : weight) {
                total += column[i];
            }
            for (double[] column : weight) {
                column[i] /= total;
            }
        }
        return new CrossDomainMerge(
                channels.stream().map(channel -> merged(channel, weight)).toList(),
                channels.stream().map(CrossDomainMerge::spread).toList());
    }

    private static GaussianBatch merged(RealMembers channel, double[][] weight) {
        double[][] means = channel.means();
        double[][] sds = channel.standardDeviations();
        double[] mean = new double[channel.rows()];
        double[] sd = new double[channel.rows()];
        for (int i = 0; i < mean.length; i++) {
            double variance = 0;
            for (int m = 0; m < means.length; m++) {
                mean[i] += weight[m][i] * means[m][i];
                double part = weight[m][i] * sds[m][i];
                variance += part * part;
            }
            sd[i] = Math.sqrt(variance);
        }
        return GaussianBatch.wrap(mean, sd);
    }

    private static double[] spread(RealMembers channel) {
        double[][] means = channel.means();
        int members = means.length;
        double[] variance = new double[channel.rows()];
        for (int i = 0; i < variance.length && members > 1; i++) {
            double centre = 0;
            for (double[] column : means) {
                centre += column[i] / members;
            }
            for (double[] column : means) {
                variance[i] += (column[i] - centre) * (column[i] - centre) / (members - 1);
            }
        }
        return variance;
    }
}
