package org.guardband.ensembles.calibration;

import org.guardband.classification.ClassCalibration;
import org.guardband.core.batch.CategoricalBatch;
import org.guardband.core.model.ModelDocument;
import org.guardband.core.model.ModelReader;
import org.guardband.ensembles.ClassMembers;
import org.guardband.ensembles.pool.ClassPool;

/**
 * A pool whose result is corrected; see {@link PoolThenCalibrate}.
 *
 * @param pool the pool
 * @param calibration what corrects the pooled probabilities
 */
public record PoolThenCalibration(ClassPool pool, ClassCalibration calibration)
        implements ClassPool {

    private static final String METHOD = "pool-then-calibrate";

    @Override
    public CategoricalBatch apply(ClassMembers members) {
        return calibration.apply(pool.apply(members));
    }

    @Override
    public ModelDocument toDocument() {
        return ModelDocument.of(METHOD)
                .put("pool", pool.toDocument())
                .put("calibration", calibration.toDocument())
                .build();
    }

    /** Reads {@code pool-then-calibrate} models. */
    public static final class Reader implements ModelReader {

        /** Called by the service loader. */
        public Reader() {}

        @Override
        public String method() {
            return METHOD;
        }

        @Override
        public PoolThenCalibration read(ModelDocument document) {
            return new PoolThenCalibration(
                    NestedPart.pool(document.child("pool")),
                    NestedPart.calibration(document.child("calibration")));
        }
    }
}
