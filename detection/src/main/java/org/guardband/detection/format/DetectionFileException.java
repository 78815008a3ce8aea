package org.guardband.detection.format;

/**
 * A file of detections or truths is not what it has to be. The message is one line and begins with
 * the file, and with line and column where there are any: {@code FILE:LINE:COLUMN: what is wrong}.
 */
public final class DetectionFileException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    /**
     * Says what is wrong and where.
     *
     * @param message place and the rule that is broken
     */
    public DetectionFileException(String message) {
        super(message);
    }

    /**
     * Says what is wrong and where, with the failure that showed it.
     *
     * @param message place and the rule that is broken
     * @param cause the failure
     */
    public DetectionFileException(String message, Throwable cause) {
        super(message, cause);
    }
}
