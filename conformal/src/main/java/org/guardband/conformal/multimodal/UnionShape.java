package org.guardband.conformal.multimodal;

import org.guardband.core.batch.RealBatch;
import org.guardband.core.numeric.Arguments;

/** What scores of whole batches check. */
final class UnionShape {

    /** Rows of a block, where they are asked for one by one. */
    static final int BLOCK = 64;

    private UnionShape() {}

    static void requireTruths(RealBatch batch, double[] y, double[] out) {
        Arguments.sameLength("y", y.length, "the batch", batch.size());
        Arguments.sameLength("out", out.length, "the batch", batch.size());
        Arguments.allFinite("y", y);
    }
}
