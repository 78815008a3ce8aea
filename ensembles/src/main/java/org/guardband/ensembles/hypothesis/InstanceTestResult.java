package org.guardband.ensembles.hypothesis;

import org.guardband.classification.hypothesis.TestResult;

/**
 * The outcome of a test with weights that were learned by row.
 *
 * @param test statistic and p-value, on rows that the weights were not learned from
 * @param learned the weights
 */
public record InstanceTestResult(TestResult test, GatedPool learned) {

    /**
     * Whether calibration of the learned combination is refused.
     *
     * @param level the type-I error that is accepted, for instance 0.05
     * @return {@code p-value <= level}
     */
    public boolean refuses(double level) {
        return test.refuses(level);
    }
}
