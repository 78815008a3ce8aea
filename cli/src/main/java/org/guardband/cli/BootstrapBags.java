package org.guardband.cli;

import java.util.ArrayList;
import java.util.List;
import org.guardband.conformal.resampling.BootstrapEnsemble;
import org.guardband.core.model.ModelDocument;
import org.guardband.core.model.ModelReader;
import org.guardband.core.model.Persistent;

/**
 * Which training rows each member of a bagged ensemble saw.
 *
 * @param ensemble the bags
 * @param median whether members are aggregated by their median
 */
record BootstrapBags(BootstrapEnsemble ensemble, boolean median) implements Persistent {

    private static final String METHOD = "bootstrap-bags";

    static BootstrapBags of(int rows, List<int[]> bags, boolean median) {
        BootstrapEnsemble ensemble = BootstrapEnsemble.of(rows, bags);
        return new BootstrapBags(median ? ensemble.withMedian() : ensemble, median);
    }

    @Override
    public ModelDocument toDocument() {
        int[] sizes = new int[ensemble.members()];
        List<Integer> all = new ArrayList<>();
        for (int b = 0; b < sizes.length; b++) {
            int[] bag = ensemble.bag(b);
            sizes[b] = bag.length;
            for (int row : bag) {
                all.add(row);
            }
        }
        return ModelDocument.of(METHOD)
                .put("rows", ensemble.rows())
                .put("sizes", sizes)
                .put("bags", all.stream().mapToInt(Integer::intValue).toArray())
                .put("median", median)
                .build();
    }

    /** Reads {@code bootstrap-bags} models. */
    public static final class Reader implements ModelReader {

        /** Called by the service loader. */
        public Reader() {}

        @Override
        public String method() {
            return METHOD;
        }

        @Override
        public BootstrapBags read(ModelDocument document) {
            int[] all = document.integers("bags");
            List<int[]> bags = new ArrayList<>();
            int from = 0;
            for (int size : document.integers("sizes")) {
                if (size < 0 || size > all.length - from) {
                    throw new IllegalArgumentException(
                            "sizes must be >= 0 and sum to " + all.length + ", got " + size);
                }
                int[] bag = new int[size];
                System.arraycopy(all, from, bag, 0, size);
                from += size;
                bags.add(bag);
            }
            return of(document.integer("rows"), bags, document.flag("median"));
        }
    }
}
