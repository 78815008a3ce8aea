package org.guardband.ensembles.transformer;

import static org.guardband.kernels.Activation.IDENTITY;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.guardband.kernels.FloatMatrix;
import org.jspecify.annotations.Nullable;

/**
 * y = W x + b for all members: the product with the shared W once over the rows of all copies, and
 * per member what it departs by.
 */
final class LinearOperation {

    private final Pass pass;
    private final Activation x;
    private final Linear base;
    private final List<Optional<Variation>> variations;
    private final Activation y;

    /** A x of each low-rank member, W(r ∘ x) of each rank-one member. */
    private final @Nullable FloatMatrix[] inner;

    /** What enters a member's factors where it is not x itself: x ∘ r, or x with some dropped. */
    private final @Nullable FloatMatrix[] entering;

    private final float[][] masks;

    private LinearOperation(
            Pass pass, Activation x, Linear base, List<Optional<Variation>> variations) {
        this.pass = pass;
        this.x = x;
        this.base = base;
        this.variations = variations;
        int copies = variations.stream().anyMatch(Optional::isPresent) ? pass.members : x.copies;
        boolean trained =
                base.weights().stream().anyMatch(pass::trains)
                        || variations.stream()
                                .flatMap(Optional::stream)
                                .flatMap(v -> v.weights().stream())
                                .anyMatch(pass::trains);
        this.y = Activation.zeros(copies, x.rows, base.outputs(), x.tracked || trained);
        this.inner = new @Nullable FloatMatrix[pass.members];
        this.entering = new @Nullable FloatMatrix[pass.members];
        this.masks = new float[pass.members][0];
    }

    /** A map that all members share. */
    static Activation shared(Pass pass, Activation x, Linear base) {
        return apply(pass, x, base, List.of());
    }

    /**
     * A map with the members' variations.
     *
     * @param variations one entry per member, or none at all
     */
    static Activation apply(
            Pass pass, Activation x, Linear base, List<Optional<Variation>> variations) {
        LinearOperation operation = new LinearOperation(pass, x, base, variations);
        operation.forward();
        pass.record(operation.y, operation::backward);
        return operation.y;
    }

    private Optional<Variation> variation(int member) {
        return variations.isEmpty() ? Optional.empty() : variations.get(member);
    }

    /** Whether a member's result contains W x. */
    private boolean usesProduct(int member) {
        return variation(member).map(v -> v instanceof Variation.Update).orElse(true);
    }

    private FloatMatrix w() {
        return base.weight().matrix();
    }

    private void forward() {
        boolean all = true;
        boolean any = false;
        for (int m = 0; m < y.copies; m++) {
            all &= usesProduct(m);
            any |= usesProduct(m);
        }
        if (all && x.copies == y.copies) {
            pass.dense.multiply(x.matrix(), w().transposed(), y.matrix());
        } else if (any && x.copies == 1) {
            FloatMatrix once = FloatMatrix.zeros(x.rows, base.outputs());
            pass.dense.multiply(x.of(0), w().transposed(), once);
            for (int m = 0; m < y.copies; m++) {
                if (usesProduct(m)) {
                    y.of(m).copyFrom(once);
                }
            }
        } else if (any) {
            for (int m = 0; m < y.copies; m++) {
                if (usesProduct(m)) {
                    pass.dense.multiply(x.of(m), w().transposed(), y.of(m));
                }
            }
        }
        for (int m = 0; m < y.copies; m++) {
            Optional<Variation> own = variation(m);
            if (own.isPresent()) {
                depart(m, own.get());
            }
            addBias(m, bias(m));
        }
    }

    private Weight bias(int member) {
        Optional<Variation> own = variation(member);
        if (own.isPresent() && own.get() instanceof Variation.Update update) {
            return update.bias().orElse(base.bias());
        }
        if (own.isPresent() && own.get() instanceof Variation.Replaced replaced) {
            return replaced.map().bias();
        }
        return base.bias();
    }

    private void addBias(int member, Weight bias) {
        FloatMatrix rows = y.of(member);
        pass.rows.biasActivate(
                rows, FloatMatrix.wrap(1, bias.size(), bias.values()), IDENTITY, rows);
    }

    private void depart(int member, Variation own) {
        if (own instanceof Variation.LowRank lowRank) {
            update(member, lowRank, lowRank.a()::matrix, lowRank.b()::matrix);
        } else if (own instanceof Variation.HalfLowRank half) {
            update(member, half, () -> pass.widened(half.a()), () -> pass.widened(half.b()));
        } else if (own instanceof Variation.RankOne rankOne) {
            FloatMatrix in = FloatMatrix.zeros(x.rows, x.width);
            timesColumns(x.data, x.start(member), rankOne.r().values(), in.data());
            entering[member] = in;
            FloatMatrix z = FloatMatrix.zeros(x.rows, y.width);
            pass.dense.multiply(in, w().transposed(), z);
            inner[member] = z;
            float[] product = new float[z.data().length];
            timesColumns(z.data(), 0, rankOne.s().values(), product);
            System.arraycopy(product, 0, y.data, y.start(member), product.length);
        } else if (own instanceof Variation.Replaced replaced) {
            pass.dense.multiply(
                    x.of(member), replaced.map().weight().matrix().transposed(), y.of(member));
        }
    }

    /**
     * Adds s·B(A x); A is used up before B is asked for, since both may be widened in one place.
     */
    private void update(
            int member, Variation.Update own, Supplier<FloatMatrix> a, Supplier<FloatMatrix> b) {
        FloatMatrix h = FloatMatrix.zeros(x.rows, own.rank());
        pass.dense.multiply(entering(member), a.get().transposed(), h);
        scale(h.data(), own.scaling());
        inner[member] = h;
        pass.dense.multiplyAdd(h, b.get().transposed(), y.of(member));
    }

    private FloatMatrix entering(int member) {
        double p = pass.noise.adapter();
        if (p == 0) {
            return x.of(member);
        }
        int size = x.rows * x.width;
        float[] mask = pass.noise.mask(size, p);
        masks[member] = mask;
        FloatMatrix in = FloatMatrix.zeros(x.rows, x.width);
        int start = x.start(member);
        for (int i = 0; i < size; i++) {
            in.data()[i] = x.data[start + i] * mask[i];
        }
        entering[member] = in;
        return in;
    }

    private static void scale(float[] values, float factor) {
        if (factor != 1) {
            for (int i = 0; i < values.length; i++) {
                values[i] *= factor;
            }
        }
    }

    /** out[i][j] = in[i][j] · factors[j]. */
    private static void timesColumns(float[] in, int start, float[] factors, float[] out) {
        int width = factors.length;
        for (int row = 0; row < out.length; row += width) {
            for (int j = 0; j < width; j++) {
                out[row + j] = in[start + row + j] * factors[j];
            }
        }
    }

    private void backward() {
        for (int m = 0; m < y.copies; m++) {
            if (pass.trains(bias(m))) {
                addColumnSums(y.gradient(), y.start(m), y.width, pass.gradients.of(bias(m)));
            }
        }
        productBackward();
        for (int m = 0; m < y.copies; m++) {
            Optional<Variation> own = variation(m);
            if (own.isPresent() && own.get() instanceof Variation.LowRank lowRank) {
                lowRankBackward(m, lowRank);
            } else if (own.isPresent() && own.get() instanceof Variation.HalfLowRank half) {
                lowRankBackward(m, half.widened());
            } else if (own.isPresent() && own.get() instanceof Variation.RankOne rankOne) {
                rankOneBackward(m, rankOne);
            } else if (own.isPresent() && own.get() instanceof Variation.Replaced replaced) {
                replacedBackward(m, replaced.map());
            }
        }
    }

    private void addColumnSums(float[] values, int start, int width, float[] out) {
        double[] sums = new double[width];
        for (int i = 0; i < y.rows; i++) {
            for (int j = 0; j < width; j++) {
                sums[j] += values[start + i * width + j];
            }
        }
        for (int j = 0; j < width; j++) {
            out[j] += (float) sums[j];
        }
    }

    /** The part of the shared W: over the sum of all copies where there was one x for all. */
    private void productBackward() {
        boolean trained = pass.trains(base.weight());
        if (!trained && !x.tracked) {
            return;
        }
        boolean all = true;
        for (int m = 0; m < y.copies; m++) {
            all &= usesProduct(m);
        }
        if (all && x.copies == y.copies) {
            product(x.matrix(), x.tracked ? x.gradientMatrix() : null, y.gradientMatrix());
            return;
        }
        if (x.copies == 1) {
            FloatMatrix sum = FloatMatrix.zeros(y.rows, y.width);
            for (int m = 0; m < y.copies; m++) {
                if (usesProduct(m)) {
                    Elementwise.addTo(sum.data(), 0, y.gradient(), y.start(m), sum.data().length);
                }
            }
            product(x.of(0), x.tracked ? x.gradientOf(0) : null, sum);
            return;
        }
        for (int m = 0; m < y.copies; m++) {
            if (usesProduct(m)) {
                product(x.of(m), x.tracked ? x.gradientOf(m) : null, y.gradientOf(m));
            }
        }
    }

    private void product(FloatMatrix in, @Nullable FloatMatrix dIn, FloatMatrix dOut) {
        if (dIn != null) {
            pass.dense.multiplyAdd(dOut, w(), dIn);
        }
        addProduct(base.weight(), dOut, in);
    }

    /** Adds dOutᵀ in to the gradient of a matrix, if it is trained. */
    private void addProduct(Weight weight, FloatMatrix dOut, FloatMatrix in) {
        if (pass.trains(weight)) {
            FloatMatrix shape = weight.matrix();
            pass.dense.multiplyAdd(
                    dOut.transposed(),
                    in,
                    FloatMatrix.wrap(shape.rows(), shape.columns(), pass.gradients.of(weight)));
        }
    }

    private static FloatMatrix present(@Nullable FloatMatrix matrix) {
        if (matrix == null) {
            throw new IllegalStateException("a derivative without its forward pass");
        }
        return matrix;
    }

    private void lowRankBackward(int member, Variation.LowRank lowRank) {
        FloatMatrix dy = y.gradientOf(member);
        addProduct(lowRank.b(), dy, present(inner[member]));
        boolean trained = pass.trains(lowRank.a());
        if (!trained && !x.tracked) {
            return;
        }
        FloatMatrix dh = FloatMatrix.zeros(y.rows, lowRank.rank());
        pass.dense.multiply(dy, lowRank.b().matrix(), dh);
        scale(dh.data(), lowRank.scaling());
        FloatMatrix dropped = entering[member];
        addProduct(lowRank.a(), dh, dropped == null ? x.of(member) : dropped);
        if (!x.tracked) {
            return;
        }
        if (dropped == null) {
            pass.dense.multiplyAdd(dh, lowRank.a().matrix(), x.gradientOf(member));
            return;
        }
        FloatMatrix d = FloatMatrix.zeros(x.rows, x.width);
        pass.dense.multiply(dh, lowRank.a().matrix(), d);
        addMasked(member, d.data(), masks[member]);
    }

    private void addMasked(int member, float[] d, float[] factors) {
        float[] out = x.gradient();
        int start = x.start(member);
        for (int i = 0; i < d.length; i++) {
            out[start + i] += d[i] * factors[i % factors.length];
        }
    }

    private void rankOneBackward(int member, Variation.RankOne rankOne) {
        FloatMatrix z = present(inner[member]);
        FloatMatrix in = present(entering[member]);
        float[] dy = y.gradient();
        int start = y.start(member);
        if (pass.trains(rankOne.s())) {
            float[] products = new float[z.data().length];
            for (int i = 0; i < products.length; i++) {
                products[i] = dy[start + i] * z.data()[i];
            }
            addColumnSums(products, 0, y.width, pass.gradients.of(rankOne.s()));
        }
        FloatMatrix dz = FloatMatrix.zeros(y.rows, y.width);
        timesColumns(dy, start, rankOne.s().values(), dz.data());
        addProduct(base.weight(), dz, in);
        FloatMatrix dIn = FloatMatrix.zeros(x.rows, x.width);
        pass.dense.multiply(dz, w(), dIn);
        if (pass.trains(rankOne.r())) {
            float[] products = new float[dIn.data().length];
            int from = x.start(member);
            for (int i = 0; i < products.length; i++) {
                products[i] = dIn.data()[i] * x.data[from + i];
            }
            addColumnSums(products, 0, x.width, pass.gradients.of(rankOne.r()));
        }
        if (x.tracked) {
            addMasked(member, dIn.data(), rankOne.r().values());
        }
    }

    private void replacedBackward(int member, Linear map) {
        FloatMatrix dy = y.gradientOf(member);
        addProduct(map.weight(), dy, x.of(member));
        if (x.tracked) {
            pass.dense.multiplyAdd(dy, map.weight().matrix(), x.gradientOf(member));
        }
    }
}
