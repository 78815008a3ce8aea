package org.guardband.ensembles.transformer;

import java.util.List;
import org.guardband.core.numeric.Arguments;

/**
 * An affine map y = W x + b.
 *
 * @param weight W, out × in (a convolution over patches as out × all else)
 * @param bias b, one number per output
 */
public record Linear(Weight weight, Weight bias) {

    /**
     * Checks that W and b fit.
     *
     * @param weight W
     * @param bias b
     * @throws IllegalArgumentException if b has not one number per row of W
     */
    public Linear {
        Arguments.sameLength(
                bias.name(), bias.size(), "the rows of " + weight.name(), weight.shape().get(0));
    }

    /**
     * The number of inputs.
     *
     * @return columns of W
     */
    public int inputs() {
        return weight.size() / outputs();
    }

    /**
     * The number of outputs.
     *
     * @return rows of W
     */
    public int outputs() {
        return weight.shape().get(0);
    }

    /**
     * The name of the module, as PEFT and Hugging Face call it.
     *
     * @return the name of W without {@code .weight}
     */
    public String module() {
        String name = weight.name();
        return name.endsWith(".weight") ? name.substring(0, name.length() - 7) : name;
    }

    /**
     * The same numbers in arrays of their own.
     *
     * @return an independent map
     */
    public Linear copy() {
        return new Linear(weight.copy(), bias.copy());
    }

    List<Weight> weights() {
        return List.of(weight, bias);
    }
}
