package org.guardband.detection.conformal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.guardband.conformal.classification.ClassConformalizer;
import org.guardband.conformal.classification.ClassScore;
import org.guardband.conformal.classification.ConformalClassifier;
import org.guardband.conformal.classification.LabelSelector;
import org.guardband.conformal.classification.RowUniforms;
import org.guardband.core.Coverage;
import org.guardband.core.batch.CategoricalBatch;
import org.guardband.core.calibration.ConformalPredictor;
import org.guardband.core.calibration.MaxRankScores;
import org.guardband.core.model.ModelDocument;
import org.guardband.core.model.ModelFiles;
import org.guardband.core.model.ModelFormatException;
import org.guardband.core.set.LabelSets;
import org.guardband.detection.Boxes;

/**
 * A fitted {@link JointLabelledBoxConformalizer}: immutable, safe to share between threads. Sets of
 * a larger coverage contain those of a smaller one.
 */
public final class JointLabelledBoxes
        implements ConformalPredictor<LabelledBoxes, LabelledBoxSets> {

    static final String METHOD = "joint-labelled-boxes";

    private final ClassScore score;
    private final List<String> labels;
    private final BoxBound bound;
    private final BoxScale scale;

    /** Of each pool the scores of the true label first, then those of the box. */
    private final List<MaxRankScores> pools;

    private final int[] poolOf;

    JointLabelledBoxes(
            ClassScore score,
            List<String> labels,
            BoxBound bound,
            BoxScale scale,
            List<MaxRankScores> pools,
            int[] poolOf) {
        this.score = score;
        this.labels = List.copyOf(labels);
        this.bound = bound;
        this.scale = scale;
        this.pools = List.copyOf(pools);
        this.poolOf = poolOf;
    }

    /** The number of held-out pairs, of all pools together. */
    @Override
    public int calibrationSize() {
        return pools.stream().mapToInt(MaxRankScores::size).sum();
    }

    /**
     * The number of held-out pairs that a label's threshold rests on.
     *
     * @param label its index
     * @return the size of its pool
     */
    public int calibrationSize(int label) {
        return pools.get(poolOf[label]).size();
    }

    /**
     * The names of the labels.
     *
     * @return K names, those of the held-out detections
     */
    public List<String> labels() {
        return labels;
    }

    /**
     * Sets of one coverage.
     *
     * @param batch predicted labels and boxes
     * @param coverage the asked coverage of label and box together
     * @return a set of labels and a set of boxes per detection. Where no label is in the set, which
     *     says that the detection is like no held-out one, the box is that of the label with the
     *     smallest score
     * @throws IllegalArgumentException if the labels differ from those of the held-out detections
     */
    @Override
    public LabelledBoxSets sets(LabelledBoxes batch, Coverage coverage) {
        if (!batch.labels().labels().equals(labels)) {
            throw new IllegalArgumentException(
                    "labels must be those of the held-out detections, "
                            + labels
                            + ", got "
                            + batch.labels().labels());
        }
        double[][] thresholds =
                pools.stream().map(pool -> pool.thresholds(coverage)).toArray(double[][]::new);
        int n = batch.boxes().size();
        int width = LabelSets.wordsPerRow(labels.size());
        long[] words = new long[n * width];
        BoxMargins margins = new BoxMargins(bound, scale, batch.boxes());
        double[] row = new double[labels.size()];
        double[] scores = new double[labels.size()];
        double[] sides = new double[thresholds[0].length - 1];
        LabelSelector selector = score.selector(labels.size());
        RowUniforms uniforms = new RowUniforms(score, RowUniforms.TEST);
        CategoricalBatch probabilities = batch.labels();
        for (int i = 0; i < n; i++) {
            probabilities.copyRow(i, row);
            selector.row(row, uniforms.at(i, row));
            selector.scores(scores);
            Arrays.fill(sides, Double.NEGATIVE_INFINITY);
            boolean empty = true;
            for (int k = 0; k < scores.length; k++) {
                double[] own = thresholds[poolOf[k]];
                if (scores[k] <= own[0]) {
                    words[i * width + (k >> 6)] |= 1L << k;
                    widen(sides, own);
                    empty = false;
                }
            }
            if (empty) {
                widen(sides, thresholds[poolOf[smallest(scores)]]);
            }
            margins.set(i, sides);
        }
        return new LabelledBoxSets(LabelSets.wrap(words, labels), margins.sets());
    }

    private static void widen(double[] sides, double[] thresholds) {
        for (int s = 0; s < sides.length; s++) {
            sides[s] = Math.max(sides[s], thresholds[s + 1]);
        }
    }

    private static int smallest(double[] scores) {
        return IntStream.range(0, scores.length)
                .reduce((a, b) -> scores[b] < scores[a] ? b : a)
                .orElseThrow();
    }

    /**
     * The p-value of a hypothesised label and box of each detection, within the label's pool.
     *
     * @param batch predicted labels and boxes
     * @param truths one label per detection
     * @param boxes one box per detection
     * @return one p-value per detection, super-uniform for true labels and boxes
     * @throws IllegalArgumentException if numbers differ or a label is out of range
     */
    public double[] pValues(LabelledBoxes batch, int[] truths, Boxes boxes) {
        LabelledPairs pairs = LabelledPairs.of(batch, truths, boxes);
        List<double[]> columns =
                BoxConformalizer.of(bound, scale, pools.get(0).dimension() > 2)
                        .scores(batch.boxes(), pairs.boxes());
        RowUniforms uniforms = new RowUniforms(score, RowUniforms.TEST);
        double[] row = new double[batch.labels().classes()];
        double[] out = new double[pairs.size()];
        double[] scores = new double[columns.size() + 1];
        for (int i = 0; i < out.length; i++) {
            batch.labels().copyRow(i, row);
            scores[0] = score.score(row, truths[i], uniforms.at(i, row));
            for (int c = 0; c < columns.size(); c++) {
                scores[c + 1] = columns.get(c)[i];
            }
            out[i] = pools.get(poolOf[truths[i]]).pValue(scores);
        }
        return out;
    }

    /** The score is saved as an unfitted classifier of its own. */
    @Override
    public ModelDocument toDocument() {
        ConformalClassifier unfitted =
                ClassConformalizer.of(score)
                        .conformalize(
                                CategoricalBatch.wrap(
                                        new double[0], labels, CategoricalBatch.DEFAULT_TOLERANCE),
                                new int[0]);
        List<ModelDocument> children = new ArrayList<>();
        for (MaxRankScores pool : pools) {
            ModelDocument.Builder child =
                    ModelDocument.of("pool")
                            .put("ranks", pool.ranks())
                            .put("parts", pool.dimension());
            for (int c = 0; c < pool.dimension(); c++) {
                child.put("scores-" + c, pool.parts().get(c).toArray());
            }
            children.add(child.build());
        }
        return ModelDocument.of(METHOD)
                .put("score", unfitted.toDocument())
                .put("bound", bound.name())
                .put("scale", scale.name())
                .putChildren("pools", children)
                .put("poolOf", poolOf)
                .build();
    }

    static JointLabelledBoxes read(ModelDocument document) {
        if (!(ModelFiles.fromDocument(document.child("score"))
                instanceof ConformalClassifier one)) {
            throw new ModelFormatException("field \"score\" must hold a classifier");
        }
        BoxBound bound = ConformalBoxes.constant(document, "bound", BoxBound.values());
        BoxScale scale = ConformalBoxes.constant(document, "scale", BoxScale.values());
        List<MaxRankScores> pools =
                document.children("pools").stream().map(JointLabelledBoxes::pool).toList();
        int[] poolOf = document.integers("poolOf");
        int whole = bound == BoxBound.BOTH ? 2 * BoxExcess.SIDES : BoxExcess.SIDES;
        for (MaxRankScores pool : pools) {
            if (pool.dimension() != 2 && pool.dimension() != whole + 1) {
                throw new ModelFormatException(
                        "field \"parts\" must be 2 or "
                                + (whole + 1)
                                + ", got "
                                + pool.dimension());
            }
        }
        if (poolOf.length != one.labels().size()
                || pools.stream().mapToInt(MaxRankScores::dimension).distinct().count() != 1
                || Arrays.stream(poolOf).anyMatch(pool -> pool < 0 || pool >= pools.size())) {
            throw new ModelFormatException(
                    "field \"poolOf\" must hold a pool of one kind for every label");
        }
        return new JointLabelledBoxes(one.score(), one.labels(), bound, scale, pools, poolOf);
    }

    private static MaxRankScores pool(ModelDocument document) {
        int parts = document.integer("parts");
        if (parts < 2 || parts > 2 * BoxExcess.SIDES + 1) {
            throw new ModelFormatException("field \"parts\" must be in [2, 9], got " + parts);
        }
        List<double[]> scores =
                IntStream.range(0, parts).mapToObj(c -> document.numbers("scores-" + c)).toList();
        try {
            return MaxRankScores.of(scores, document.numbers("ranks"));
        } catch (IllegalArgumentException e) {
            throw new ModelFormatException(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof JointLabelledBoxes that && toDocument().equals(that.toDocument());
    }

    @Override
    public int hashCode() {
        return 31 * pools.hashCode() + labels.hashCode();
    }

    @Override
    public String toString() {
        return "JointLabelledBoxes["
                + score
                + ", "
                + bound
                + ", "
                + scale
                + ", "
                + pools.size()
                + (pools.size() == 1 ? " pool" : " pools")
                + ", n="
                + calibrationSize()
                + "]";
    }
}
