package org.guardband.kernels;

import java.util.ArrayList;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/**
 * An implementation of all kernels, in both precisions.
 *
 * <p>The scalar one is always there, in plain Java. One on the Vector API is found by {@link
 * ServiceLoader} when {@code guardband-kernels-vector} is on the path and the JVM was started with
 * {@code --add-modules jdk.incubator.vector}.
 *
 * @implSpec immutable, safe to share between threads, with a public constructor without parameters
 */
public interface Kernels {

    /**
     * What to call this implementation in a benchmark or a log.
     *
     * @return for instance {@code scalar}
     */
    String name();

    /**
     * Single precision.
     *
     * @return its kernels
     */
    Arithmetic<FloatMatrix> floats();

    /**
     * Double precision.
     *
     * @return its kernels
     */
    Arithmetic<DoubleMatrix> doubles();

    /**
     * The plain Java implementation. It gives the same bits on every machine, but for logarithms
     * (in the log-softmax and the softplus), which are the JVM's own and may differ in the last bit
     * from one kind of processor to another.
     *
     * @return the scalar kernels
     */
    static Kernels scalar() {
        return Found.SCALAR;
    }

    /**
     * The fastest implementation that this JVM can run, looked for once.
     *
     * @return the vector kernels where present, else the scalar ones
     */
    static Kernels best() {
        List<Kernels> all = Found.ALL;
        return all.get(all.size() - 1);
    }

    /**
     * All implementations that this JVM can run.
     *
     * @return the scalar one first
     */
    static List<Kernels> all() {
        return Found.ALL;
    }
}

/** What was found, on first use. */
final class Found {
    static final Kernels SCALAR = new ScalarKernels();
    static final List<Kernels> ALL = find();

    private Found() {}

    private static List<Kernels> find() {
        List<Kernels> found = new ArrayList<>();
        found.add(SCALAR);
        // without the module not even the provider's class may be touched
        if (ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()) {
            try {
                ServiceLoader.load(Kernels.class, Kernels.class.getClassLoader())
                        .forEach(found::add);
            } catch (LinkageError | ServiceConfigurationError notHere) {
                // a provider built for another JVM: the scalar kernels do
                return List.of(SCALAR);
            }
        }
        return List.copyOf(found);
    }
}
