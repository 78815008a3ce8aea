package org.guardband.ensembles.transformer;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.guardband.ensembles.safetensors.HalfNumbers;
import org.guardband.ensembles.safetensors.TensorType;

/**
 * Networks and members small enough for a naive evaluation, with weights large enough to matter.
 */
final class SmallNetworks {

    private SmallNetworks() {}

    static WeightSource random(long seed) {
        return (name, shape) -> weight(name, seed + name.hashCode(), shape);
    }

    static Weight weight(String name, long seed, Integer... shape) {
        int elements = 1;
        for (int length : shape) {
            elements *= length;
        }
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[elements];
        boolean gain = name.toLowerCase(Locale.ROOT).matches(".*layernorm.*weight");
        for (int i = 0; i < elements; i++) {
            values[i] = (float) (random.nextDouble(-0.6, 0.6) + (gain ? 1 : 0));
        }
        return Weight.wrap(name, values, shape);
    }

    static VisionTransformer vit(long seed) {
        return VisionTransformer.of(
                new VitConfig(
                        new EncoderShape(2, 6, 2, 10, 1e-6), 4, 6, 2, 2, 3, List.of("a", "b", "c")),
                random(seed));
    }

    static BertClassifier bert(long seed) {
        return BertClassifier.of(
                new BertConfig(
                        new EncoderShape(2, 6, 3, 8, 1e-12), 9, 5, 2, List.of("a", "b", "c")),
                random(seed));
    }

    static ImageInput images(int size, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] pixels = new float[size * 48];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (float) random.nextDouble(-1, 1);
        }
        return ImageInput.wrap(pixels, size);
    }

    static TokenInput texts(int size, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] ids = random.ints(size * 4L, 0, 9).toArray();
        int[] types = random.ints(size * 4L, 0, 2).toArray();
        int[] mask = new int[size * 4];
        for (int i = 0; i < mask.length; i++) {
            mask[i] = i % 4 < 2 + i / 4 % 3 ? 1 : 0;
        }
        return TokenInput.of(ids, mask, types, 4);
    }

    static int[] labels(int size) {
        int[] labels = new int[size];
        for (int i = 0; i < size; i++) {
            labels[i] = i * 2 % 3;
        }
        return labels;
    }

    static Variation.LowRank lowRank(Linear map, int rank, boolean bias, long seed) {
        return new Variation.LowRank(
                weight("A", seed, rank, map.inputs()),
                weight("B", seed + 1, map.outputs(), rank),
                1.5f,
                bias ? Optional.of(weight("bias", seed + 2, map.outputs())) : Optional.empty());
    }

    static Variation.HalfLowRank half(Variation.LowRank wide) {
        return new Variation.HalfLowRank(
                half(wide.a()), half(wide.b()), wide.scaling(), wide.bias());
    }

    private static HalfWeight half(Weight wide) {
        return HalfWeight.of(
                wide.name(),
                HalfNumbers.round(TensorType.BF16, wide.values()),
                wide.shape().get(0),
                wide.shape().get(1));
    }

    static Variation.RankOne rankOne(Linear map, long seed) {
        return new Variation.RankOne(
                weight("r", seed, map.inputs()), weight("s", seed + 1, map.outputs()));
    }

    static Variation.Replaced own(Linear map, long seed) {
        return new Variation.Replaced(
                new Linear(
                        weight(map.weight().name(), seed, map.outputs(), map.inputs()),
                        weight(map.bias().name(), seed + 1, map.outputs())));
    }

    /** Low-rank members, each with a head of its own, that do not all adapt the same places. */
    static List<Member> loraMembers(Network network, int count, long seed) {
        List<Member> members = new ArrayList<>();
        for (int m = 0; m < count; m++) {
            Map<Place, Variation> variations = new TreeMap<>();
            for (Place place : network.places()) {
                boolean attention = place.site().compareTo(Site.ATTENTION_OUTPUT) <= 0;
                if (attention ? m != 1 || place.site() != Site.KEY : m == 2) {
                    Linear map = network.map(place);
                    variations.put(place, lowRank(map, 1 + m % 2, m == 0, seed + 31L * m));
                }
            }
            variations.put(Place.HEAD, own(network.head(), seed + 7L * m));
            members.add(new Member("member " + m, variations));
        }
        return members;
    }

    static List<Member> rankOneMembers(Network network, int count, long seed) {
        List<Member> members = new ArrayList<>();
        for (int m = 0; m < count; m++) {
            Map<Place, Variation> variations = new TreeMap<>();
            for (Place place : network.places()) {
                variations.put(place, rankOne(network.map(place), seed + 13L * m));
            }
            members.add(new Member("member " + m, variations));
        }
        return members;
    }
}
