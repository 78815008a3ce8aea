package org.guardband.ensembles.hypothesis;

import org.guardband.classification.hypothesis.TestResult;
import org.guardband.ensembles.MemberWeights;

/**
 * The outcome of a test whether a set of classifiers is calibrated.
 *
 * @param test the minimum of the statistic and its p-value
 * @param weights where the minimum was found
 */
public record SetTestResult(TestResult test, MemberWeights weights) {

    /**
     * Whether calibration of every combination is refused.
     *
     * @param level the type-I error that is accepted, for instance 0.05
     * @return {@code p-value <= level}
     */
    public boolean refuses(double level) {
        return test.refuses(level);
    }
}
