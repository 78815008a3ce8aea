package org.guardband.cli.demo;

import java.util.Arrays;
import org.guardband.graph.Graph;
import org.guardband.graph.NodeData;
import org.guardband.graph.NodeFeatures;

/**
 * Places for nodes on the plane: the first two principal components of features that were averaged
 * over neighbours, so that nodes with many edges between them lie together.
 */
final class PlaneLayout {

    private static final int ROUNDS = 3;
    private static final int ITERATIONS = 60;

    private PlaneLayout() {}

    /** An x and a y for every node. */
    static double[][] of(NodeData data) {
        double[][] rows = rows(data.features());
        for (int round = 0; round < ROUNDS; round++) {
            rows = averaged(data.graph(), rows);
        }
        centre(rows);
        double[] x = component(rows);
        double[] y = component(rows);
        return new double[][] {x, y};
    }

    private static double[][] rows(NodeFeatures features) {
        double[][] rows = new double[features.size()][features.columns()];
        for (int v = 0; v < rows.length; v++) {
            features.copyRow(v, rows[v]);
        }
        return rows;
    }

    private static double[][] averaged(Graph graph, double[][] rows) {
        double[][] mean = new double[rows.length][];
        for (int v = 0; v < rows.length; v++) {
            double[] sum = rows[v].clone();
            for (int e = graph.first(v); e < graph.end(v); e++) {
                double[] other = rows[graph.target(e)];
                for (int j = 0; j < sum.length; j++) {
                    sum[j] += other[j];
                }
            }
            int count = graph.end(v) - graph.first(v) + 1;
            mean[v] = Arrays.stream(sum).map(s -> s / count).toArray();
        }
        return mean;
    }

    private static void centre(double[][] rows) {
        for (int j = 0; j < rows[0].length; j++) {
            int column = j;
            double mean = Arrays.stream(rows).mapToDouble(r -> r[column]).average().orElse(0);
            for (double[] row : rows) {
                row[j] -= mean;
            }
        }
    }

    /** The scores of the leading component by power iteration; takes it out of the rows. */
    private static double[] component(double[][] rows) {
        double[] axis = new double[rows[0].length];
        for (int j = 0; j < axis.length; j++) {
            // no symmetry that a component could be orthogonal to
            axis[j] = Math.cos(j + 1.0);
        }
        double[] scores = new double[rows.length];
        for (int i = 0; i < ITERATIONS; i++) {
            normalise(axis);
            project(rows, axis, scores);
            Arrays.fill(axis, 0);
            for (int v = 0; v < rows.length; v++) {
                add(axis, rows[v], scores[v]);
            }
        }
        normalise(axis);
        project(rows, axis, scores);
        for (int v = 0; v < rows.length; v++) {
            add(rows[v], axis, -scores[v]);
        }
        return scores;
    }

    private static void project(double[][] rows, double[] axis, double[] scores) {
        for (int v = 0; v < rows.length; v++) {
            scores[v] = dot(rows[v], axis);
        }
    }

    private static void normalise(double[] axis) {
        double length = Math.sqrt(dot(axis, axis));
        for (int j = 0; j < axis.length; j++) {
            axis[j] /= length;
        }
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int j = 0; j < a.length; j++) {
            sum += a[j] * b[j];
        }
        return sum;
    }

    private static void add(double[] to, double[] row, double factor) {
        for (int j = 0; j < to.length; j++) {
            to[j] += factor * row[j];
        }
    }
}
