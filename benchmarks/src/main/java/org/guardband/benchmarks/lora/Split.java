package org.guardband.benchmarks.lora;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.guardband.core.numeric.RandomOrder;
import org.guardband.ensembles.transformer.SequenceInput;

/**
 * A random split.
 *
 * @param pretraining rows for the base
 * @param training labelled rows
 * @param test rows of the same classes
 * @param unknown rows of the class that no model has seen; their label is 0
 * @param labels names of the known classes
 */
record Split(Part pretraining, Part training, Part test, Part unknown, List<String> labels) {

    /** Rows of a split: what a transformer looks at, and the class of each. */
    static final class Part {

        private final SequenceInput input;
        private final int[] labels;

        private Part(SequenceInput input, int... labels) {
            this.input = input;
            this.labels = labels;
        }

        SequenceInput input() {
            return input;
        }

        int[] labels() {
            return labels.clone();
        }
    }

    /** Makes the input of some rows. */
    @FunctionalInterface
    interface Rows {
        SequenceInput of(List<Integer> rows);
    }

    /**
     * Shuffles all rows and deals them out.
     *
     * @param seed the seed
     * @param classes the class of each row
     * @param names names of all classes
     * @param pretraining rows for the base
     * @param training labelled rows
     * @param rows makes the inputs
     */
    static Split of(
            long seed,
            int[] classes,
            List<String> names,
            int pretraining,
            int training,
            Rows rows) {
        int unknown = (int) (seed % names.size());
        List<Integer> inside = new ArrayList<>();
        List<Integer> outside = new ArrayList<>();
        SplittableRandom random = new SplittableRandom(seed);
        int[] order = RandomOrder.of(classes.length, random);
        for (int row : order) {
            (classes[row] == unknown ? outside : inside).add(row);
        }
        int seen = pretraining + training;
        List<List<Integer>> parts =
                List.of(
                        inside.subList(0, pretraining),
                        inside.subList(pretraining, seen),
                        inside.subList(seen, inside.size()),
                        outside);
        List<Integer> known =
                IntStream.range(0, names.size()).filter(k -> k != unknown).boxed().toList();
        List<Part> made =
                parts.stream()
                        .map(
                                some ->
                                        new Part(
                                                rows.of(some),
                                                some.stream()
                                                        .mapToInt(r -> known.indexOf(classes[r]))
                                                        .map(k -> Math.max(0, k))
                                                        .toArray()))
                        .toList();
        return new Split(
                made.get(0),
                made.get(1),
                made.get(2),
                made.get(3),
                known.stream().map(names::get).toList());
    }
}
