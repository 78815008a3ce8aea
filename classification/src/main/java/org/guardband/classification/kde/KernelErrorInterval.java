package org.guardband.classification.kde;

/**
 * A kernel calibration error with the uncertainty of its sample.
 *
 * @param estimate the error of the sample
 * @param lower the lower end of the interval, ≥ 0
 * @param upper the upper end
 * @param standardError the standard deviation of the resampled errors
 */
public record KernelErrorInterval(
        double estimate, double lower, double upper, double standardError) {}
