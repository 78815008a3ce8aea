package org.guardband.smile;

import java.util.Arrays;
import java.util.List;
import org.guardband.core.numeric.Arguments;
import org.guardband.core.set.LabelSets;
import smile.classification.ClassLabels;
import smile.data.DataFrame;
import smile.data.formula.Formula;
import smile.data.measure.NominalScale;

/**
 * The classes of a Smile classifier: which integer label of Smile stands at which class index.
 *
 * <p>Smile's labels are any integers, such as 1, 2, 5. Its models number them by their rank among
 * the labels of the training rows, and that is the place of a class in a row of probabilities, here
 * called its index; the interface of a model does not tell the labels. So the labels given here
 * must be those of the <em>training</em> rows: a held-out part may lack a class, and would number
 * the rest wrongly. Where the response is a nominal column, every level of its scale is a class, in
 * the order of its codes, also one that never occurs.
 *
 * <p>Immutable, safe to share between threads.
 */
public final class SmileLabels {

    private final int[] labels;
    private final List<String> names;

    /** Sorted places of the labels, for the search. */
    private final int[] sorted;

    private final int[] indexOfSorted;

    private SmileLabels(int[] labels, List<String> names) {
        if (labels.length < 2) {
            throw new IllegalArgumentException(
                    "labels must hold at least 2 classes, got " + Arrays.toString(labels));
        }
        Arguments.sameLength("names", names.size(), "the classes", labels.length);
        if (names.stream().distinct().count() < names.size()) {
            throw new IllegalArgumentException("names must be distinct, got " + names);
        }
        this.labels = labels;
        this.names = List.copyOf(names);
        this.sorted = labels.clone();
        Arrays.sort(sorted);
        this.indexOfSorted = new int[labels.length];
        for (int index = 0; index < labels.length; index++) {
            indexOfSorted[Arrays.binarySearch(sorted, labels[index])] = index;
        }
    }

    /**
     * The classes of training rows; a class is named by its label in decimal.
     *
     * @param trainingLabels the label of each training row
     * @return the distinct labels in ascending order
     * @throws IllegalArgumentException if there are fewer than two
     */
    public static SmileLabels of(int... trainingLabels) {
        return numbered(Arrays.stream(trainingLabels).sorted().distinct().toArray());
    }

    /**
     * The classes that Smile found.
     *
     * @param fitted labels as Smile numbers them
     * @return the classes, named by their labels in decimal
     * @throws IllegalArgumentException if there are fewer than two
     */
    public static SmileLabels of(ClassLabels fitted) {
        return numbered(fitted.labels.values.clone());
    }

    /**
     * The classes of a response column of training rows, as Smile's models on data frames number
     * them; a nominal column's levels name the classes.
     *
     * @param formula the formula that the model is trained by
     * @param training the frame that it is trained on
     * @return the classes
     * @throws IllegalArgumentException if the formula has no response in the frame, the response is
     *     not made of integers, or there are fewer than two classes
     */
    public static SmileLabels of(Formula formula, DataFrame training) {
        ClassLabels fitted;
        try {
            fitted = ClassLabels.fit(formula.y(training));
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(
                    "training must have the response of "
                            + formula
                            + " as a column of integers of at least 2 classes: "
                            + e,
                    e);
        }
        int[] labels = fitted.labels.values.clone();
        if (formula.y(training).measure() instanceof NominalScale scale) {
            return new SmileLabels(
                    labels, Arrays.stream(labels).mapToObj(code -> scale.level(code)).toList());
        }
        return numbered(labels);
    }

    private static SmileLabels numbered(int[] labels) {
        return new SmileLabels(labels, Arrays.stream(labels).mapToObj(Integer::toString).toList());
    }

    /**
     * The same classes under other names.
     *
     * @param classNames one name per class, distinct, in the order of {@link #labels}
     * @return the renamed classes
     * @throws IllegalArgumentException if there are not as many names as classes, or two are equal
     */
    public SmileLabels withNames(List<String> classNames) {
        return new SmileLabels(labels, classNames);
    }

    /**
     * The number of classes.
     *
     * @return K, at least 2
     */
    public int size() {
        return labels.length;
    }

    /**
     * The names of the classes.
     *
     * @return K names, in the order of {@link #labels}
     */
    public List<String> names() {
        return names;
    }

    /**
     * Smile's labels.
     *
     * @return K labels; the place of a label is its class index
     */
    public int[] labels() {
        return labels.clone();
    }

    /**
     * Smile's label of a class.
     *
     * @param index class index in [0, K)
     * @return the label
     * @throws IllegalArgumentException if {@code index} is out of range
     */
    public int label(int index) {
        return labels[Arguments.index("index", index, labels.length)];
    }

    /** The class index of a label, −1 for a label that is none of the classes. */
    int indexOrNone(int label) {
        int place = Arrays.binarySearch(sorted, label);
        return place < 0 ? -1 : indexOfSorted[place];
    }

    /**
     * Class indices of labels, as the methods of the other rooms take them.
     *
     * @param smileLabels one of Smile's labels per row
     * @return one class index per row
     * @throws IllegalArgumentException if a label is none of the classes
     */
    public int[] indices(int[] smileLabels) {
        int[] indices = new int[smileLabels.length];
        for (int i = 0; i < indices.length; i++) {
            indices[i] = indexOrNone(smileLabels[i]);
            if (indices[i] < 0) {
                throw new IllegalArgumentException(
                        "labels["
                                + i
                                + "] must be one of "
                                + Arrays.toString(labels)
                                + ", got "
                                + smileLabels[i]);
            }
        }
        return indices;
    }

    /**
     * Smile's labels in one prediction set.
     *
     * @param sets sets over these classes
     * @param row row index
     * @return the labels in the set, in the order of their class indices
     * @throws IllegalArgumentException if the sets are over other classes or the row is out of
     *     range
     */
    public int[] labels(LabelSets sets, int row) {
        if (!sets.labels().equals(names)) {
            throw new IllegalArgumentException(
                    "sets must be over the classes " + names + ", got " + sets.labels());
        }
        return Arrays.stream(sets.indices(row)).map(index -> labels[index]).toArray();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SmileLabels that
                && Arrays.equals(labels, that.labels)
                && names.equals(that.names);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(labels) + names.hashCode();
    }

    @Override
    public String toString() {
        return "SmileLabels" + Arrays.toString(labels) + names;
    }
}
