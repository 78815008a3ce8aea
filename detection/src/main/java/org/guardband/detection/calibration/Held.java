package org.guardband.detection.calibration;

import java.util.List;
import org.guardband.core.numeric.Arguments;
import org.guardband.detection.error.DetectionFeature;
import org.guardband.detection.error.DetectionPoints;

/** What every calibrator asks of held-out detections and of points. */
final class Held {

    private Held() {}

    static void check(DetectionPoints points, double[] targets, List<DetectionFeature> features) {
        Arguments.atLeast("held-out detections", points.size(), 1);
        Arguments.sameLength("targets", targets.length, "the detections", points.size());
        Arguments.sameLength(
                "features beside the score",
                points.dimensions() - 1,
                "those of the method",
                features.size());
        checkTargets(targets);
    }

    static void checkTargets(double[] targets) {
        for (int i = 0; i < targets.length; i++) {
            if (!(targets[i] >= 0 && targets[i] <= 1)) {
                Arguments.probability("targets[" + i + "]", targets[i]);
            }
        }
    }

    static void check(double[] scores, double[] targets) {
        Arguments.atLeast("held-out detections", scores.length, 1);
        Arguments.sameLength("targets", targets.length, "scores", scores.length);
        for (int i = 0; i < scores.length; i++) {
            if (!(scores[i] >= 0 && scores[i] <= 1)) {
                Arguments.probability("scores[" + i + "]", scores[i]);
            }
        }
        checkTargets(targets);
    }

    static double[] checkPoint(double[] point, List<DetectionFeature> features) {
        Arguments.sameLength("point", point.length, "score and features", features.size() + 1);
        Arguments.probability("score", point[0]);
        for (int j = 1; j < point.length; j++) {
            Arguments.finite(features.get(j - 1).name(), point[j]);
        }
        return point;
    }

    static double[] scores(DetectionPoints points) {
        double[] scores = new double[points.size()];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = points.value(i, 0);
        }
        return scores;
    }

    static List<String> names(List<DetectionFeature> features) {
        return features.stream().map(DetectionFeature::name).toList();
    }

    static List<DetectionFeature> features(List<String> names) {
        return distinct(names.stream().map(Held::feature).toList());
    }

    private static DetectionFeature feature(String name) {
        for (DetectionFeature feature : DetectionFeature.values()) {
            if (feature.name().equals(name)) {
                return feature;
            }
        }
        throw new IllegalArgumentException("features must not hold " + name);
    }

    static List<DetectionFeature> distinct(List<DetectionFeature> features) {
        if (features.contains(DetectionFeature.SCORE)) {
            throw new IllegalArgumentException("features must not hold SCORE, which is always in");
        }
        if (features.stream().distinct().count() != features.size()) {
            throw new IllegalArgumentException("features must be different, got " + features);
        }
        return List.copyOf(features);
    }
}
