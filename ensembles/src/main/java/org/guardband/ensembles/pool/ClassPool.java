package org.guardband.ensembles.pool;

import org.guardband.core.batch.CategoricalBatch;
import org.guardband.core.calibration.Calibration;
import org.guardband.ensembles.ClassMembers;

/**
 * A rule that makes one class distribution a row from those of the members: immutable, and saved as
 * a model document. The result is an ordinary batch, with the members' classes.
 */
public interface ClassPool extends Calibration<ClassMembers, CategoricalBatch> {

    /**
     * Pools every row.
     *
     * @param members what each member says of the rows
     * @return one distribution per row
     * @throws IllegalArgumentException if the pool was made for another number of members or
     *     classes
     */
    @Override
    CategoricalBatch apply(ClassMembers members);
}
