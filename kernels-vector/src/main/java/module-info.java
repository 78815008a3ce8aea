/** The numeric kernels on the Vector API. */
module org.guardband.kernels.vector {
    requires jdk.incubator.vector;
    requires transitive org.guardband.kernels;
    requires static org.jspecify;

    exports org.guardband.kernels.vector;

    provides org.guardband.kernels.Kernels with
            org.guardband.kernels.vector.VectorKernels;
}
