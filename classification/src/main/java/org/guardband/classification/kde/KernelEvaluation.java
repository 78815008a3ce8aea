package org.guardband.classification.kde;

/** How the sums over all other rows are formed. */
public enum KernelEvaluation {
    /** Term by term: O(n²) time, blocked and parallel, O(n) memory. */
    DIRECT,
    /**
     * By expansions over cells of about two kernel widths: O(n) time after the sort for any
     * bandwidth but those so small that a cell holds a handful of rows, and then O(n) too. Every
     * kernel value is met with a relative error below 10⁻¹², and less than 10⁻¹³ of a row's sum is
     * left out, so that a kernel sum is met to about 10⁻¹² relative, beside rounding. Rounding of
     * the exponent, about 10⁻¹⁶/h, is common to both ways and the larger part for h below 10⁻⁴.
     */
    NEAR_LINEAR
}
