package org.guardband.nn;

import java.util.ArrayList;
import java.util.List;
import org.guardband.kernels.Matrix;

/**
 * A copy of the numbers of {@link Parameters}: the state that early stopping keeps, and what a
 * model document saves. Single precision is widened, so that it comes back to the bit.
 */
public final class Weights {
    private final List<String> names;
    private final List<double[]> values;

    private Weights(List<String> names, List<double[]> values) {
        this.names = names;
        this.values = values;
    }

    /**
     * The state that arrays describe.
     *
     * @param names of the parameters, in order
     * @param values of each, row after row; copied
     * @return the state
     * @throws IllegalArgumentException if there are not as many names as arrays
     */
    public static Weights of(List<String> names, List<double[]> values) {
        if (names.size() != values.size()) {
            throw new IllegalArgumentException(
                    "values must have the length of names ("
                            + names.size()
                            + "), got "
                            + values.size());
        }
        return new Weights(List.copyOf(names), values.stream().map(double[]::clone).toList());
    }

    static Weights like(Parameters<?> parameters) {
        List<String> names = new ArrayList<>();
        List<double[]> values = new ArrayList<>();
        for (Parameter<?> parameter : parameters.all()) {
            names.add(parameter.name());
            values.add(new double[parameter.value().rows() * parameter.value().columns()]);
        }
        return new Weights(names, values);
    }

    /** Copies from parameters of the same shapes, without a new array. */
    void take(Parameters<?> parameters) {
        int i = 0;
        for (Parameter<?> parameter : parameters.all()) {
            copyOut(parameter.value(), values.get(i++));
        }
    }

    private static void copyOut(Matrix<?> from, double[] to) {
        int columns = from.columns();
        for (int i = 0; i < to.length; i++) {
            to[i] = from.get(i / columns, i % columns);
        }
    }

    void give(Parameters<?> parameters) {
        List<String> theirs = parameters.all().stream().map(Parameter::name).toList();
        if (!theirs.equals(names)) {
            throw new IllegalArgumentException(
                    "weights must be of the parameters " + theirs + ", got " + names);
        }
        for (int i = 0; i < values.size(); i++) {
            Matrix<?> to = parameters.all().get(i).value();
            if (values.get(i).length != to.rows() * to.columns()) {
                throw new IllegalArgumentException(
                        "weights of "
                                + names.get(i)
                                + " must be "
                                + to.rows()
                                + " * "
                                + to.columns()
                                + ", got "
                                + values.get(i).length);
            }
        }
        for (int i = 0; i < values.size(); i++) {
            Matrix<?> to = parameters.all().get(i).value();
            double[] from = values.get(i);
            for (int j = 0; j < from.length; j++) {
                to.set(j / to.columns(), j % to.columns(), from[j]);
            }
        }
    }

    /**
     * The names of the parameters.
     *
     * @return in order
     */
    public List<String> names() {
        return List.copyOf(names);
    }

    /**
     * The numbers of one parameter.
     *
     * @param index of the parameter
     * @return row after row, copied
     */
    public double[] values(int index) {
        return values.get(index).clone();
    }
}
