/** Numeric kernels: dense and sparse products, softmax over rows and over segments. */
// the vector kernels need this room to be built first
@SuppressWarnings("module")
module org.guardband.kernels {
    requires static org.jspecify;

    exports org.guardband.kernels;
    exports org.guardband.kernels.internal to
            org.guardband.kernels.vector;

    uses org.guardband.kernels.Kernels;
}
