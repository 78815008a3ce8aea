package org.guardband.benchmarks.lora;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.guardband.ensembles.lora.Initialisation;
import org.guardband.ensembles.safetensors.HalfNumbers;
import org.guardband.ensembles.safetensors.TensorType;
import org.guardband.ensembles.transformer.EncoderShape;
import org.guardband.ensembles.transformer.EnsembleNetwork;
import org.guardband.ensembles.transformer.HalfWeight;
import org.guardband.ensembles.transformer.ImageInput;
import org.guardband.ensembles.transformer.Linear;
import org.guardband.ensembles.transformer.Member;
import org.guardband.ensembles.transformer.Network;
import org.guardband.ensembles.transformer.Place;
import org.guardband.ensembles.transformer.RandomWeights;
import org.guardband.ensembles.transformer.Site;
import org.guardband.ensembles.transformer.Variation;
import org.guardband.ensembles.transformer.VisionTransformer;
import org.guardband.ensembles.transformer.VitConfig;
import org.guardband.ensembles.transformer.Weight;
import org.guardband.kernels.FloatMatrix;
import org.guardband.kernels.Kernels;

/**
 * Inference at the size of ViT-Base (12 layers, width 768, 197 tokens, generated weights): a LoRA
 * ensemble of rank 8, its adapters in single precision and in BF16, against as many passes of a
 * whole network, which is what an explicit ensemble costs in time (in memory it would cost as many
 * networks; one is used again here), and both against the product of 788 × 768 × 3072 alone.
 *
 * <pre>java -Xmx4g --add-modules jdk.incubator.vector -cp benchmarks/target/benchmarks.jar \
 *     org.guardband.benchmarks.lora.LoraThroughput [MEMBERS] [IMAGES] [ROUNDS]
 * </pre>
 */
public final class LoraThroughput {

    private static final int LAYERS = 12;
    private static final int WIDTH = 768;
    private static final int HIDDEN = 3072;
    private static final int TOKENS = 197;
    private static final int RANK = 8;
    private static final int CLASSES = 100;
    private static final double GIGA = 1e9;
    private static final double MEGA = 1e6;

    private LoraThroughput() {}

    /**
     * Measures and prints.
     *
     * @param args members, 16 unless given; images, 1; rounds, 5
     */
    public static void main(String[] args) {
        int members = args.length > 0 ? Integer.parseInt(args[0]) : 16;
        int images = args.length > 1 ? Integer.parseInt(args[1]) : 1;
        int rounds = args.length > 2 ? Integer.parseInt(args[2]) : 5;
        Kernels kernels = Kernels.best();
        print(
                "kernels %s, %d threads%n",
                kernels.name(), Runtime.getRuntime().availableProcessors());
        double peak = product(kernels, rounds);
        print("product 788 x 768 x 3072: %.1f GFLOP/s%n", peak);
        Network base = base();
        EnsembleNetwork alone =
                EnsembleNetwork.of(base, List.of(new Member("alone", Map.of())), kernels);
        ImageInput input = images(images);
        double one = seconds(rounds, () -> alone.logits(input));
        double work = members * passes(images);
        print(
                "explicit, %d passes of one network of %.1f MB: %.3f s, %.1f GFLOP/s%n",
                members, alone.weightBytes() / MEGA, members * one, work / (members * one) / GIGA);
        for (TensorType type : List.of(TensorType.F32, TensorType.BF16)) {
            EnsembleNetwork ensemble =
                    EnsembleNetwork.of(
                            base,
                            IntStream.range(0, members)
                                    .mapToObj(m -> member(base, m, type))
                                    .toList(),
                            kernels);
            print(
                    "adapters in %s: weights %.1f MB, %.3f of the base; heap in use %.1f MB%n",
                    type,
                    ensemble.weightBytes() / MEGA,
                    ensemble.weightBytes() / (double) alone.weightBytes(),
                    used() / MEGA);
            double all = seconds(rounds, () -> ensemble.logits(input));
            print(
                    "LoRA ensemble: %.3f s, %.1f GFLOP/s of the explicit ensemble's work, %.2f of"
                            + " the product's rate, %.2f times as fast%n",
                    all, work / all / GIGA, work / all / GIGA / peak, members * one / all);
            print("heap in use after it %.1f MB%n", used() / MEGA);
        }
    }

    private static void print(String format, Object... values) {
        System.out.printf(Locale.ROOT, format, values);
    }

    /** Multiplications and additions of one whole network on some images, products alone. */
    private static double passes(int images) {
        double perToken = LAYERS * (4.0 * WIDTH * WIDTH + 2.0 * WIDTH * HIDDEN);
        double attention = LAYERS * 2.0 * TOKENS * WIDTH;
        double patches = 3.0 * 16 * 16 * WIDTH;
        // in the last layer all but keys and values is for the class token alone
        double spared = (TOKENS - 1.0) * (2.0 * WIDTH * WIDTH + 2.0 * WIDTH * HIDDEN);
        double sparedAttention = (TOKENS - 1.0) * 2.0 * TOKENS * WIDTH;
        return 2
                * images
                * (TOKENS * (perToken + attention)
                        + (TOKENS - 1) * patches
                        - spared
                        - sparedAttention);
    }

    private static double product(Kernels kernels, int rounds) {
        FloatMatrix a = random(788, WIDTH);
        FloatMatrix b = random(WIDTH, HIDDEN);
        FloatMatrix c = FloatMatrix.zeros(788, HIDDEN);
        int each = 20;
        double seconds =
                seconds(
                        rounds,
                        () -> {
                            for (int i = 0; i < each; i++) {
                                kernels.floats().dense().multiply(a, b, c);
                            }
                        });
        return each * 2.0 * 788 * WIDTH * HIDDEN / seconds / GIGA;
    }

    private static FloatMatrix random(int rows, int columns) {
        SplittableRandom random = new SplittableRandom(1);
        FloatMatrix matrix = FloatMatrix.zeros(rows, columns);
        for (int i = 0; i < matrix.data().length; i++) {
            matrix.data()[i] = (float) random.nextDouble(-1, 1);
        }
        return matrix;
    }

    /** The fastest of some rounds after one to warm up. */
    private static double seconds(int rounds, Runnable work) {
        work.run();
        double best = Double.POSITIVE_INFINITY;
        for (int i = 0; i < rounds; i++) {
            long start = System.nanoTime();
            work.run();
            best = Math.min(best, (System.nanoTime() - start) * 1e-9);
        }
        return best;
    }

    private static long used() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private static Network base() {
        return VisionTransformer.of(
                new VitConfig(
                        new EncoderShape(LAYERS, WIDTH, 12, HIDDEN, 1e-12),
                        224,
                        224,
                        3,
                        16,
                        16,
                        IntStream.range(0, CLASSES).mapToObj(Integer::toString).toList()),
                new RandomWeights(1));
    }

    private static Member member(Network base, int index, TensorType type) {
        Initialisation small = new Initialisation.Normal(0.02);
        Map<Place, Variation> variations = new TreeMap<>();
        List<Place> adapted = new ArrayList<>(base.places());
        adapted.removeIf(p -> p.site() == Site.INTERMEDIATE || p.site() == Site.OUTPUT);
        for (Place place : adapted) {
            Linear map = base.map(place);
            variations.put(
                    place,
                    place.equals(Place.HEAD)
                            ? new Variation.Replaced(map.copy())
                            : update(
                                    small.matrix("a" + place, RANK, map.inputs(), index),
                                    small.matrix("b" + place, map.outputs(), RANK, index),
                                    type));
        }
        return new Member("member " + index, variations);
    }

    private static Variation update(Weight a, Weight b, TensorType type) {
        return type == TensorType.F32
                ? new Variation.LowRank(a, b, 1, Optional.empty())
                : new Variation.HalfLowRank(half(a, type), half(b, type), 1, Optional.empty());
    }

    private static HalfWeight half(Weight wide, TensorType type) {
        return HalfWeight.of(
                wide.name(),
                HalfNumbers.round(type, wide.values()),
                wide.shape().get(0),
                wide.shape().get(1));
    }

    private static ImageInput images(int count) {
        SplittableRandom random = new SplittableRandom(2);
        float[] pixels = new float[count * 3 * 224 * 224];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (float) random.nextDouble(-1, 1);
        }
        return ImageInput.wrap(pixels, count);
    }
}
