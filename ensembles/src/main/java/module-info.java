/** Ensembles: aggregation of members, what their spread says, and how to train them. */
module org.guardband.ensembles {
    requires transitive org.guardband.core;
    requires transitive org.guardband.classification;
    requires transitive org.guardband.regression;
    requires transitive org.guardband.detection;
    requires transitive org.guardband.kernels;
    requires transitive org.guardband.nn;
    requires static org.jspecify;
}
