package org.guardband.ensembles.transformer;

import java.util.List;
import org.guardband.core.numeric.Arguments;

/**
 * The sizes of a BERT.
 *
 * @param shape the encoder
 * @param vocabulary number of token ids, ≥ 1
 * @param positions longest sequence, ≥ 1
 * @param types number of token types, ≥ 1
 * @param labels names of the classes, ≥ 1
 */
public record BertConfig(
        EncoderShape shape, int vocabulary, int positions, int types, List<String> labels) {

    /**
     * Checks the sizes.
     *
     * @param shape the encoder
     * @param vocabulary number of token ids
     * @param positions longest sequence
     * @param types number of token types
     * @param labels names of the classes
     * @throws IllegalArgumentException if a size is out of its range
     */
    public BertConfig {
        Arguments.atLeast("vocabulary", vocabulary, 1);
        Arguments.atLeast("positions", positions, 1);
        Arguments.atLeast("types", types, 1);
        labels = List.copyOf(labels);
        Arguments.atLeast("number of labels", labels.size(), 1);
    }
}
