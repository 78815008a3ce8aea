package org.guardband.tribuo.method;

import com.oracle.labs.mlrg.olcut.config.Configurable;
import com.oracle.labs.mlrg.olcut.provenance.ConfiguredObjectProvenance;
import com.oracle.labs.mlrg.olcut.provenance.Provenancable;
import com.oracle.labs.mlrg.olcut.provenance.impl.ConfiguredObjectProvenanceImpl;
import org.guardband.classification.ClassCalibrator;

/** A recalibration of predicted class probabilities, as a component of an OLCUT file. */
public interface ClassRecalibrationMethod
        extends Configurable, Provenancable<ConfiguredObjectProvenance> {

    /**
     * What fits the recalibration. Models are saved with what it fitted, which must therefore be
     * known to a {@code ModelReader}, as all of Guardband's are.
     *
     * @return the calibrator
     */
    ClassCalibrator<?> calibrator();

    @Override
    default ConfiguredObjectProvenance getProvenance() {
        return new ConfiguredObjectProvenanceImpl(this, "ClassRecalibrationMethod");
    }
}
