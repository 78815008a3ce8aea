/** Numeric kernels: dense and sparse products, softmax over rows and over segments. */
module org.guardband.kernels {
    requires static org.jspecify;
}
