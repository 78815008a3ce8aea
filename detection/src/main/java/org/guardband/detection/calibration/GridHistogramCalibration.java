package org.guardband.detection.calibration;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.guardband.core.model.ModelDocument;
import org.guardband.core.model.ModelReader;
import org.guardband.core.numeric.Arguments;
import org.guardband.detection.error.DetectionFeature;
import org.guardband.detection.error.FeatureBins;

/** One calibrated score per cell of score and box; see {@link GridHistogram}. */
public final class GridHistogramCalibration implements PositionCalibration {

    private static final String METHOD = "detection-grid-histogram";

    private final List<DetectionFeature> features;
    private final FeatureBins[] grid;
    private final double[] values;

    GridHistogramCalibration(List<DetectionFeature> features, FeatureBins[] grid, double[] values) {
        Arguments.sameLength("grid", grid.length, "score and features", features.size() + 1);
        long cells = 1;
        for (FeatureBins bins : grid) {
            cells = Math.multiplyExact(cells, bins.bins());
        }
        if (cells != values.length) {
            throw new IllegalArgumentException(
                    "values must hold one number per cell (" + cells + "), got " + values.length);
        }
        for (int cell = 0; cell < values.length; cell++) {
            Arguments.probability("values[" + cell + "]", values[cell]);
        }
        this.features = features;
        this.grid = grid;
        this.values = values;
    }

    static int cell(FeatureBins[] grid, double[] point) {
        int cell = 0;
        for (int j = grid.length - 1; j >= 0; j--) {
            cell = cell * grid[j].bins() + grid[j].bin(point[j]);
        }
        return cell;
    }

    @Override
    public List<DetectionFeature> features() {
        return features;
    }

    @Override
    public double apply(double... point) {
        return values[cell(grid, Held.checkPoint(point, features))];
    }

    @Override
    public ModelDocument toDocument() {
        List<ModelDocument> bins = new ArrayList<>();
        for (FeatureBins each : grid) {
            bins.add(ModelDocument.of("bins").put("edges", each.edges()).build());
        }
        return ModelDocument.of(METHOD)
                .putTexts("features", Held.names(features))
                .putChildren("grid", bins)
                .put("values", values)
                .build();
    }

    /** Reads {@code detection-grid-histogram} models. */
    public static final class Reader implements ModelReader {

        /** Called by the service loader. */
        public Reader() {}

        @Override
        public String method() {
            return METHOD;
        }

        @Override
        public GridHistogramCalibration read(ModelDocument document) {
            return new GridHistogramCalibration(
                    Held.features(document.texts("features")),
                    document.children("grid").stream()
                            .map(bins -> FeatureBins.of(bins.numbers("edges")))
                            .toArray(FeatureBins[]::new),
                    document.numbers("values"));
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof GridHistogramCalibration that
                && toDocument().equals(that.toDocument());
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }
}
