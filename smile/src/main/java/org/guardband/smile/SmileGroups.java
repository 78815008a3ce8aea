package org.guardband.smile;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.guardband.core.batch.GroupColumn;
import smile.data.DataFrame;
import smile.data.measure.CategoricalMeasure;
import smile.data.vector.BaseVector;

/** Groups of rows of a data frame, for coverage within every group. */
public final class SmileGroups {

    private SmileGroups() {}

    /**
     * The groups that one column names: its levels where it is nominal or ordinal, else its values
     * as they are written.
     *
     * @param name the column; it must be known before the truth is
     * @return the groups of a frame; it throws an {@link IllegalArgumentException} for a frame
     *     without the column, or with a missing value in it
     */
    public static Function<DataFrame, GroupColumn> column(String name) {
        return frame -> GroupColumn.of(texts(frame, name));
    }

    private static List<String> texts(DataFrame frame, String name) {
        int j = List.of(frame.names()).indexOf(name);
        if (j < 0) {
            throw new IllegalArgumentException(
                    "rows must have the column " + name + ", got " + List.of(frame.names()));
        }
        BaseVector<?, ?, ?> column = frame.column(j);
        List<String> texts = new ArrayList<>(frame.size());
        for (int i = 0; i < frame.size(); i++) {
            Object value = column.get(i);
            if (value == null) {
                throw new IllegalArgumentException(name + "[" + i + "] must not be missing");
            }
            texts.add(
                    column.measure() instanceof CategoricalMeasure scale
                            ? scale.level(((Number) value).intValue())
                            : value.toString());
        }
        return texts;
    }
}
