package org.guardband.detection;

import java.util.Arrays;
import java.util.Objects;
import org.guardband.core.numeric.Arguments;

/**
 * The true objects in columns: id, image, category, box, area, and whether a row marks a crowd or
 * is to be ignored. The area decides into which size range an object falls; in COCO it is the area
 * of the object's outline, smaller than its box.
 *
 * <p>Immutable and safe to share between threads.
 */
public final class GroundTruthBatch {

    private final Catalogue catalogue;
    private final long[] id;
    private final int[] image;
    private final int[] category;
    private final Boxes boxes;
    private final double[] area;
    private final boolean[] crowd;
    private final boolean[] ignore;

    private GroundTruthBatch(
            Catalogue catalogue,
            long[] id,
            int[] image,
            int[] category,
            Boxes boxes,
            double[] area,
            boolean[] crowd,
            boolean[] ignore) {
        this.catalogue = catalogue;
        this.id = id;
        this.image = image;
        this.category = category;
        this.boxes = boxes;
        this.area = area;
        this.crowd = crowd;
        this.ignore = ignore;
    }

    /**
     * Objects with the ids 1, 2, …, the areas of their boxes, no crowd and none to ignore.
     *
     * @param catalogue the images and categories
     * @param image the position of each object's image in the catalogue; copied
     * @param category the position of its category; copied
     * @param boxes its box
     * @return the batch
     * @throws IllegalArgumentException if lengths differ or a position is out of range
     */
    public static GroundTruthBatch of(
            Catalogue catalogue, int[] image, int[] category, Boxes boxes) {
        Objects.requireNonNull(catalogue, "catalogue");
        catalogue.check(image, category, boxes);
        int n = image.length;
        long[] ids = new long[n];
        double[] areas = new double[n];
        for (int i = 0; i < n; i++) {
            ids[i] = i + 1L;
            areas[i] = boxes.area(i);
        }
        return new GroundTruthBatch(
                catalogue,
                ids,
                image.clone(),
                category.clone(),
                boxes,
                areas,
                new boolean[n],
                new boolean[n]);
    }

    /**
     * The same objects with other ids.
     *
     * @param ids one per object, all different; copied
     * @return the batch with these ids
     * @throws IllegalArgumentException if their number differs or one is there twice
     */
    public GroundTruthBatch withIds(long[] ids) {
        Arguments.sameLength("id", ids.length, "the objects", size());
        long[] sorted = ids.clone();
        Arrays.sort(sorted);
        for (int i = 1; i < sorted.length; i++) {
            if (sorted[i] == sorted[i - 1]) {
                throw new IllegalArgumentException("id " + sorted[i] + " must be there once");
            }
        }
        return new GroundTruthBatch(
                catalogue, ids.clone(), image, category, boxes, area, crowd, ignore);
    }

    /**
     * The same objects with other areas.
     *
     * @param areas one per object, finite and ≥ 0; copied
     * @return the batch with these areas
     * @throws IllegalArgumentException if their number differs or one is invalid
     */
    public GroundTruthBatch withAreas(double[] areas) {
        Arguments.sameLength("area", areas.length, "the objects", size());
        Arguments.allNonNegative("area", areas);
        return new GroundTruthBatch(
                catalogue, id, image, category, boxes, areas.clone(), crowd, ignore);
    }

    /**
     * The same objects, some of which mark crowds: many objects that were not told apart. A crowd
     * may be matched by any number of detections, counts as no object, and neither do the
     * detections that match it.
     *
     * @param crowds one per object; copied
     * @return the batch with these crowds
     * @throws IllegalArgumentException if their number differs
     */
    public GroundTruthBatch withCrowds(boolean[] crowds) {
        Arguments.sameLength("crowd", crowds.length, "the objects", size());
        return new GroundTruthBatch(
                catalogue, id, image, category, boxes, area, crowds.clone(), ignore);
    }

    /**
     * The same objects, some of which are to be ignored. COCO's own evaluation replaces this mark
     * by the crowd's.
     *
     * @param ignored one per object; copied
     * @return the batch with these marks
     * @throws IllegalArgumentException if their number differs
     */
    public GroundTruthBatch withIgnored(boolean[] ignored) {
        Arguments.sameLength("ignore", ignored.length, "the objects", size());
        return new GroundTruthBatch(
                catalogue, id, image, category, boxes, area, crowd, ignored.clone());
    }

    /**
     * Some of the objects.
     *
     * @param rows row indices in [0, n), in the order that is wanted, all different
     * @return as many objects
     * @throws IllegalArgumentException if an index is out of range or there twice
     */
    public GroundTruthBatch select(int[] rows) {
        Arguments.allIndices("rows", rows, size());
        return new GroundTruthBatch(
                        catalogue,
                        id,
                        Columns.select(image, rows),
                        Columns.select(category, rows),
                        boxes.select(rows),
                        Columns.select(area, rows),
                        Columns.select(crowd, rows),
                        Columns.select(ignore, rows))
                .withIds(Columns.select(id, rows));
    }

    /**
     * The number of objects, crowds and ignored ones included.
     *
     * @return n
     */
    public int size() {
        return image.length;
    }

    /**
     * The images and categories.
     *
     * @return the catalogue
     */
    public Catalogue catalogue() {
        return catalogue;
    }

    /**
     * The id of an object.
     *
     * @param row row index
     * @return its id
     */
    public long id(int row) {
        return id[row];
    }

    /**
     * The image of an object, unchecked beyond the array's own bounds.
     *
     * @param row row index
     * @return the image's position in the catalogue
     */
    public int image(int row) {
        return image[row];
    }

    /**
     * The category of an object, unchecked beyond the array's own bounds.
     *
     * @param row row index
     * @return the category's position in the catalogue
     */
    public int category(int row) {
        return category[row];
    }

    /**
     * The boxes.
     *
     * @return one per object
     */
    public Boxes boxes() {
        return boxes;
    }

    /**
     * The area of an object.
     *
     * @param row row index
     * @return square pixels, ≥ 0
     */
    public double area(int row) {
        return area[row];
    }

    /**
     * Whether a row marks a crowd.
     *
     * @param row row index
     * @return whether it does
     */
    public boolean isCrowd(int row) {
        return crowd[row];
    }

    /**
     * Whether a row is to be ignored.
     *
     * @param row row index
     * @return whether it is marked so
     */
    public boolean isIgnored(int row) {
        return ignore[row];
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof GroundTruthBatch that
                && catalogue.equals(that.catalogue)
                && Arrays.equals(id, that.id)
                && Arrays.equals(image, that.image)
                && Arrays.equals(category, that.category)
                && boxes.equals(that.boxes)
                && Arrays.equals(area, that.area)
                && Arrays.equals(crowd, that.crowd)
                && Arrays.equals(ignore, that.ignore);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(id) + boxes.hashCode();
    }

    @Override
    public String toString() {
        return "GroundTruthBatch[" + size() + " objects, " + catalogue.images() + "]";
    }
}
