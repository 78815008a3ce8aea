package org.guardband.ensembles.transformer;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * The definition of both networks, written down naively in double precision, one row and one member
 * at a time: what the fast passes are held against, and what is differentiated by differences.
 */
final class DoubleTransformer {

    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    private final Network network;
    private final Map<Weight, double[]> values = new HashMap<>();

    DoubleTransformer(Network network) {
        this.network = network;
    }

    /** The live double copy of a weight. */
    double[] values(Weight weight) {
        return values.computeIfAbsent(
                weight,
                w -> {
                    double[] wide = new double[w.size()];
                    for (int i = 0; i < wide.length; i++) {
                        wide[i] = w.values()[i];
                    }
                    return wide;
                });
    }

    double[] logits(SequenceInput input, int row, Member member) {
        double[][] x = features(input, row, member);
        double[] first = x[0];
        if (network instanceof BertClassifier) {
            first = linear(first, network.pooler(), member, Place.POOLER);
            for (int j = 0; j < first.length; j++) {
                first[j] = Math.tanh(first[j]);
            }
        }
        return linear(first, network.head(), member, Place.HEAD);
    }

    double[][] features(SequenceInput input, int row, Member member) {
        double[][] x =
                network instanceof VisionTransformer vit
                        ? embed(vit, vit.patches(((ImageInput) input).select(row)))
                        : embed((BertClassifier) network, ((TokenInput) input).select(row));
        boolean[] visible = network.visible(input);
        int tokens = x.length;
        boolean before = network.order() == Block.NormOrder.BEFORE;
        for (int layer = 0; layer < network.blocks.size(); layer++) {
            Block block = network.blocks.get(layer);
            double[][] h = before ? norm(x, block.first()) : x;
            double[][] q = linear(h, block.query(), member, new Place(layer, Site.QUERY));
            double[][] k = linear(h, block.key(), member, new Place(layer, Site.KEY));
            double[][] v = linear(h, block.value(), member, new Place(layer, Site.VALUE));
            double[][] context = new double[tokens][x[0].length];
            int heads = network.shape().heads();
            int width = x[0].length / heads;
            for (int head = 0; head < heads; head++) {
                for (int i = 0; i < tokens; i++) {
                    double[] weights = new double[tokens];
                    double sum = 0;
                    for (int j = 0; j < tokens; j++) {
                        if (visible.length > 0 && !visible[row * tokens + j]) {
                            continue;
                        }
                        double score = 0;
                        for (int c = head * width; c < (head + 1) * width; c++) {
                            score += q[i][c] * k[j][c];
                        }
                        weights[j] = Math.exp(score / Math.sqrt(width));
                        sum += weights[j];
                    }
                    for (int j = 0; j < tokens; j++) {
                        for (int c = head * width; c < (head + 1) * width; c++) {
                            context[i][c] += weights[j] / sum * v[j][c];
                        }
                    }
                }
            }
            double[][] out =
                    linear(
                            context,
                            block.attentionOutput(),
                            member,
                            new Place(layer, Site.ATTENTION_OUTPUT));
            double[][] y = add(x, out);
            y = before ? y : norm(y, block.first());
            double[][] in = before ? norm(y, block.second()) : y;
            double[][] hidden =
                    linear(in, block.intermediate(), member, new Place(layer, Site.INTERMEDIATE));
            for (double[] r : hidden) {
                for (int j = 0; j < r.length; j++) {
                    r[j] = r[j] * NORMAL.cumulativeProbability(r[j]);
                }
            }
            y = add(y, linear(hidden, block.output(), member, new Place(layer, Site.OUTPUT)));
            x = before ? y : norm(y, block.second());
        }
        return before ? norm(x, ((VisionTransformer) network).last()) : x;
    }

    private double[][] embed(VisionTransformer vit, float[] patches) {
        int size = vit.config().patchSize();
        int width = vit.shape().width();
        double[][] x = new double[vit.config().patches() + 1][];
        double[] positions = values(vit.positions());
        for (int t = 0; t < x.length; t++) {
            double[] in = new double[size];
            for (int j = 0; t > 0 && j < size; j++) {
                in[j] = patches[(t - 1) * size + j];
            }
            x[t] = t == 0 ? values(vit.classToken()).clone() : affine(in, vit.projection());
            for (int j = 0; j < width; j++) {
                x[t][j] += positions[t * width + j];
            }
        }
        return x;
    }

    private double[][] embed(BertClassifier bert, TokenInput text) {
        int width = bert.shape().width();
        double[][] x = new double[text.tokens()][width];
        for (int t = 0; t < x.length; t++) {
            for (int j = 0; j < width; j++) {
                x[t][j] =
                        values(bert.words())[text.ids()[t] * width + j]
                                + values(bert.positions())[t * width + j]
                                + values(bert.types())[text.types()[t] * width + j];
            }
        }
        return norm(x, bert.norm());
    }

    private static double[][] add(double[][] a, double[][] b) {
        double[][] sum = new double[a.length][a[0].length];
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < a[i].length; j++) {
                sum[i][j] = a[i][j] + b[i][j];
            }
        }
        return sum;
    }

    private double[][] norm(double[][] x, Norm norm) {
        double[][] y = new double[x.length][x[0].length];
        int width = x[0].length;
        for (int i = 0; i < x.length; i++) {
            double mean = 0;
            double variance = 0;
            for (double value : x[i]) {
                mean += value / width;
            }
            for (double value : x[i]) {
                variance += (value - mean) * (value - mean) / width;
            }
            for (int j = 0; j < width; j++) {
                y[i][j] =
                        (x[i][j] - mean)
                                        / Math.sqrt(variance + norm.epsilon())
                                        * values(norm.gain())[j]
                                + values(norm.bias())[j];
            }
        }
        return y;
    }

    private double[][] linear(double[][] x, Linear map, Member member, Place place) {
        double[][] y = new double[x.length][];
        for (int i = 0; i < x.length; i++) {
            y[i] = linear(x[i], map, member, place);
        }
        return y;
    }

    private double[] linear(double[] x, Linear map, Member member, Place place) {
        Optional<Variation> own = Optional.ofNullable(member.variations().get(place));
        if (own.isEmpty()) {
            return affine(x, map);
        }
        if (own.get() instanceof Variation.Replaced replaced) {
            return affine(x, replaced.map());
        }
        if (own.get() instanceof Variation.RankOne rankOne) {
            double[] in = x.clone();
            for (int j = 0; j < in.length; j++) {
                in[j] *= values(rankOne.r())[j];
            }
            double[] y = product(in, map.weight(), map.outputs());
            for (int j = 0; j < y.length; j++) {
                y[j] = y[j] * values(rankOne.s())[j] + values(map.bias())[j];
            }
            return y;
        }
        Variation.LowRank lowRank = (Variation.LowRank) own.get();
        double[] y = product(x, map.weight(), map.outputs());
        double[] inner = product(x, lowRank.a(), lowRank.rank());
        double[] update = product(inner, lowRank.b(), map.outputs());
        Weight bias = lowRank.bias().orElse(map.bias());
        for (int j = 0; j < y.length; j++) {
            y[j] += lowRank.scaling() * update[j] + values(bias)[j];
        }
        return y;
    }

    private double[] affine(double[] x, Linear map) {
        double[] y = product(x, map.weight(), map.outputs());
        for (int j = 0; j < y.length; j++) {
            y[j] += values(map.bias())[j];
        }
        return y;
    }

    private double[] product(double[] x, Weight weight, int outputs) {
        double[] w = values(weight);
        double[] y = new double[outputs];
        for (int i = 0; i < outputs; i++) {
            for (int j = 0; j < x.length; j++) {
                y[i] += w[i * x.length + j] * x[j];
            }
        }
        return y;
    }
}
