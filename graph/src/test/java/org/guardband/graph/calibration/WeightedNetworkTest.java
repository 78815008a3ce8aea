package org.guardband.graph.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.guardband.graph.DuplicateEdges;
import org.guardband.graph.EdgeDirection;
import org.guardband.graph.EdgeRules;
import org.guardband.graph.Graph;
import org.guardband.graph.NodeData;
import org.guardband.graph.SelfLoops;
import org.guardband.graph.WordBlocks;
import org.guardband.graph.internal.LoopedArcs;
import org.guardband.graph.internal.NodeInputs;
import org.guardband.graph.model.Gat;
import org.guardband.graph.model.Gcn;
import org.guardband.graph.model.GraphSage;
import org.guardband.graph.model.NodeModel;
import org.guardband.graph.model.NodeNetwork;
import org.guardband.graph.model.NodeTraining;
import org.guardband.kernels.Arithmetic;
import org.guardband.kernels.CsrPattern;
import org.guardband.kernels.DoubleMatrix;
import org.guardband.kernels.FloatMatrix;
import org.guardband.kernels.Kernels;
import org.guardband.nn.Adjacency;
import org.guardband.nn.Initialization;
import org.guardband.nn.Node;
import org.guardband.nn.Parameter;
import org.guardband.nn.Parameters;
import org.guardband.nn.Pass;
import org.guardband.nn.Tape;
import org.guardband.nn.Weights;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Classifiers on weighted graphs, and the perceptron that weighs them, by their definitions. */
class WeightedNetworkTest {

    private static final NodeTraining SHORT = NodeTraining.withDefaults().withEpochs(15);

    static Stream<NodeNetwork> networks() {
        return Stream.of(new Gcn(4, 0.2), new Gat(2, 3, 0.2), new GraphSage(4, 0.2));
    }

    /** With loops, and node 0 without an edge; weights tell the two directions apart. */
    private static NodeData tangled() {
        NodeData data = WordBlocks.of(14, 5);
        int n = data.graph().size();
        SplittableRandom random = new SplittableRandom(8);
        int[] src = random.ints(80, 1, n).toArray();
        int[] dst = random.ints(80, 1, n).toArray();
        dst[7] = src[7];
        dst[9] = src[9];
        Graph graph =
                Graph.of(
                        n,
                        src,
                        dst,
                        new EdgeRules(EdgeDirection.IGNORE, SelfLoops.KEEP, DuplicateEdges.MERGE));
        return NodeData.of(graph, data.features(), data.labels(), data.classNames(), data.roles());
    }

    private static int[] firstNodes() {
        return IntStream.range(0, 20).toArray();
    }

    private static int[] labels(NodeData data, int... nodes) {
        return Arrays.stream(nodes).map(data::label).toArray();
    }

    @ParameterizedTest
    @MethodSource("networks")
    void allWeightsOneAreThePlainGraphToTheBit(NodeNetwork network) {
        NodeData data = tangled();
        NodeModel model = network.train(data, SHORT, 1);
        Arithmetic<FloatMatrix> kernels = Kernels.best().floats();
        WeightedNetwork<FloatMatrix> weighted = new WeightedNetwork<>(kernels, model, data);
        Tape<FloatMatrix> tape = new Tape<>(kernels);
        FloatMatrix ones = kernels.zeros(weighted.arcs().rows().entries(), 1);
        ones.fill(1);
        Node<FloatMatrix> logits = weighted.logits(tape, tape.constant(ones));
        tape.forward(new Pass.Evaluation());
        double[] expected = DcgcModel.logits(model, data);
        for (int p = 0; p < expected.length; p++) {
            assertThat(logits.value().get(p / 3, p % 3)).isEqualTo(expected[p]);
        }
    }

    @ParameterizedTest
    @MethodSource("networks")
    void gradientsOfWeightsAreDifferences(NodeNetwork network) {
        NodeData data = tangled();
        NodeModel model = network.train(data, SHORT, 1);
        Arithmetic<DoubleMatrix> kernels = Kernels.scalar().doubles();
        WeightedNetwork<DoubleMatrix> weighted = new WeightedNetwork<>(kernels, model, data);
        Tape<DoubleMatrix> tape = new Tape<>(kernels);
        Parameters<DoubleMatrix> parameters = new Parameters<>(kernels);
        Parameter<DoubleMatrix> weights =
                parameters.add(
                        "weights",
                        weighted.arcs().rows().entries(),
                        1,
                        Initialization.normal(1),
                        new SplittableRandom(2));
        for (int e = 0; e < weights.value().rows(); e++) {
            weights.value().set(e, 0, 0.1 + Math.abs(weights.value().get(e, 0)));
        }
        Node<DoubleMatrix> loss =
                Dcgc.loss(
                        tape,
                        weighted,
                        tape.parameter(weights),
                        firstNodes(),
                        labels(data, firstNodes()));
        assertThat(differences(tape, parameters, loss)).isGreaterThan(60);
    }

    @ParameterizedTest
    @MethodSource("networks")
    void gradientsOfThePerceptronAreDifferences(NodeNetwork network) {
        NodeData data = tangled();
        NodeModel model = network.train(data, SHORT, 1);
        Arithmetic<DoubleMatrix> kernels = Kernels.scalar().doubles();
        WeightedNetwork<DoubleMatrix> weighted = new WeightedNetwork<>(kernels, model, data);
        Tape<DoubleMatrix> tape = new Tape<>(kernels);
        Parameters<DoubleMatrix> parameters = new Parameters<>(kernels);
        ArcTraining<DoubleMatrix> perceptron =
                new ArcTraining<>(
                        tape, parameters, weighted.arcs(), DcgcModel.logits(model, data), 5, 3);
        scatter(parameters);
        Node<DoubleMatrix> weights = perceptron.weights(0.3);
        Node<DoubleMatrix> loss =
                Dcgc.loss(tape, weighted, weights, firstNodes(), labels(data, firstNodes()));
        assertThat(differences(tape, parameters, loss)).isGreaterThan(35);
        long zero = Arrays.stream(weights.value().toArray()).filter(w -> w == 0).count();
        // both sides of the outer relu
        assertThat(zero).isBetween(5L, weights.rows() - 40L);
    }

    private static void scatter(Parameters<DoubleMatrix> parameters) {
        SplittableRandom random = new SplittableRandom(77);
        for (Parameter<DoubleMatrix> p : parameters.all()) {
            for (int i = 0; i < p.value().rows(); i++) {
                for (int j = 0; j < p.value().columns(); j++) {
                    p.value().set(i, j, 0.1 + 0.8 * (2 * random.nextDouble() - 1));
                }
            }
        }
    }

    private static int differences(
            Tape<DoubleMatrix> tape, Parameters<DoubleMatrix> parameters, Node<DoubleMatrix> loss) {
        Pass pass = new Pass.Training(9);
        tape.forward(pass);
        tape.backward(loss);
        int checked = 0;
        for (Parameter<DoubleMatrix> p : parameters.all()) {
            for (int i = 0; i < p.value().rows(); i++) {
                for (int j = 0; j < p.value().columns(); j++) {
                    double at = p.value().get(i, j);
                    double h = 1e-6;
                    p.value().set(i, j, at + h);
                    tape.forward(pass);
                    double up = loss.value().get(0, 0);
                    p.value().set(i, j, at - h);
                    tape.forward(pass);
                    double down = loss.value().get(0, 0);
                    p.value().set(i, j, at);
                    assertThat(p.gradient().get(i, j))
                            .as(p.name() + " " + i + "," + j)
                            .isCloseTo((up - down) / (2 * h), within(1e-8));
                    checked += p.gradient().get(i, j) != 0 ? 1 : 0;
                }
            }
        }
        return checked;
    }

    /** D^{-1/2} (W + I) D^{-1/2} written out as full matrices. */
    @Test
    void aConvolutionIsThatOfTheWeightedMatrix() {
        NodeData data = tangled();
        NodeModel model = new Gcn(4, 0.2).train(data, SHORT, 1);
        Arithmetic<DoubleMatrix> kernels = Kernels.scalar().doubles();
        WeightedNetwork<DoubleMatrix> weighted = new WeightedNetwork<>(kernels, model, data);
        CsrPattern arcs = weighted.arcs().rows();
        int n = arcs.rows();
        DoubleMatrix weights = kernels.zeros(arcs.entries(), 1);
        double[][] a = new double[n][n];
        SplittableRandom random = new SplittableRandom(6);
        for (int i = 0; i < n; i++) {
            a[i][i] = 1;
            for (int e = arcs.rowStart(i); e < arcs.rowStart(i + 1); e++) {
                a[i][arcs.column(e)] = 3 * random.nextDouble();
                weights.set(e, 0, a[i][arcs.column(e)]);
            }
        }
        double[] degree = Arrays.stream(a).mapToDouble(r -> Arrays.stream(r).sum()).toArray();
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                a[i][j] /= Math.sqrt(degree[i] * degree[j]);
            }
        }
        double[][] x = rows(data.features().toArray(), n);
        double[][] hidden = plus(times(a, times(x, number(model, 0, 60))), number(model, 1, 1));
        for (double[] row : hidden) {
            Arrays.setAll(row, j -> Math.max(0, row[j]));
        }
        double[][] z = plus(times(a, times(hidden, number(model, 2, 4))), number(model, 3, 1));
        Tape<DoubleMatrix> tape = new Tape<>(kernels);
        Node<DoubleMatrix> logits = weighted.logits(tape, tape.constant(weights));
        tape.forward(new Pass.Evaluation());
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < 3; k++) {
                assertThat(logits.value().get(i, k)).isCloseTo(z[i][k], within(1e-12));
            }
        }
    }

    private static double[][] number(NodeModel model, int index, int rows) {
        Weights weights = model.weights();
        return rows(weights.values(index), rows);
    }

    private static double[][] rows(double[] values, int rows) {
        int columns = values.length / rows;
        double[][] matrix = new double[rows][];
        Arrays.setAll(matrix, i -> Arrays.copyOfRange(values, i * columns, (i + 1) * columns));
        return matrix;
    }

    private static double[][] times(double[][] a, double[][] b) {
        double[][] product = new double[a.length][b[0].length];
        for (int i = 0; i < a.length; i++) {
            for (int k = 0; k < b.length; k++) {
                for (int j = 0; j < b[0].length; j++) {
                    product[i][j] += a[i][k] * b[k][j];
                }
            }
        }
        return product;
    }

    private static double[][] plus(double[][] a, double[][] bias) {
        for (double[] row : a) {
            Arrays.setAll(row, j -> row[j] + bias[0][j]);
        }
        return a;
    }

    /** The perceptron on [z of the source, z of the target], arc by arc. */
    @Test
    void thePerceptronIsThatOfItsDefinitionAndStaysSoFolded() {
        Arithmetic<DoubleMatrix> kernels = Kernels.scalar().doubles();
        NodeData data = tangled();
        Adjacency arcs = LoopedArcs.of(inputs(kernels, data)).plain();
        int n = data.graph().size();
        double[] z = new SplittableRandom(3).doubles(2L * n, -4, 4).toArray();
        Tape<DoubleMatrix> tape = new Tape<>(kernels);
        Parameters<DoubleMatrix> parameters = new Parameters<>(kernels);
        ArcTraining<DoubleMatrix> training = new ArcTraining<>(tape, parameters, arcs, z, 3, 3);
        scatter(parameters);
        Node<DoubleMatrix> weights = training.weights(0);
        tape.forward(new Pass.Evaluation());
        double[] folded = training.folded().weights(arcs.rows(), z);
        double[] expected = perceptron(parameters, arcs.rows(), z);
        assertThat(weights.value().toArray()).containsExactly(expected, within(1e-12));
        assertThat(folded).containsExactly(expected, within(1e-12));
    }

    private static NodeInputs<DoubleMatrix> inputs(
            Arithmetic<DoubleMatrix> kernels, NodeData data) {
        return new NodeInputs<>(kernels, data.graph(), data.features());
    }

    private static double[] perceptron(
            Parameters<DoubleMatrix> parameters, CsrPattern arcs, double[] z) {
        DoubleMatrix target = parameters.all().get(0).value();
        DoubleMatrix source = parameters.all().get(1).value();
        int edges = arcs.entries();
        double[] weights = new double[edges];
        Arrays.fill(weights, parameters.all().get(5).value().get(0, 0));
        for (int h = 0; h < 3; h++) {
            double[] x = new double[edges];
            for (int i = 0; i < arcs.rows(); i++) {
                for (int e = arcs.rowStart(i); e < arcs.rowStart(i + 1); e++) {
                    int j = arcs.column(e);
                    for (int k = 0; k < 2; k++) {
                        x[e] += z[2 * i + k] * target.get(k, h) + z[2 * j + k] * source.get(k, h);
                    }
                }
            }
            double mean = Arrays.stream(x).average().orElseThrow();
            double variance =
                    Arrays.stream(x).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
            for (int e = 0; e < edges; e++) {
                double standard = (x[e] - mean) / Math.sqrt(variance + 1e-5);
                double t =
                        parameters.all().get(2).value().get(0, h) * standard
                                + parameters.all().get(3).value().get(0, h);
                weights[e] += parameters.all().get(4).value().get(0, h) * Math.max(0, t);
            }
        }
        return Arrays.stream(weights).map(w -> Math.max(0, w)).toArray();
    }
}
