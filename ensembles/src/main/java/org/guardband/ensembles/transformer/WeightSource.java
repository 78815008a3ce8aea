package org.guardband.ensembles.transformer;

/** Where the weights of a new network come from: a file, or a random generator. */
@FunctionalInterface
public interface WeightSource {

    /**
     * One weight.
     *
     * @param name its name in checkpoints
     * @param shape the lengths of its dimensions
     * @return the weight
     * @throws IllegalArgumentException if there is none of this name and shape
     */
    Weight weight(String name, Integer... shape);

    /**
     * An affine map: {@code module.weight} and {@code module.bias}.
     *
     * @param module the module's name
     * @param outputs rows of the weight
     * @param inputs columns of the weight
     * @return the map
     * @throws IllegalArgumentException as {@link #weight} does
     */
    default Linear linear(String module, int outputs, int inputs) {
        return new Linear(
                weight(module + ".weight", outputs, inputs), weight(module + ".bias", outputs));
    }
}
