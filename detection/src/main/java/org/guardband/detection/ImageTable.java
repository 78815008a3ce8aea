package org.guardband.detection;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.guardband.core.numeric.Arguments;

/**
 * The images that detections and truths refer to by position. The order matters in one place:
 * detections of equal score are ranked in the order of their images when precision is accumulated.
 * COCO's own evaluation has images in ascending order of id, and so have files read from COCO.
 */
public final class ImageTable {

    private final List<String> ids;
    private final List<String> fileNames;
    private final double[] width;
    private final double[] height;
    private final Map<String, Integer> positions;

    private ImageTable(List<String> ids, List<String> fileNames, double[] width, double[] height) {
        this.ids = List.copyOf(ids);
        this.fileNames = List.copyOf(fileNames);
        this.width = width;
        this.height = height;
        this.positions = positions("image id", this.ids);
    }

    /** Where each name stands; refuses a name that is there twice. */
    static Map<String, Integer> positions(String what, List<String> names) {
        Map<String, Integer> positions = new HashMap<>(2 * names.size());
        for (int i = 0; i < names.size(); i++) {
            Integer before = positions.put(names.get(i), i);
            if (before != null) {
                throw new IllegalArgumentException(
                        what
                                + " "
                                + names.get(i)
                                + " must be there once, is at "
                                + before
                                + " and at "
                                + i);
            }
        }
        return Collections.unmodifiableMap(positions);
    }

    /**
     * Images with their sizes and file names.
     *
     * @param ids one id per image, all different; the decimal digits where the id is a number
     * @param fileNames one per image
     * @param width widths in pixels, ≥ 0, finite; 0 where the size is not known
     * @param height heights in pixels, likewise
     * @return the table
     * @throws IllegalArgumentException if lengths differ, an id is there twice or a size is invalid
     */
    public static ImageTable of(
            List<String> ids, List<String> fileNames, double[] width, double[] height) {
        Arguments.sameLength("fileNames", fileNames.size(), "ids", ids.size());
        Arguments.sameLength("width", width.length, "ids", ids.size());
        Arguments.sameLength("height", height.length, "ids", ids.size());
        Arguments.allNonNegative("width", width);
        Arguments.allNonNegative("height", height);
        return new ImageTable(ids, fileNames, width.clone(), height.clone());
    }

    /**
     * Images of one size, whose file names are their ids.
     *
     * @param ids one id per image, all different
     * @param width width of every image in pixels
     * @param height height of every image in pixels
     * @return the table
     * @throws IllegalArgumentException if an id is there twice or a size is invalid
     */
    public static ImageTable ofOneSize(List<String> ids, double width, double height) {
        double[] widths = new double[ids.size()];
        double[] heights = new double[ids.size()];
        Arrays.fill(widths, width);
        Arrays.fill(heights, height);
        return of(ids, ids, widths, heights);
    }

    /**
     * Images whose sizes are not known.
     *
     * @param ids one id per image, all different
     * @return the table
     * @throws IllegalArgumentException if an id is there twice
     */
    public static ImageTable withoutSizes(List<String> ids) {
        return ofOneSize(ids, 0, 0);
    }

    /**
     * The number of images.
     *
     * @return their number
     */
    public int size() {
        return ids.size();
    }

    /**
     * The ids.
     *
     * @return one per image
     */
    public List<String> ids() {
        return ids;
    }

    /**
     * The file names.
     *
     * @return one per image
     */
    public List<String> fileNames() {
        return fileNames;
    }

    /**
     * The width of an image.
     *
     * @param image its position
     * @return pixels; 0 where it is not known
     */
    public double width(int image) {
        return width[image];
    }

    /**
     * The height of an image.
     *
     * @param image its position
     * @return pixels; 0 where it is not known
     */
    public double height(int image) {
        return height[image];
    }

    /**
     * Whether the size of an image is known.
     *
     * @param image its position
     * @return whether width and height are positive
     */
    public boolean hasSize(int image) {
        return width[image] > 0 && height[image] > 0;
    }

    /**
     * The position of an image.
     *
     * @param id its id
     * @return its position; −1 if there is no such image
     */
    public int position(String id) {
        return positions.getOrDefault(id, -1);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ImageTable that
                && ids.equals(that.ids)
                && fileNames.equals(that.fileNames)
                && Arrays.equals(width, that.width)
                && Arrays.equals(height, that.height);
    }

    @Override
    public int hashCode() {
        return 31 * ids.hashCode() + Arrays.hashCode(width);
    }

    @Override
    public String toString() {
        return "ImageTable[" + size() + " images]";
    }
}
