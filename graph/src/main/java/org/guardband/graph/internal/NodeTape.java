package org.guardband.graph.internal;

import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.guardband.graph.model.NodeNetwork;
import org.guardband.kernels.Matrix;
import org.guardband.nn.Node;
import org.guardband.nn.Parameters;
import org.guardband.nn.Tape;

/**
 * Writes a network to a tape: its parameters once, and its logits as often as asked for, with
 * dropout for training and without for evaluation. What comes before the first dropout is shared by
 * all of them, so that an epoch computes it once.
 *
 * @param <M> the precision
 */
public final class NodeTape<M extends Matrix<M>> {
    private final Tape<M> tape;
    private final NodeLayers<M> layers;
    private final NodeLayers.Gathering<M> gathering;
    private final Map<DropoutRates, Node<M>> hidden = new HashMap<>();

    /**
     * Makes the parameters.
     *
     * @param network which network
     * @param classes K
     * @param inputs graph and features
     * @param tape to write to
     * @param parameters where its parameters are added
     * @param seed of their first values
     */
    public NodeTape(
            NodeNetwork network,
            int classes,
            NodeInputs<M> inputs,
            Tape<M> tape,
            Parameters<M> parameters,
            long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        this.tape = tape;
        layers =
                NodeLayers.of(
                        network,
                        classes,
                        inputs,
                        (name, rows, columns, start) ->
                                tape.parameter(parameters.add(name, rows, columns, start, random)));
        gathering = layers.gathering(tape, new ArcWeights.None<>(inputs));
    }

    /**
     * Logits of all nodes.
     *
     * @param rates of dropout
     * @return N × K
     */
    public Node<M> logits(DropoutRates rates) {
        Node<M> units =
                hidden.computeIfAbsent(
                        rates.first(), first -> gathering.hidden(layers.sent(tape, first), first));
        return gathering.logits(units, rates);
    }
}
