package org.guardband.detection;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.guardband.core.numeric.Arguments;

/** The categories that detections and truths refer to by position. */
public final class CategoryTable {

    private final List<String> ids;
    private final List<String> names;
    private final Map<String, Integer> positions;

    private CategoryTable(List<String> ids, List<String> names) {
        this.ids = List.copyOf(ids);
        this.names = List.copyOf(names);
        this.positions = ImageTable.positions("category id", this.ids);
    }

    /**
     * Categories with ids.
     *
     * @param ids one id per category, all different; the decimal digits where the id is a number
     * @param names one name per category
     * @return the table
     * @throws IllegalArgumentException if lengths differ or an id is there twice
     */
    public static CategoryTable of(List<String> ids, List<String> names) {
        Arguments.sameLength("names", names.size(), "ids", ids.size());
        return new CategoryTable(ids, names);
    }

    /**
     * Categories with the ids 1, 2, ….
     *
     * @param names one name per category
     * @return the table
     */
    public static CategoryTable of(List<String> names) {
        return new CategoryTable(
                IntStream.rangeClosed(1, names.size()).mapToObj(Integer::toString).toList(), names);
    }

    /**
     * The number of categories.
     *
     * @return their number
     */
    public int size() {
        return ids.size();
    }

    /**
     * The ids.
     *
     * @return one per category
     */
    public List<String> ids() {
        return ids;
    }

    /**
     * The names.
     *
     * @return one per category
     */
    public List<String> names() {
        return names;
    }

    /**
     * The position of a category.
     *
     * @param id its id
     * @return its position; −1 if there is no such category
     */
    public int position(String id) {
        return positions.getOrDefault(id, -1);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CategoryTable that
                && ids.equals(that.ids)
                && names.equals(that.names);
    }

    @Override
    public int hashCode() {
        return 31 * ids.hashCode() + names.hashCode();
    }

    @Override
    public String toString() {
        return "CategoryTable[" + size() + " categories]";
    }
}
