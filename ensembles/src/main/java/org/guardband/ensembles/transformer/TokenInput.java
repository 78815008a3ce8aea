package org.guardband.ensembles.transformer;

import java.util.Arrays;
import org.guardband.core.numeric.Arguments;

/** Texts as a BERT takes them: token ids, which of them are padding, and token types. */
public final class TokenInput implements SequenceInput {

    private final int[] ids;
    private final boolean[] visible;
    private final int[] types;
    private final int size;
    private final int tokens;

    private TokenInput(int[] ids, boolean[] visible, int[] types, int size, int tokens) {
        this.ids = ids;
        this.visible = visible;
        this.types = types;
        this.size = size;
        this.tokens = tokens;
    }

    /**
     * Texts of one length, padded to it.
     *
     * @param ids n × T token ids, ≥ 0, row-major
     * @param mask n × T: 1 for a token, 0 for padding; at least one token a text
     * @param types n × T token types, ≥ 0
     * @param tokens T, ≥ 1
     * @return the texts, copied
     * @throws IllegalArgumentException if the arrays differ in length or are no multiple of T, a
     *     mask is neither 0 nor 1, a text is all padding, or an id or type is negative
     */
    public static TokenInput of(int[] ids, int[] mask, int[] types, int tokens) {
        Arguments.atLeast("tokens", tokens, 1);
        Arguments.sameLength("mask", mask.length, "ids", ids.length);
        Arguments.sameLength("types", types.length, "ids", ids.length);
        if (ids.length % tokens != 0) {
            throw new IllegalArgumentException(
                    "ids must hold rows of " + tokens + " tokens, got " + ids.length + " ids");
        }
        Arguments.allIndices("ids", ids, Integer.MAX_VALUE);
        Arguments.allIndices("types", types, Integer.MAX_VALUE);
        Arguments.allIndices("mask", mask, 2);
        boolean[] visible = new boolean[mask.length];
        for (int i = 0; i < mask.length; i++) {
            visible[i] = mask[i] == 1;
        }
        int size = ids.length / tokens;
        for (int i = 0; i < size; i++) {
            if (noneVisible(visible, i * tokens, (i + 1) * tokens)) {
                throw new IllegalArgumentException(
                        "mask[" + i + "] must have at least one token that is no padding");
            }
        }
        return new TokenInput(ids.clone(), visible, types.clone(), size, tokens);
    }

    private static boolean noneVisible(boolean[] visible, int from, int to) {
        for (int i = from; i < to; i++) {
            if (visible[i]) {
                return false;
            }
        }
        return true;
    }

    /**
     * Texts without padding and of one token type.
     *
     * @param ids n × T token ids, ≥ 0, row-major
     * @param tokens T, ≥ 1
     * @return the texts
     * @throws IllegalArgumentException as {@link #of(int[], int[], int[], int)} does
     */
    public static TokenInput of(int[] ids, int tokens) {
        int[] mask = new int[ids.length];
        Arrays.fill(mask, 1);
        return of(ids, mask, new int[ids.length], tokens);
    }

    @Override
    public int size() {
        return size;
    }

    /**
     * The length of each text.
     *
     * @return T
     */
    public int tokens() {
        return tokens;
    }

    int[] ids() {
        return ids;
    }

    /** The same texts with other tokens. */
    TokenInput withIds(int... others) {
        Arguments.sameLength("ids", others.length, "ids", ids.length);
        return new TokenInput(others.clone(), visible, types, size, tokens);
    }

    boolean[] visible() {
        return visible;
    }

    int[] types() {
        return types;
    }

    @Override
    public TokenInput select(int... rows) {
        Arguments.allIndices("rows", rows, size);
        int length = rows.length * tokens;
        TokenInput some =
                new TokenInput(
                        new int[length], new boolean[length], new int[length], rows.length, tokens);
        for (int i = 0; i < rows.length; i++) {
            int from = rows[i] * tokens;
            System.arraycopy(ids, from, some.ids, i * tokens, tokens);
            System.arraycopy(visible, from, some.visible, i * tokens, tokens);
            System.arraycopy(types, from, some.types, i * tokens, tokens);
        }
        return some;
    }

    @Override
    public String toString() {
        return "TokenInput[" + size + " texts of " + tokens + " tokens]";
    }
}
