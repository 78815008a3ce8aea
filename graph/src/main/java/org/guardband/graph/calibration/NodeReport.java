package org.guardband.graph.calibration;

import java.util.Arrays;
import org.guardband.classification.measure.BrierScore;
import org.guardband.classification.measure.CalibrationErrors;
import org.guardband.classification.measure.ClassView;
import org.guardband.classification.measure.LogLoss;
import org.guardband.classification.measure.TopAccuracy;
import org.guardband.classification.measure.TriweightKernelError;
import org.guardband.classification.measure.ViewedMeasure;
import org.guardband.core.batch.CategoricalBatch;
import org.guardband.core.numeric.Arguments;

/**
 * The measures of Hsu et al. 2022 (arXiv 2210.06391) on some nodes, as fractions (their tables give
 * hundredths).
 *
 * @param calibrationError expected calibration error of the confidence in 15 equal-width bins; a
 *     confidence on an edge counts below it, in the authors' code above
 * @param classWiseError the same of every class's probability, the mean over classes
 * @param kernelError the kernel density form (KDE-ECE) with a triweight kernel mirrored at 0 and 1;
 *     the authors' cap of the frequency at one never binds, as numerator and denominator share one
 *     kernel
 * @param logLoss mean −ln p of the truth, p at least 2⁻⁵²
 * @param brierScore mean of Σ (p_k − y_k)²
 * @param accuracy share of nodes whose most probable class is the true one
 */
public record NodeReport(
        double calibrationError,
        double classWiseError,
        double kernelError,
        double logLoss,
        double brierScore,
        double accuracy) {

    private static final int BINS = 15;

    /**
     * Measures some nodes.
     *
     * @param probabilities one distribution per node of the graph
     * @param labels one class index per node of the graph; others than those of {@code nodes} are
     *     not looked at
     * @param nodes the nodes to measure, at least one
     * @return the measures
     * @throws IllegalArgumentException if lengths differ, a node or a label is out of range or
     *     there is no node
     */
    public static NodeReport of(CategoricalBatch probabilities, int[] labels, int[] nodes) {
        Arguments.sameLength("labels", labels.length, "the nodes", probabilities.size());
        Arguments.atLeast("number of nodes", nodes.length, 1);
        Arguments.allIndices("nodes", nodes, probabilities.size());
        CategoricalBatch chosen = probabilities.select(nodes);
        int[] truths = Arrays.stream(nodes).map(v -> labels[v]).toArray();
        return new NodeReport(
                CalibrationErrors.expected(BINS).value(chosen, truths),
                CalibrationErrors.classWise(BINS).value(chosen, truths),
                new ViewedMeasure(ClassView.confidence(), new TriweightKernelError())
                        .value(chosen, truths),
                new LogLoss(LogLoss.DEFAULT_FLOOR).value(chosen, truths),
                new BrierScore().value(chosen, truths),
                TopAccuracy.accuracy().value(chosen, truths));
    }
}
