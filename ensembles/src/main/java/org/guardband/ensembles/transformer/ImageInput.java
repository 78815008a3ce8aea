package org.guardband.ensembles.transformer;

import org.guardband.core.numeric.Arguments;

/** Images as a vision transformer takes them: already scaled and normalised, channel by channel. */
public final class ImageInput implements SequenceInput {

    private final float[] pixels;
    private final int size;
    private final int perImage;

    private ImageInput(float[] pixels, int size) {
        this.pixels = pixels;
        this.size = size;
        this.perImage = size == 0 ? 0 : pixels.length / size;
    }

    /**
     * Images around an array that is not copied.
     *
     * @param pixels n × channels × height × width finite numbers, the last index running fastest
     * @param size n, ≥ 0
     * @return the images
     * @throws IllegalArgumentException if the array is no multiple of n or a number is not finite
     */
    public static ImageInput wrap(float[] pixels, int size) {
        Arguments.atLeast("size", size, 0);
        if (size == 0 ? pixels.length > 0 : pixels.length % size != 0) {
            throw new IllegalArgumentException(
                    "pixels must hold a whole number of numbers for each of "
                            + size
                            + " images, got "
                            + pixels.length);
        }
        ImageInput images = new ImageInput(pixels, size);
        for (int i = 0; i < pixels.length; i++) {
            if (!Float.isFinite(pixels[i])) {
                throw new IllegalArgumentException(
                        "pixels["
                                + i / images.perImage
                                + "]["
                                + i % images.perImage
                                + "] must be finite, got "
                                + pixels[i]);
            }
        }
        return images;
    }

    @Override
    public int size() {
        return size;
    }

    /**
     * The number of numbers in an image.
     *
     * @return channels · height · width; 0 where there is no image
     */
    public int perImage() {
        return perImage;
    }

    float[] pixels() {
        return pixels;
    }

    @Override
    public ImageInput select(int... rows) {
        Arguments.allIndices("rows", rows, size);
        float[] some = new float[rows.length * perImage];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(pixels, rows[i] * perImage, some, i * perImage, perImage);
        }
        return new ImageInput(some, rows.length);
    }

    @Override
    public String toString() {
        return "ImageInput[" + size + " images of " + perImage + " numbers]";
    }
}
