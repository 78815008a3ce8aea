package org.guardband.ensembles.pool;

import org.guardband.core.batch.RealBatch;
import org.guardband.core.calibration.Calibration;
import org.guardband.ensembles.RealMembers;

/**
 * A rule that makes one distribution of a number a row from those of the members: immutable, and
 * saved as a model document. The result is an ordinary batch.
 */
public interface RealPool extends Calibration<RealMembers, RealBatch> {

    /**
     * Pools every row.
     *
     * @param members what each member says of the rows
     * @return one distribution per row
     * @throws IllegalArgumentException if the pool was made for another number of members
     */
    @Override
    RealBatch apply(RealMembers members);
}
