package org.guardband.detection.calibration;

import java.util.Arrays;
import java.util.List;
import org.guardband.core.model.ModelDocument;
import org.guardband.core.model.ModelFiles;
import org.guardband.core.model.ModelReader;
import org.guardband.core.numeric.Arguments;
import org.guardband.detection.DetectionBatch;

/** A map for each category or the common one; see {@link CategoryWiseCalibrator}. */
public final class CategoryWiseCalibration implements DetectionCalibration {

    private static final String METHOD = "detection-category-wise";

    /** The common map first. */
    private final List<PositionCalibration> maps;

    private final int[] mapOf;

    CategoryWiseCalibration(List<PositionCalibration> maps, int[] mapOf) {
        Arguments.atLeast("maps", maps.size(), 1);
        this.maps = List.copyOf(maps);
        this.mapOf = Arguments.allIndices("mapOf", mapOf, maps.size());
    }

    /**
     * The map of a category.
     *
     * @param category its position in the catalogue
     * @return its own map, or the common one
     * @throws IllegalArgumentException if there is no such category
     */
    public PositionCalibration map(int category) {
        return maps.get(mapOf[Arguments.index("category", category, mapOf.length)]);
    }

    /**
     * Whether a category has a map of its own.
     *
     * @param category its position in the catalogue
     * @return false if it takes the common one
     * @throws IllegalArgumentException if there is no such category
     */
    public boolean hasOwnMap(int category) {
        return mapOf[Arguments.index("category", category, mapOf.length)] > 0;
    }

    @Override
    public DetectionBatch apply(DetectionBatch batch) {
        Arguments.sameLength(
                "categories of the detections",
                batch.catalogue().categories().size(),
                "those of the fit",
                mapOf.length);
        return PositionMap.apply(batch, row -> maps.get(mapOf[batch.category(row)]));
    }

    @Override
    public ModelDocument toDocument() {
        return ModelDocument.of(METHOD)
                .putChildren("maps", maps.stream().map(PositionCalibration::toDocument).toList())
                .put("mapOf", mapOf)
                .build();
    }

    /** Reads {@code detection-category-wise} models. */
    public static final class Reader implements ModelReader {

        /** Called by the service loader. */
        public Reader() {}

        @Override
        public String method() {
            return METHOD;
        }

        @Override
        public CategoryWiseCalibration read(ModelDocument document) {
            return new CategoryWiseCalibration(
                    ModelFiles.fromDocuments(document.children("maps")).stream()
                            .map(PooledCalibration::map)
                            .toList(),
                    document.integers("mapOf"));
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CategoryWiseCalibration that
                && maps.equals(that.maps)
                && Arrays.equals(mapOf, that.mapOf);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(mapOf);
    }
}
