package org.guardband.conformal.classification;

import org.guardband.core.numeric.SeededUniforms;

/**
 * The uniform number u in (0, 1] of a row: 1 for deterministic scores, else a pure function of
 * seed, use, index and content of the row.
 *
 * <p>The content is mixed in because a service that predicts one row at a time asks for index 0
 * every time: with the index alone all its rows would share one u, and the coverage over them would
 * be that of one lucky or unlucky draw instead of the asked one. Calibration and test rows draw
 * from different streams, for u has to be independent between a held-out row and a test row that is
 * its double. Public for predictors of other rooms that score rows one by one.
 */
public final class RowUniforms {

    /** For held-out rows. */
    public static final long CALIBRATION = 1;

    /** For rows to be predicted. */
    public static final long TEST = 2;

    private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;

    private final boolean random;
    private final SeededUniforms uniforms;

    /**
     * The numbers of a score.
     *
     * @param score tells by its seed whether they are random
     * @param stream {@link #CALIBRATION} or {@link #TEST}
     */
    public RowUniforms(ClassScore score, long stream) {
        random = score.seed().isPresent();
        uniforms = new SeededUniforms(score.seed().orElse(0), stream);
    }

    /**
     * The number of a row.
     *
     * @param index its position
     * @param row its probabilities
     * @return u in (0, 1]
     */
    public double at(int index, double[] row) {
        return random ? 1 - uniforms.at(index, hash(row)) : 1;
    }

    /** Four polynomial hashes side by side, so that the multiplications need not wait. */
    private static long hash(double[] row) {
        long a = row.length;
        long b = 1;
        long c = 2;
        long d = 3;
        int k = 0;
        for (; k + 3 < row.length; k += 4) {
            a = (a ^ Double.doubleToRawLongBits(row[k])) * MULTIPLIER;
            b = (b ^ Double.doubleToRawLongBits(row[k + 1])) * MULTIPLIER;
            c = (c ^ Double.doubleToRawLongBits(row[k + 2])) * MULTIPLIER;
            d = (d ^ Double.doubleToRawLongBits(row[k + 3])) * MULTIPLIER;
            // the product's low bits know nothing of the factor's high bits, where doubles differ
            a ^= a >>> 32;
            b ^= b >>> 32;
            c ^= c >>> 32;
            d ^= d >>> 32;
        }
        for (; k < row.length; k++) {
            a = (a ^ Double.doubleToRawLongBits(row[k])) * MULTIPLIER;
            a ^= a >>> 32;
        }
        return a + 3 * b + 5 * c + 7 * d;
    }
}
