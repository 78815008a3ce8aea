package org.guardband.graph.calibration;

import java.util.Collections;
import java.util.List;
import org.guardband.core.numeric.Arguments;

/**
 * What the networks of {@link Gets} look like.
 *
 * @param classes K
 * @param factors factors a node: 1, or K in the reference-compatible form
 * @param columns features a node, perhaps none
 * @param hidden units of an expert's hidden layer
 * @param featureWidth numbers that features are projected to
 * @param degreeWidth numbers that stand for a degree
 * @param chosen experts a node
 * @param degrees the degrees of the graph that it was fitted on, ascending, each once
 */
record GetsShape(
        int classes,
        int factors,
        int columns,
        int hidden,
        int featureWidth,
        int degreeWidth,
        int chosen,
        List<Integer> degrees) {

    GetsShape {
        Arguments.atLeast("classes", classes, 1);
        Arguments.atLeast("columns", columns, 0);
        Arguments.atLeast("hidden", hidden, 1);
        Arguments.atLeast("featureWidth", featureWidth, 1);
        Arguments.atLeast("degreeWidth", degreeWidth, 1);
        Arguments.atLeast("chosen", chosen, 1);
        if (factors != 1 && factors != classes) {
            throw new IllegalArgumentException(
                    "factors must be 1 or " + classes + ", got " + factors);
        }
        degrees = List.copyOf(degrees);
    }

    /** Which of the known degrees is nearest; of two as near, the smaller. */
    int nearest(int degree) {
        int found = Collections.binarySearch(degrees, degree);
        if (found >= 0) {
            return found;
        }
        int above = -found - 1;
        if (above == 0) {
            return 0;
        }
        boolean up =
                above < degrees.size()
                        && degrees.get(above) - degree < degree - degrees.get(above - 1);
        return up ? above : above - 1;
    }
}
