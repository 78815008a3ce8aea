package org.guardband.detection.kde;

/**
 * The kernel calibration error of one category at one IoU threshold.
 *
 * @param category the category's position in the catalogue
 * @param threshold the IoU threshold of the matching
 * @param detections how many detections count
 * @param bandwidth the bandwidth h that was used
 * @param error (1/n) Σ |r̂ᵢ − sᵢ|^q
 */
public record CategoryKernelError(
        int category, double threshold, int detections, double bandwidth, double error) {}
