package org.guardband.detection.format;

import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** The ascending order of ids, as numbers where all are whole numbers, else as texts. */
final class IdOrder {

    private static final Pattern WHOLE = Pattern.compile("-?[0-9]{1,18}");

    private IdOrder() {}

    static boolean isWhole(String id) {
        return WHOLE.matcher(id).matches();
    }

    static int[] of(List<String> ids) {
        Comparator<Integer> order =
                ids.stream().allMatch(IdOrder::isWhole)
                        ? Comparator.comparingLong(i -> Long.parseLong(ids.get(i)))
                        : Comparator.comparing(ids::get);
        return IntStream.range(0, ids.size()).boxed().sorted(order).mapToInt(i -> i).toArray();
    }
}
