package org.guardband.kernels;

/**
 * The constants of one step of Adam (Kingma and Ba 2015, arXiv 1412.6980) or AdamW (Loshchilov and
 * Hutter 2019, arXiv 1711.05101): with g the gradient,
 *
 * <pre>
 * w ← w (1 − shrink),  g ← g + l2 · w
 * m ← β₁ m + (1 − β₁) g,  v ← β₂ v + (1 − β₂) g²
 * w ← w − rate · m / (√v / rootCorrection + ε)
 * </pre>
 *
 * where {@code rate} holds the correction of m already: η / (1 − β₁ᵗ), and {@code rootCorrection}
 * is √(1 − β₂ᵗ). This is the order in which PyTorch takes them.
 *
 * @param rate η / (1 − β₁ᵗ)
 * @param beta1 β₁
 * @param beta2 β₂
 * @param epsilon ε
 * @param rootCorrection √(1 − β₂ᵗ)
 * @param l2 coupled weight decay, added to the gradient
 * @param shrink decoupled weight decay, η times its factor
 */
public record AdamStep(
        double rate,
        double beta1,
        double beta2,
        double epsilon,
        double rootCorrection,
        double l2,
        double shrink) {}
