package org.guardband.cli;

import java.util.List;
import java.util.Optional;
import org.guardband.graph.conformal.NeighbourWeights;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options of {@code fit} that methods for nodes have. */
final class GraphOptions {

    @Mixin EdgesOption edges = new EdgesOption();

    @Option(
            names = "--hops",
            paramLabel = "N",
            description = "Calibration nodes count up to so many hops away (naps); default 2.")
    int hops = 2;

    @Option(
            names = "--neighbour-weights",
            paramLabel = "NAME",
            converter = WeightsConverter.class,
            description =
                    "uniform (default), hyperbolic or geometric: what a calibration node counts at"
                            + " its distance (naps).")
    NeighbourWeights weights = NeighbourWeights.UNIFORM;

    @Option(
            names = "--least-neighbours",
            paramLabel = "N",
            description = "Nodes with fewer calibration nodes near them take all of them (naps).")
    Optional<Integer> leastNeighbours = Optional.empty();

    @Option(
            names = "--by-degree",
            paramLabel = "D",
            split = ",",
            description =
                    "Coverage within every range of degrees (graph-aps), given by the largest of"
                            + " each but the last: 1,4 makes 0 to 1, 2 to 4, 5 or more.")
    List<Integer> degrees = List.of();

    @Option(
            names = "--similar",
            paramLabel = "N",
            description = "The scores of so many similar nodes are mixed in (snaps); default 20.")
    int similar = 20;

    @Option(
            names = "--diffusion",
            paramLabel = "X",
            description = "The share of the neighbours' scores, in [0, 1] (daps).")
    Optional<Double> diffusion = Optional.empty();

    @Option(names = "--heads", paramLabel = "N", description = "Attention heads (gats); default 8.")
    Optional<Integer> heads = Optional.empty();

    @Option(
            names = "--weight-decay",
            paramLabel = "X",
            description = "Pull of the parameters towards zero (gats, cagcn, gets).")
    Optional<Double> weightDecay = Optional.empty();

    /** Weights by name. */
    static final class WeightsConverter implements ITypeConverter<NeighbourWeights> {
        @Override
        public NeighbourWeights convert(String text) {
            return FitOptions.named(text, NeighbourWeights.values());
        }
    }
}
