package org.guardband.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.guardband.core.table.Column;
import org.guardband.core.table.NumberArrays;
import org.guardband.core.table.NumberColumn;
import org.guardband.core.table.TableException;
import org.guardband.ensembles.transformer.ImageInput;
import org.guardband.ensembles.transformer.Network;
import org.guardband.ensembles.transformer.SequenceInput;
import org.guardband.ensembles.transformer.TokenInput;
import org.guardband.ensembles.transformer.VisionTransformer;

/** What a transformer looks at, from the arrays of a file. */
final class SequenceInputs {

    private static final String LABEL = "label";

    private SequenceInputs() {}

    static SequenceInput read(Path file, NumberArrays arrays, Network network) throws IOException {
        try {
            return network instanceof VisionTransformer vit
                    ? images(file, arrays, vit)
                    : texts(file, arrays);
        } catch (TableException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw new TableException(file + ": " + e.getMessage(), e);
        }
    }

    private static SequenceInput images(Path file, NumberArrays arrays, VisionTransformer vit)
            throws IOException {
        NumberArrays.Numbers pixels = arrays.numbers("pixels");
        List<Integer> expected =
                List.of(vit.config().channels(), vit.config().height(), vit.config().imageWidth());
        List<Integer> shape = pixels.shape();
        if (shape.size() != 4 || !shape.subList(1, 4).equals(expected)) {
            throw new TableException(
                    file
                            + ": pixels: must have shape [N, "
                            + expected.toString().substring(1)
                            + ", got "
                            + shape);
        }
        float[] values = new float[pixels.values().length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) pixels.values()[i];
        }
        return ImageInput.wrap(values, shape.get(0));
    }

    private static SequenceInput texts(Path file, NumberArrays arrays) throws IOException {
        NumberArrays.Numbers ids = arrays.numbers("input_ids");
        if (ids.shape().size() != 2) {
            throw new TableException(
                    file + ": input_ids: must have shape [N, T], got " + ids.shape());
        }
        int[] mask = new int[ids.values().length];
        Arrays.fill(mask, 1);
        int[] types = new int[ids.values().length];
        return TokenInput.of(
                integers(file, "input_ids", ids),
                same(file, arrays, "attention_mask", ids, mask),
                same(file, arrays, "token_type_ids", ids, types),
                ids.shape().get(1));
    }

    private static int[] same(
            Path file, NumberArrays arrays, String name, NumberArrays.Numbers ids, int[] absent)
            throws IOException {
        if (!arrays.has(name)) {
            return absent;
        }
        NumberArrays.Numbers numbers = arrays.numbers(name);
        if (!numbers.shape().equals(ids.shape())) {
            throw new TableException(
                    file
                            + ": "
                            + name
                            + ": must have shape "
                            + ids.shape()
                            + " as input_ids, got "
                            + numbers.shape());
        }
        return integers(file, name, numbers);
    }

    private static int[] integers(Path file, String name, NumberArrays.Numbers numbers) {
        int[] integers = new int[numbers.values().length];
        for (int i = 0; i < integers.length; i++) {
            double value = numbers.values()[i];
            if (!(value >= 0 && value < Integer.MAX_VALUE && value == Math.rint(value))) {
                throw new TableException(
                        file
                                + ": "
                                + name
                                + ": element "
                                + i
                                + " must be a whole number >= 0, got "
                                + value);
            }
            integers[i] = (int) value;
        }
        return integers;
    }

    /** The truths, numbers of classes replaced by their names. */
    static List<Column> labels(Path file, NumberArrays arrays, Network network, int rows)
            throws IOException {
        if (!arrays.has(LABEL)) {
            return List.of();
        }
        Column column = arrays.column(LABEL);
        if (column.size() != rows) {
            throw new TableException(
                    file + ": label: must have " + rows + " rows, got " + column.size());
        }
        List<String> names = network.labels();
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            String text = column.text(i);
            if (column instanceof NumberColumn numbers && !names.contains(text)) {
                double value = numbers.value(i);
                if (!(value >= 0 && value < names.size() && value == Math.rint(value))) {
                    throw new TableException(
                            file
                                    + ": row "
                                    + i
                                    + ": label: must be a class name or a number in [0, "
                                    + names.size()
                                    + "), got "
                                    + text);
                }
                text = names.get((int) value);
            }
            texts.add(text);
        }
        return List.of(Column.of(LABEL, texts));
    }
}
