package org.guardband.core.table;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Names that columns of a file are read under, for files that were not written for this project:
 * with {@code mean=y_pred} the column {@code y_pred} is read as {@code mean}. Where both sides end
 * in {@code *} all columns that begin alike are meant: with {@code p:*=prob_*} the column {@code
 * prob_cat} is read as {@code p:cat}. Names that a file does not have are passed over, so that the
 * same names serve a file with truths and one without. In an {@code .npz} file the names are those
 * of arrays.
 */
public final class ColumnRenames {

    private static final ColumnRenames NONE = new ColumnRenames(Map.of(), Map.of());
    private static final String ANY = "*";

    /** Names in the file to names here. */
    private final Map<String, String> whole;

    private final Map<String, String> beginnings;

    private ColumnRenames(Map<String, String> whole, Map<String, String> beginnings) {
        this.whole = whole;
        this.beginnings = beginnings;
    }

    /**
     * Every column under its own name.
     *
     * @return no new names
     */
    public static ColumnRenames none() {
        return NONE;
    }

    /**
     * New names.
     *
     * @param pairs each {@code NAME=NAME_IN_FILE}, or {@code BEGINNING*=BEGINNING_IN_FILE*}
     * @return the names
     * @throws IllegalArgumentException if a text is no such pair, or a name of either side is there
     *     twice
     */
    public static ColumnRenames of(List<String> pairs) {
        Map<String, String> whole = new LinkedHashMap<>();
        Map<String, String> beginnings = new LinkedHashMap<>();
        Set<String> ours = new HashSet<>();
        for (int i = 0; i < pairs.size(); i++) {
            String pair = pairs.get(i);
            int at = pair.indexOf('=');
            if (at <= 0 || at == pair.length() - 1) {
                throw wrong(i, "must be NAME=NAME_IN_FILE", pair);
            }
            String name = pair.substring(0, at).strip();
            String inFile = pair.substring(at + 1).strip();
            if (name.endsWith(ANY) != inFile.endsWith(ANY)) {
                throw wrong(i, "must end in * on both sides or on none", pair);
            }
            if (!ours.add(name)) {
                throw wrong(i, "must not name " + name + " twice", pair);
            }
            boolean many = name.endsWith(ANY);
            Map<String, String> names = many ? beginnings : whole;
            if (names.put(cut(inFile, many), cut(name, many)) != null) {
                throw wrong(i, "must not rename " + inFile + " twice", pair);
            }
        }
        return new ColumnRenames(whole, beginnings);
    }

    private static String cut(String name, boolean many) {
        return many ? name.substring(0, name.length() - ANY.length()) : name;
    }

    private static IllegalArgumentException wrong(int i, String rule, String pair) {
        return new IllegalArgumentException("columns[" + i + "] " + rule + ", got " + pair);
    }

    /** The names under which the columns of a file are read. */
    List<String> apply(List<String> inFile, TableOrigin origin) {
        if (whole.isEmpty() && beginnings.isEmpty()) {
            return inFile;
        }
        List<String> names = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (String old : inFile) {
            names.add(renamed(old));
        }
        for (int i = 0; i < names.size(); i++) {
            if (!seen.add(names.get(i))) {
                throw origin.headerError(
                        "column "
                                + Messages.shown(names.get(i))
                                + " would be there twice when "
                                + Messages.shown(culprit(inFile, names, names.get(i)))
                                + " is read as "
                                + Messages.shown(names.get(i)));
            }
        }
        return names;
    }

    private String renamed(String old) {
        String exact = whole.get(old);
        if (exact != null) {
            return exact;
        }
        String longest = "";
        boolean found = false;
        for (String beginning : beginnings.keySet()) {
            if (begins(old, beginning) && (!found || beginning.length() > longest.length())) {
                longest = beginning;
                found = true;
            }
        }
        return found ? beginnings.get(longest) + old.substring(longest.length()) : old;
    }

    private static boolean begins(String name, String beginning) {
        return name.length() > beginning.length() && name.startsWith(beginning);
    }

    private static String culprit(List<String> inFile, List<String> names, String twice) {
        for (int i = 0; i < names.size(); i++) {
            if (names.get(i).equals(twice) && !inFile.get(i).equals(twice)) {
                return inFile.get(i);
            }
        }
        return twice;
    }
}
