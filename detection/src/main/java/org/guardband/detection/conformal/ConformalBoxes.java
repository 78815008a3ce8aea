package org.guardband.detection.conformal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.guardband.core.Coverage;
import org.guardband.core.calibration.ConformalPredictor;
import org.guardband.core.calibration.ConformalScores;
import org.guardband.core.model.ModelDocument;
import org.guardband.core.model.ModelFormatException;
import org.guardband.core.set.BoxSets;
import org.guardband.detection.Boxes;

/**
 * A fitted {@link BoxConformalizer} or {@link ImageBoxConformalizer}: margins around predicted
 * boxes for any coverage. Immutable, safe to share between threads.
 *
 * <p>Where there are too few held-out pairs (or images) for a coverage, outer boxes are the whole
 * plane and inner boxes empty: every box is in the set. An outer box may also be empty, where the
 * scores say that truths are much smaller than predictions; no box is in it. Sets of a larger
 * coverage contain those of a smaller one.
 */
public final class ConformalBoxes implements ConformalPredictor<Boxes, BoxSets> {

    static final String METHOD = "conformal-boxes";

    private final BoxBound bound;
    private final BoxScale scale;

    /** One for all sides; or four; or the four outer and then the four inner ones. */
    private final List<ConformalScores> scores;

    ConformalBoxes(BoxBound bound, BoxScale scale, List<ConformalScores> scores) {
        this.bound = bound;
        this.scale = scale;
        this.scores = List.copyOf(scores);
    }

    /**
     * From which side the sets are bounded.
     *
     * @return the bound
     */
    public BoxBound bound() {
        return bound;
    }

    /**
     * The unit of the margins.
     *
     * @return the unit
     */
    public BoxScale scale() {
        return scale;
    }

    /** The number of held-out pairs, or of held-out images. */
    @Override
    public int calibrationSize() {
        return scores.get(0).size();
    }

    /**
     * The margins by which boxes grow outwards, in the unit of {@link #scale}.
     *
     * @param coverage the asked coverage of all sides together
     * @return left, top, right, bottom; +∞ where there are too few scores, or no outer bound
     */
    public double[] outerMargins(Coverage coverage) {
        return margins(coverage, bound.hasOuter(), 0);
    }

    /**
     * The margins by which boxes shrink inwards, in the unit of {@link #scale}.
     *
     * @param coverage the asked coverage of all sides together
     * @return left, top, right, bottom; +∞ where there are too few scores, or no inner bound
     */
    public double[] innerMargins(Coverage coverage) {
        int first = scores.size() > BoxExcess.SIDES ? BoxExcess.SIDES : 0;
        return margins(coverage, bound.hasInner(), first);
    }

    private double[] margins(Coverage coverage, boolean bounded, int first) {
        double[] out = new double[BoxExcess.SIDES];
        Arrays.fill(out, Double.POSITIVE_INFINITY);
        Coverage each = coverage.sharedError(scores.size());
        for (int side = 0; side < out.length && bounded; side++) {
            out[side] = scores.get(scores.size() == 1 ? 0 : first + side).quantile(each);
        }
        return out;
    }

    /**
     * Sets of one coverage. Their edges are the outermost doubles whose rounded scores are within
     * the margins, so that truths which repeat are not lost to rounding.
     *
     * @param batch predicted boxes, in any form
     * @param coverage the asked coverage of all sides together
     * @return one set per box, by corners
     */
    @Override
    public BoxSets sets(Boxes batch, Coverage coverage) {
        Coverage each = coverage.sharedError(scores.size());
        double[] margins = scores.stream().mapToDouble(part -> part.quantile(each)).toArray();
        BoxMargins sides = new BoxMargins(bound, scale, batch);
        for (int i = 0; i < batch.size(); i++) {
            sides.set(i, margins);
        }
        return sides.sets();
    }

    @Override
    public ModelDocument toDocument() {
        ModelDocument.Builder document =
                ModelDocument.of(METHOD)
                        .put("bound", bound.name())
                        .put("scale", scale.name())
                        .put("parts", scores.size());
        for (int k = 0; k < scores.size(); k++) {
            document.put("scores-" + k, scores.get(k).toArray());
        }
        return document.build();
    }

    static ConformalBoxes read(ModelDocument document) {
        BoxBound bound = constant(document, "bound", BoxBound.values());
        BoxScale scale = constant(document, "scale", BoxScale.values());
        int parts = document.integer("parts");
        int whole = bound == BoxBound.BOTH ? 2 * BoxExcess.SIDES : BoxExcess.SIDES;
        if (parts != 1 && parts != whole) {
            throw new ModelFormatException(
                    "field \"parts\" must be 1 or " + whole + ", got " + parts);
        }
        List<ConformalScores> scores = new ArrayList<>();
        for (int k = 0; k < parts; k++) {
            double[] part = document.numbers("scores-" + k);
            if (Arrays.stream(part).anyMatch(Double::isNaN)) {
                throw new ModelFormatException("field \"scores-" + k + "\" must hold no NaN");
            }
            scores.add(ConformalScores.wrap(part));
            if (scores.get(k).size() != scores.get(0).size()) {
                throw new ModelFormatException(
                        "field \"scores-" + k + "\" must have the length of \"scores-0\"");
            }
        }
        return new ConformalBoxes(bound, scale, scores);
    }

    static <E extends Enum<E>> E constant(ModelDocument document, String field, E[] all) {
        String name = document.text(field);
        return Arrays.stream(all)
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                new ModelFormatException(
                                        "field \""
                                                + field
                                                + "\" must be one of "
                                                + Arrays.toString(all)
                                                + ", got "
                                                + name));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ConformalBoxes that
                && bound == that.bound
                && scale == that.scale
                && scores.equals(that.scores);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * bound.hashCode() + scale.hashCode()) + scores.hashCode();
    }

    @Override
    public String toString() {
        return "ConformalBoxes["
                + bound
                + ", "
                + scale
                + ", "
                + scores.size()
                + (scores.size() == 1 ? " quantile" : " quantiles")
                + ", n="
                + calibrationSize()
                + "]";
    }
}
