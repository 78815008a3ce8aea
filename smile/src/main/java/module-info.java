/**
 * Guardband for models, densities and neighbour search of Smile 2.6.
 *
 * <p>Smile is under the LGPL-3 and optional: this room is built against it, but does not bring it
 * along.
 */
module org.guardband.smile {
    requires transitive org.guardband.classification;
    requires transitive org.guardband.conformal;
    requires transitive org.guardband.core;
    requires transitive org.guardband.regression;
    requires transitive smile.core;
    requires transitive smile.data;
    requires transitive smile.math;
    requires static org.jspecify;

    exports org.guardband.smile;
}
