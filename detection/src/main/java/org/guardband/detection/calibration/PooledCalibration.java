package org.guardband.detection.calibration;

import java.util.Objects;
import org.guardband.core.model.ModelDocument;
import org.guardband.core.model.ModelFiles;
import org.guardband.core.model.ModelFormatException;
import org.guardband.core.model.ModelReader;
import org.guardband.core.model.Persistent;
import org.guardband.detection.DetectionBatch;

/**
 * One map for all categories; see {@link PooledCalibrator}.
 *
 * @param map the map
 */
public record PooledCalibration(PositionCalibration map) implements DetectionCalibration {

    private static final String METHOD = "detection-pooled";

    /**
     * Checks that there is a map.
     *
     * @param map the map
     */
    public PooledCalibration {
        Objects.requireNonNull(map, "map");
    }

    @Override
    public DetectionBatch apply(DetectionBatch batch) {
        return PositionMap.apply(batch, row -> map);
    }

    @Override
    public ModelDocument toDocument() {
        return ModelDocument.of(METHOD).put("map", map.toDocument()).build();
    }

    static PositionCalibration map(Persistent fitted) {
        if (fitted instanceof PositionCalibration map) {
            return map;
        }
        throw new ModelFormatException("a map in a detection model must map scores and boxes");
    }

    /** Reads {@code detection-pooled} models. */
    public static final class Reader implements ModelReader {

        /** Called by the service loader. */
        public Reader() {}

        @Override
        public String method() {
            return METHOD;
        }

        @Override
        public PooledCalibration read(ModelDocument document) {
            return new PooledCalibration(map(ModelFiles.fromDocument(document.child("map"))));
        }
    }
}
