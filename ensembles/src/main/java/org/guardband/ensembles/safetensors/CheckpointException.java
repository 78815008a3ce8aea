package org.guardband.ensembles.safetensors;

/**
 * A file of a checkpoint is not what it has to be. The message reads {@code FILE: what: rule},
 * where {@code what} is a tensor or a setting and is left out where the whole file is meant.
 */
public final class CheckpointException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    /**
     * Says what is wrong and where.
     *
     * @param message file, tensor or setting, and the rule that is broken
     */
    public CheckpointException(String message) {
        super(message);
    }

    /**
     * Says what is wrong and where, with the failure that showed it.
     *
     * @param message file, tensor or setting, and the rule that is broken
     * @param cause the failure
     */
    public CheckpointException(String message, Throwable cause) {
        super(message, cause);
    }
}
