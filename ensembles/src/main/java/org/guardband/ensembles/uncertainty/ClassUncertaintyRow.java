package org.guardband.ensembles.uncertainty;

import static org.guardband.ensembles.uncertainty.ClassUncertaintyPart.ALEATORIC_ENTROPY;
import static org.guardband.ensembles.uncertainty.ClassUncertaintyPart.ALEATORIC_VARIANCE;
import static org.guardband.ensembles.uncertainty.ClassUncertaintyPart.DISAGREEMENT;
import static org.guardband.ensembles.uncertainty.ClassUncertaintyPart.EPISTEMIC_VARIANCE;
import static org.guardband.ensembles.uncertainty.ClassUncertaintyPart.EXPECTED_PAIRWISE_KL;
import static org.guardband.ensembles.uncertainty.ClassUncertaintyPart.MUTUAL_INFORMATION;
import static org.guardband.ensembles.uncertainty.ClassUncertaintyPart.REVERSE_MUTUAL_INFORMATION;
import static org.guardband.ensembles.uncertainty.ClassUncertaintyPart.TOTAL_ENTROPY;
import static org.guardband.ensembles.uncertainty.ClassUncertaintyPart.TOTAL_VARIANCE;
import static org.guardband.ensembles.uncertainty.ClassUncertaintyPart.VARIATION_RATIO;

import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import org.guardband.ensembles.ClassMembers;

/** The formulas on one row, with scratch of one block. */
final class ClassUncertaintyRow {

    private final Map<ClassUncertaintyPart, double[]> columns;
    private final ClassMembers members;
    private final double[] weights;
    private final double[][] p;
    private final double[] pooled;
    private final double[] logPooled;

    /** Σ w_m ln p_mk per class. */
    private final double[] meanLog;

    private final int[] votes;

    ClassUncertaintyRow(
            ClassMembers members, double[] weights, Map<ClassUncertaintyPart, double[]> columns) {
        int classes = members.classes();
        this.columns = columns;
        this.members = members;
        this.weights = weights;
        this.p = new double[weights.length][classes];
        this.pooled = new double[classes];
        this.logPooled = new double[classes];
        this.meanLog = new double[classes];
        this.votes = new int[classes];
    }

    void measure(int row) {
        double aleatoric = entropiesAndLogs(row);
        double total = 0;
        double mutual = 0;
        double reverse = 0;
        double totalVariance = 0;
        double aleatoricVariance = 0;
        double epistemicVariance = 0;
        for (int k = 0; k < pooled.length; k++) {
            double mean = pooled[k];
            if (mean > 0) {
                total -= mean * logPooled[k];
                reverse += mean * (logPooled[k] - meanLog[k]);
            }
            totalVariance += mean * (1 - mean);
            for (int m = 0; m < weights.length; m++) {
                double own = p[m][k];
                if (own > 0 && weights[m] > 0) {
                    mutual += weights[m] * own * (Math.log(own) - logPooled[k]);
                }
                aleatoricVariance += weights[m] * own * (1 - own);
                epistemicVariance += weights[m] * (own - mean) * (own - mean);
            }
        }
        mutual = Math.max(0, mutual); // rounding of members that agree
        reverse = Math.max(0, reverse);
        set(TOTAL_ENTROPY, row, Math.max(0, total));
        set(ALEATORIC_ENTROPY, row, Math.max(0, aleatoric));
        set(MUTUAL_INFORMATION, row, mutual);
        set(REVERSE_MUTUAL_INFORMATION, row, reverse);
        set(EXPECTED_PAIRWISE_KL, row, mutual + reverse);
        set(TOTAL_VARIANCE, row, Math.max(0, totalVariance));
        set(ALEATORIC_VARIANCE, row, Math.max(0, aleatoricVariance));
        set(EPISTEMIC_VARIANCE, row, epistemicVariance);
        countVotes(row);
    }

    private void set(ClassUncertaintyPart part, int row, double value) {
        Objects.requireNonNull(columns.get(part), "part")[row] = value;
    }

    /** Fills the row's scratch; returns the mean entropy of the members. */
    private double entropiesAndLogs(int row) {
        Arrays.fill(pooled, 0);
        Arrays.fill(meanLog, 0);
        double entropy = 0;
        for (int m = 0; m < weights.length; m++) {
            members.copyRow(m, row, p[m]);
            if (weights[m] == 0) {
                continue; // 0 · ln 0 would be NaN
            }
            for (int k = 0; k < pooled.length; k++) {
                double own = p[m][k];
                double log = Math.log(own);
                pooled[k] += weights[m] * own;
                meanLog[k] += weights[m] * log;
                entropy -= own > 0 ? weights[m] * own * log : 0;
            }
        }
        for (int k = 0; k < pooled.length; k++) {
            logPooled[k] = Math.log(pooled[k]);
        }
        return entropy;
    }

    private void countVotes(int row) {
        Arrays.fill(votes, 0);
        int winner = mostProbable(pooled);
        double agreeing = 0;
        for (int m = 0; m < weights.length; m++) {
            int vote = mostProbable(p[m]);
            votes[vote]++;
            agreeing += vote == winner ? weights[m] : 0;
        }
        long count = weights.length;
        double alike = 0;
        for (int v : votes) {
            alike += 0.5 * v * (v - 1);
        }
        double pairs = 0.5 * count * (count - 1);
        set(VARIATION_RATIO, row, Math.max(0, 1 - agreeing));
        set(DISAGREEMENT, row, pairs == 0 ? 0 : 1 - alike / pairs);
    }

    /** The first of several. */
    static int mostProbable(double[] row) {
        int best = 0;
        for (int k = 1; k < row.length; k++) {
            if (row[k] > row[best]) {
                best = k;
            }
        }
        return best;
    }
}
