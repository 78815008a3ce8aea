package org.guardband.detection.calibration;

import java.util.function.IntFunction;
import org.guardband.core.numeric.ParallelRows;
import org.guardband.detection.DetectionBatch;

/** Maps the scores of a batch, each by a map of its own. */
final class PositionMap {

    private static final int ROWS_PER_BLOCK = 4096;

    private PositionMap() {}

    /**
     * Maps scores.
     *
     * @param found detections
     * @param mapOf for a row the map
     */
    static DetectionBatch apply(DetectionBatch found, IntFunction<PositionCalibration> mapOf) {
        double[] scores = new double[found.size()];
        ParallelRows.run(
                scores.length,
                ROWS_PER_BLOCK,
                (from, to) -> {
                    double[] point = new double[1];
                    for (int i = from; i < to; i++) {
                        PositionCalibration map = mapOf.apply(i);
                        if (point.length != map.features().size() + 1) {
                            point = new double[map.features().size() + 1];
                        }
                        point[0] = found.score(i);
                        for (int j = 1; j < point.length; j++) {
                            point[j] = map.features().get(j - 1).of(found, i);
                        }
                        scores[i] = map.apply(point);
                    }
                });
        return found.withScores(scores);
    }
}
