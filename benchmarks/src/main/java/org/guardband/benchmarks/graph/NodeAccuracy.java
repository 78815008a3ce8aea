package org.guardband.benchmarks.graph;

import java.util.Comparator;
import java.util.Locale;

/**
 * How a node classifier did on the public split of a graph.
 *
 * @param data name of the data
 * @param model what was trained
 * @param seed of its first weights and of dropout
 * @param epochs how many it took, those after the kept one included
 * @param accuracy on the test nodes
 */
record NodeAccuracy(String data, PublicModel model, int seed, int epochs, double accuracy) {

    static final String HEADER = "data,model,seed,epochs,accuracy";

    static final Comparator<NodeAccuracy> ORDER =
            Comparator.comparing(NodeAccuracy::data)
                    .thenComparing(NodeAccuracy::model)
                    .thenComparingInt(NodeAccuracy::seed);

    /** A line of the file; numbers come back to the bit. */
    String line() {
        return data
                + ","
                + model.name().toLowerCase(Locale.ROOT)
                + ","
                + seed
                + ","
                + epochs
                + ","
                + accuracy;
    }

    static NodeAccuracy parse(String line) {
        String[] cells = line.split(",", -1);
        return new NodeAccuracy(
                cells[0],
                PublicModel.valueOf(cells[1].toUpperCase(Locale.ROOT)),
                Integer.parseInt(cells[2]),
                Integer.parseInt(cells[3]),
                Double.parseDouble(cells[4]));
    }

    boolean isOf(String otherData, PublicModel otherModel) {
        return data.equals(otherData) && model == otherModel;
    }
}
