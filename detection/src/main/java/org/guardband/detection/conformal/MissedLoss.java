package org.guardband.detection.conformal;

/** What is lost where objects are missed. */
public enum MissedLoss {
    /**
     * The share of an image's objects that are missed, 0 for an image without objects: the expected
     * loss is the mean false negative rate of images. Needs exchangeable images.
     */
    SHARE_OF_IMAGE,
    /**
     * 1 if any object of an image is missed: the expected loss is the probability of an image with
     * a miss. Needs exchangeable images.
     */
    ANY_IN_IMAGE,
    /**
     * 1 for an object that is missed: the expected loss is one minus the recall of objects. Needs
     * exchangeable objects, which those of one image hardly are.
     */
    OBJECT;

    /** Of the ascending scores of an image's objects those below the threshold. */
    double of(double[] ascending, double threshold) {
        int missed = 0;
        while (missed < ascending.length && ascending[missed] < threshold) {
            missed++;
        }
        if (this == SHARE_OF_IMAGE) {
            return ascending.length == 0 ? 0 : missed / (double) ascending.length;
        }
        return missed > 0 ? 1 : 0;
    }
}
