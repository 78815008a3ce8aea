package org.guardband.graph;

import java.util.Arrays;
import org.guardband.core.table.TableException;
import org.jspecify.annotations.Nullable;

/** Collects sparse rows from texts such as {@code 3 17:0.5 20}. */
final class FeatureText {

    private final int[] offsets;
    private int[] indices = new int[1024];
    private double[] values = new double[1024];
    private int used;
    private int columns;

    FeatureText(int nodes) {
        offsets = new int[nodes + 1];
    }

    void parse(int node, String text, String place) {
        int at = 0;
        while (at < text.length()) {
            int end = text.indexOf(' ', at);
            end = end < 0 ? text.length() : end;
            if (end > at) {
                entry(text.substring(at, end), offsets[node], place);
            }
            at = end + 1;
        }
    }

    private void entry(String token, int rowStart, String place) {
        int colon = token.indexOf(':');
        int index;
        double value;
        try {
            index = Integer.parseInt(colon < 0 ? token : token.substring(0, colon));
            value = colon < 0 ? 1 : Double.parseDouble(token.substring(colon + 1));
        } catch (NumberFormatException e) {
            throw wrong(place, "must be COLUMN or COLUMN:VALUE, got " + token, e);
        }
        if (index < 0 || index == Integer.MAX_VALUE || !Double.isFinite(value)) {
            throw wrong(
                    place,
                    "must be a column in [0, 2147483647) with a finite value, got " + token,
                    null);
        }
        if (used > rowStart && indices[used - 1] >= index) {
            throw wrong(place, "must ascend, got " + index + " after " + indices[used - 1], null);
        }
        if (used == indices.length) {
            indices = Arrays.copyOf(indices, 2 * used);
            values = Arrays.copyOf(values, 2 * used);
        }
        indices[used] = index;
        values[used++] = value;
        columns = Math.max(columns, index + 1);
    }

    private static TableException wrong(String place, String what, @Nullable Throwable cause) {
        String message = place + ": features: " + what;
        return cause == null ? new TableException(message) : new TableException(message, cause);
    }

    void endRow(int node) {
        offsets[node + 1] = used;
    }

    SparseFeatures features() {
        return SparseFeatures.of(
                offsets.length - 1,
                columns,
                offsets,
                Arrays.copyOf(indices, used),
                Arrays.copyOf(values, used));
    }
}
