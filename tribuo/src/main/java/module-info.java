/**
 * Guardband for Tribuo's trainers, models and evaluators.
 *
 * <p>Packages with configurable classes are open: OLCUT fills their fields, and Tribuo loads saved
 * models, by reflection.
 */
module org.guardband.tribuo {
    requires transitive org.guardband.classification;
    requires transitive org.guardband.conformal;
    requires transitive org.guardband.core;
    requires transitive org.guardband.ensembles;
    requires transitive org.guardband.regression;
    requires transitive com.google.protobuf;
    requires transitive com.oracle.labs.mlrg.olcut;
    requires transitive org.tribuo.classification.core;
    requires transitive org.tribuo.core;
    requires transitive org.tribuo.math;
    requires transitive org.tribuo.regression.core;
    requires transitive org.tribuo.util.onnx;
    requires static org.jspecify;

    exports org.guardband.tribuo;
    exports org.guardband.tribuo.batch;
    exports org.guardband.tribuo.boosting;
    exports org.guardband.tribuo.earlystopping;
    exports org.guardband.tribuo.ensemble;
    exports org.guardband.tribuo.method;
    exports org.guardband.tribuo.scale;

    opens org.guardband.tribuo;
    opens org.guardband.tribuo.ensemble;
    opens org.guardband.tribuo.method;
    opens org.guardband.tribuo.scale;
}
