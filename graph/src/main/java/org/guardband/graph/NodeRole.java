package org.guardband.graph;

import java.util.Locale;

/** What a node is used for. */
public enum NodeRole {
    /** The base model was trained on its label. */
    TRAIN,
    /** Its label chose the base model or stopped its training, and fits no guarantee. */
    VALIDATION,
    /** Held out: calibrators and conformal methods are fitted on its label. */
    CALIBRATION,
    /** Its label is unknown to every fit. */
    TEST,
    /** In the graph, and for nothing else. */
    UNUSED;

    /**
     * Reads a role.
     *
     * @param word {@code train}, {@code val} or {@code validation}, {@code cal} or {@code
     *     calibration}, {@code test}, or {@code unused}, {@code -} or nothing; in any case
     * @return the role
     * @throws IllegalArgumentException if it is none of these
     */
    public static NodeRole parse(String word) {
        return switch (word.strip().toLowerCase(Locale.ROOT)) {
            case "train" -> TRAIN;
            case "val", "validation" -> VALIDATION;
            case "cal", "calibration" -> CALIBRATION;
            case "test" -> TEST;
            case "unused", "-", "" -> UNUSED;
            default ->
                    throw new IllegalArgumentException(
                            "role must be train, val, cal, test or unused, got " + word);
        };
    }
}
