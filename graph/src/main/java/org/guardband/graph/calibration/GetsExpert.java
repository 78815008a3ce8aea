package org.guardband.graph.calibration;

import java.util.Arrays;
import java.util.List;

/** What the experts of {@link Gets} look at: every combination of what is known of a node. */
enum GetsExpert {
    LOGITS(true, false, false),
    FEATURES(false, true, false),
    DEGREES(false, false, true),
    LOGITS_FEATURES(true, true, false),
    FEATURES_DEGREES(false, true, true),
    LOGITS_DEGREES(true, false, true),
    ALL(true, true, true);

    private final boolean logits;
    private final boolean features;
    private final boolean degrees;

    GetsExpert(boolean logits, boolean features, boolean degrees) {
        this.logits = logits;
        this.features = features;
        this.degrees = degrees;
    }

    boolean logits() {
        return logits;
    }

    boolean features() {
        return features;
    }

    boolean degrees() {
        return degrees;
    }

    /** Those that need no features, or all. */
    static List<GetsExpert> of(boolean withFeatures) {
        return Arrays.stream(values()).filter(e -> withFeatures || !e.features).toList();
    }
}
