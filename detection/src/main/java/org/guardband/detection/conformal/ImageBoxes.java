package org.guardband.detection.conformal;

import java.util.Arrays;
import org.guardband.core.numeric.Arguments;
import org.guardband.detection.Boxes;
import org.guardband.detection.matching.Outcomes;

/** Pairs of a predicted box and the object that it was matched with, by image. */
public final class ImageBoxes {

    private final Boxes predicted;
    private final Boxes truths;
    private final int[] image;
    private final int images;

    private ImageBoxes(Boxes predicted, Boxes truths, int[] image, int images) {
        this.predicted = predicted;
        this.truths = truths;
        this.image = image;
        this.images = images;
    }

    /**
     * Pairs in columns.
     *
     * @param predicted the predicted boxes
     * @param truths the boxes of their objects
     * @param image the image of each pair, in [0, images); copied
     * @param images the number of images, those without a pair included
     * @return the pairs
     * @throws IllegalArgumentException if lengths differ or an image is out of range
     */
    public static ImageBoxes of(Boxes predicted, Boxes truths, int[] image, int images) {
        BoxExcess.check(predicted, truths);
        Arguments.sameLength("image", image.length, "the predicted boxes", predicted.size());
        Arguments.atLeast("images", images, 0);
        Arguments.allIndices("image", image, images);
        return new ImageBoxes(predicted, truths, image.clone(), images);
    }

    /**
     * The pairs of a matching: every detection that is a hit, and its object.
     *
     * @param outcomes hits and false alarms of one IoU threshold
     * @param truth the boxes of all objects that were matched, in their order
     * @return the pairs, over all images of the catalogue
     */
    public static ImageBoxes of(Outcomes outcomes, Boxes truth) {
        int hits = 0;
        for (int i = 0; i < outcomes.size(); i++) {
            hits += outcomes.isHit(i) ? 1 : 0;
        }
        int[] found = new int[hits];
        int[] objects = new int[hits];
        int[] images = new int[hits];
        int at = 0;
        for (int i = 0; i < outcomes.size(); i++) {
            if (outcomes.isHit(i)) {
                found[at] = outcomes.row(i);
                objects[at] = outcomes.object(i);
                images[at++] = outcomes.image(i);
            }
        }
        return of(
                outcomes.detections().boxes().select(found),
                truth.select(objects),
                images,
                outcomes.detections().catalogue().images().size());
    }

    /**
     * The predicted boxes.
     *
     * @return one per pair
     */
    public Boxes predicted() {
        return predicted;
    }

    /**
     * The boxes of the objects.
     *
     * @return one per pair
     */
    public Boxes truths() {
        return truths;
    }

    /**
     * The image of a pair, unchecked beyond the array's own bounds.
     *
     * @param pair its index
     * @return in [0, images)
     */
    public int image(int pair) {
        return image[pair];
    }

    /**
     * The number of images.
     *
     * @return those without a pair included
     */
    public int images() {
        return images;
    }

    /**
     * The number of pairs.
     *
     * @return n
     */
    public int size() {
        return image.length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ImageBoxes that
                && images == that.images
                && Arrays.equals(image, that.image)
                && predicted.equals(that.predicted)
                && truths.equals(that.truths);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(image) + predicted.hashCode();
    }

    @Override
    public String toString() {
        return "ImageBoxes[" + size() + " pairs, " + images + " images]";
    }
}
