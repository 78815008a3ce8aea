package org.guardband.conformal.multimodal;

/**
 * Bounds of f, f′ and f″ over a cell of the line, relative to the level exp(−t). In z the density
 * of a component is largest at 0, −zφ at −1 and least at 1, (z² − 1)φ least at 0 and largest at
 * ±√3: over a cell each has its extremes at these places or at the ends.
 */
final class CellBounds {

    /** What rounding may do to a sum of bounds, as a share of its terms. */
    private static final double SLACK = 1e-13;

    private static final double ROOT_THREE = Math.sqrt(3);

    /** The sum of a term of each component over a cell: from at least, to at most. */
    private static final class Sum {
        private double from;
        private double to;
        private double size;
        private double least;
        private double most;

        void clear() {
            from = 0;
            to = 0;
            size = 0;
        }

        void add(double low, double high) {
            from += low;
            to += high;
            size += Math.max(Math.abs(low), Math.abs(high));
        }

        void firstOf(double a, double b) {
            least = Math.min(a, b);
            most = Math.max(a, b);
        }

        void also(double value) {
            least = Math.min(least, value);
            most = Math.max(most, value);
        }

        void addExtremes() {
            add(least, most);
        }
    }

    private final RowDensity density;
    private final double[] atCenter;
    private final double[] atOne;
    private final double[] atRootThree;
    private final Sum value = new Sum();
    private final Sum slope = new Sum();
    private final Sum curvature = new Sum();
    private double t;

    CellBounds(RowDensity density) {
        this.density = density;
        atCenter = new double[density.size()];
        atOne = new double[density.size()];
        atRootThree = new double[density.size()];
    }

    void setLevel(double level) {
        t = level;
        for (int i = 0; i < atCenter.length; i++) {
            double scale = density.height(i) + t;
            atCenter[i] = Math.exp(scale);
            atOne[i] = Math.exp(scale - 0.5);
            atRootThree[i] = Math.exp(scale - 0.5 * ROOT_THREE * ROOT_THREE);
        }
    }

    void bound(double a, double b) {
        value.clear();
        slope.clear();
        curvature.clear();
        for (int i = 0; i < atCenter.length; i++) {
            double unit = 1 / density.sd(i);
            double from = (a - density.mean(i)) / density.sd(i);
            double to = (b - density.mean(i)) / density.sd(i);
            double scale = density.height(i) + t;
            double first = Math.exp(scale - 0.5 * from * from);
            double second = Math.exp(scale - 0.5 * to * to);
            boolean center = from <= 0 && 0 <= to;
            value.add(Math.min(first, second), center ? atCenter[i] : Math.max(first, second));

            slope.firstOf(-from * unit * first, -to * unit * second);
            if (from <= -1 && -1 <= to) {
                slope.also(unit * atOne[i]);
            }
            if (from <= 1 && 1 <= to) {
                slope.also(-unit * atOne[i]);
            }
            slope.addExtremes();

            double unit2 = unit / density.sd(i);
            curvature.firstOf((from * from - 1) * unit2 * first, (to * to - 1) * unit2 * second);
            if (center) {
                curvature.also(-unit2 * atCenter[i]);
            }
            double far = (ROOT_THREE * ROOT_THREE - 1) * unit2 * atRootThree[i];
            if ((from <= -ROOT_THREE && -ROOT_THREE <= to)
                    || (from <= ROOT_THREE && ROOT_THREE <= to)) {
                curvature.also(far);
            }
            curvature.addExtremes();
        }
    }

    boolean isBelowLevel() {
        return value.to < 1 - SLACK;
    }

    boolean isAboveLevel() {
        return value.from > 1 + SLACK;
    }

    boolean isMonotone() {
        return hasOneSign(slope);
    }

    /** The slope falls throughout, or rises throughout. */
    boolean isBent() {
        return hasOneSign(curvature);
    }

    /** Of what is bent: whether the slope falls. */
    boolean isConcave() {
        return curvature.to < -SLACK * curvature.size;
    }

    private static boolean hasOneSign(Sum sum) {
        return sum.from > SLACK * sum.size || sum.to < -SLACK * sum.size;
    }
}
