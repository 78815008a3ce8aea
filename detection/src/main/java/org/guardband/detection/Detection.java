package org.guardband.detection;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.guardband.core.numeric.Arguments;
import org.guardband.core.prediction.Categorical;
import org.guardband.core.prediction.ProbabilisticPrediction;
import org.guardband.core.prediction.Structured;
import org.guardband.core.prediction.VectorDistribution;

/**
 * One detection, for reading. As a prediction it has three parts: {@value #LABEL}, a distribution
 * over the categories; {@value #OBJECTNESS}, over 0 (nothing is there) and 1 (an object of the
 * category is there), with the score as probability of 1; and {@value #BOX}, a distribution over
 * four coordinates, a point where the detector gives no uncertainty.
 *
 * @param image the id of the image
 * @param category the id of the category that it names
 * @param score its confidence, in [0, 1]
 * @param box the predicted box
 * @param prediction the three parts
 */
public record Detection(
        String image, String category, double score, Box box, Structured prediction) {

    /** The part that is a {@link Categorical} over the categories. */
    public static final String LABEL = "label";

    /** The part that is a {@link Categorical} over nothing (0) and something (1). */
    public static final String OBJECTNESS = "objectness";

    /** The part that is a {@link VectorDistribution} over the four numbers of the box. */
    public static final String BOX = "box";

    /**
     * Checks the score.
     *
     * @param image the id of the image
     * @param category the id of the category that it names
     * @param score its confidence, in [0, 1]
     * @param box the predicted box
     * @param prediction the three parts
     * @throws IllegalArgumentException if the score is outside [0, 1]
     */
    public Detection {
        Objects.requireNonNull(image, "image");
        Objects.requireNonNull(category, "category");
        Arguments.probability("score", score);
        Objects.requireNonNull(box, "box");
        Objects.requireNonNull(prediction, "prediction");
    }

    static Structured parts(Categorical label, double score, VectorDistribution box) {
        Map<String, ProbabilisticPrediction> parts = new LinkedHashMap<>();
        parts.put(LABEL, label);
        parts.put(OBJECTNESS, Categorical.of(1 - score, score));
        parts.put(BOX, box);
        return new Structured(parts);
    }
}
