/** A small reverse-mode tape over matrices and sparse graphs, layers and optimisers. */
module org.guardband.nn {
    requires transitive org.guardband.kernels;
    requires static org.jspecify;

    exports org.guardband.nn;
    exports org.guardband.nn.regression;
}
