package org.guardband.ensembles.transformer;

import java.util.List;
import org.guardband.core.numeric.Arguments;

/**
 * The sizes of a vision transformer.
 *
 * @param shape the encoder
 * @param height height of an image, a multiple of {@code patchHeight}
 * @param imageWidth width of an image, a multiple of {@code patchWidth}
 * @param channels numbers per pixel, ≥ 1
 * @param patchHeight height of a patch, ≥ 1
 * @param patchWidth width of a patch, ≥ 1
 * @param labels names of the classes, ≥ 1
 */
public record VitConfig(
        EncoderShape shape,
        int height,
        int imageWidth,
        int channels,
        int patchHeight,
        int patchWidth,
        List<String> labels) {

    /**
     * Checks the sizes.
     *
     * @param shape the encoder
     * @param height height of an image
     * @param imageWidth width of an image
     * @param channels numbers per pixel
     * @param patchHeight height of a patch
     * @param patchWidth width of a patch
     * @param labels names of the classes
     * @throws IllegalArgumentException if a size is out of its range or the patches do not tile
     */
    public VitConfig {
        Arguments.atLeast("channels", channels, 1);
        requireTiles("height", height, "patchHeight", patchHeight);
        requireTiles("imageWidth", imageWidth, "patchWidth", patchWidth);
        labels = List.copyOf(labels);
        Arguments.atLeast("number of labels", labels.size(), 1);
    }

    private static void requireTiles(String name, int length, String patchName, int patch) {
        Arguments.atLeast(patchName, patch, 1);
        if (length < 1 || length % patch != 0) {
            throw new IllegalArgumentException(
                    name
                            + " must be a multiple of "
                            + patchName
                            + " ("
                            + patch
                            + "), got "
                            + length);
        }
    }

    /**
     * The number of patches in an image.
     *
     * @return ≥ 1
     */
    public int patches() {
        return (height / patchHeight) * (imageWidth / patchWidth);
    }

    /**
     * The number of numbers in a patch.
     *
     * @return channels · patchHeight · patchWidth
     */
    public int patchSize() {
        return channels * patchHeight * patchWidth;
    }

    /**
     * The number of numbers in an image.
     *
     * @return channels · height · imageWidth
     */
    public int pixels() {
        return channels * height * imageWidth;
    }
}
