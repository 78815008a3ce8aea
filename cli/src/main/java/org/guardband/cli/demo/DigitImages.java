package org.guardband.cli.demo;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** The digits as images: 64 numbers of 0 to 1 an image, and what was written. */
final class DigitImages {

    private static final double WHITE = 16;

    private final double[][] pixels;
    private final int[] digits;

    private DigitImages(double[][] pixels, int[] digits) {
        this.pixels = pixels;
        this.digits = digits;
    }

    static DigitImages read() {
        DataFile file = DataFile.read("digits");
        List<String> names = file.header().stream().filter(name -> name.startsWith("px")).toList();
        double[][] ink = file.matrix(names);
        for (double[] image : ink) {
            Arrays.setAll(image, j -> image[j] / WHITE);
        }
        return new DigitImages(
                ink, file.texts("label").stream().mapToInt(Integer::parseInt).toArray());
    }

    /** The digits of some images. */
    int[] digits(int[] rows) {
        return Arrays.stream(rows).map(i -> digits[i]).toArray();
    }

    /** The pixels of some images. */
    double[][] pixels(int[] rows) {
        return Arrays.stream(rows).mapToObj(i -> pixels[i]).toArray(double[][]::new);
    }

    /** Where some digits are, in the order of the file. */
    int[] where(IntPredicate wanted) {
        return IntStream.range(0, digits.length).filter(i -> wanted.test(digits[i])).toArray();
    }
}
