package org.guardband.ensembles.propagation;

import org.guardband.core.numeric.Arguments;

/**
 * A square kernel and the image that it moves over.
 *
 * @param channels channels of the image, ≥ 1
 * @param height rows of pixels, ≥ 1
 * @param width columns of pixels, ≥ 1
 * @param size side of the kernel, ≥ 1
 * @param stride how far it moves, ≥ 1
 * @param padding zeros around the image, ≥ 0
 */
public record ConvolutionShape(
        int channels, int height, int width, int size, int stride, int padding) {

    /**
     * Checks the numbers.
     *
     * @param channels ≥ 1
     * @param height ≥ 1
     * @param width ≥ 1
     * @param size ≥ 1, within the padded image
     * @param stride ≥ 1
     * @param padding ≥ 0
     * @throws IllegalArgumentException if a number is out of range
     */
    public ConvolutionShape {
        Arguments.atLeast("channels", channels, 1);
        Arguments.atLeast("height", height, 1);
        Arguments.atLeast("width", width, 1);
        Arguments.atLeast("size", size, 1);
        Arguments.atLeast("stride", stride, 1);
        Arguments.atLeast("padding", padding, 0);
        if (size > Math.min(height, width) + 2 * padding) {
            throw new IllegalArgumentException("size must be within the padded image, got " + size);
        }
    }

    /**
     * Rows of the result.
     *
     * @return ⌊(height + 2 padding − size)/stride⌋ + 1
     */
    public int outHeight() {
        return (height + 2 * padding - size) / stride + 1;
    }

    /**
     * Columns of the result.
     *
     * @return ⌊(width + 2 padding − size)/stride⌋ + 1
     */
    public int outWidth() {
        return (width + 2 * padding - size) / stride + 1;
    }

    /** Writes the row of the matrix that gives one pixel of one out channel. */
    void write(double[] kernel, int outChannel, int pixel, double[] matrix, int at) {
        int top = pixel / outWidth() * stride - padding;
        int left = pixel % outWidth() * stride - padding;
        for (int c = 0; c < channels; c++) {
            for (int r = 0; r < size; r++) {
                for (int s = 0; s < size; s++) {
                    int y = top + r;
                    int x = left + s;
                    if (y >= 0 && y < height && x >= 0 && x < width) {
                        int from = ((outChannel * channels + c) * size + r) * size + s;
                        matrix[at + (c * height + y) * width + x] = kernel[from];
                    }
                }
            }
        }
    }
}
