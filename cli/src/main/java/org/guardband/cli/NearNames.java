package org.guardband.cli;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Names that a mistyped one may have meant. */
final class NearNames {

    private static final int MOST = 3;

    private NearNames() {}

    /** The nearest names, at most three, none that differs in more than a third of its letters. */
    static List<String> of(String typed, List<String> names) {
        String word = typed.toLowerCase(Locale.ROOT);
        return names.stream()
                .filter(name -> isNear(word, name))
                .sorted(Comparator.comparingInt(name -> distance(word, name)))
                .limit(MOST)
                .toList();
    }

    private static boolean isNear(String word, String name) {
        return distance(word, name) <= Math.max(1, name.length() / 3)
                || (word.length() > 2 && (name.contains(word) || word.contains(name)));
    }

    /** Insertions, deletions and replacements from one to the other (Levenshtein). */
    private static int distance(String a, String b) {
        int[] before = new int[b.length() + 1];
        for (int j = 0; j < before.length; j++) {
            before[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] now = new int[before.length];
            now[0] = i;
            for (int j = 1; j < now.length; j++) {
                int replaced = before[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                now[j] = Math.min(replaced, 1 + Math.min(before[j], now[j - 1]));
            }
            before = now;
        }
        return before[b.length()];
    }
}
