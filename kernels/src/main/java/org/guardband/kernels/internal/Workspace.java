package org.guardband.kernels.internal;

import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.IntFunction;
import java.util.function.ToIntFunction;

/**
 * Arrays to work in, handed out and taken back, so that a product in a training loop allocates
 * nothing. A few of bounded length are kept; the rest is left to the collector.
 *
 * @param <A> the array type
 */
public final class Workspace<A> {
    private static final int KEPT = 16;
    private final ConcurrentLinkedDeque<A> free = new ConcurrentLinkedDeque<>();
    private final IntFunction<A> make;
    private final ToIntFunction<A> length;
    private final int longestKept;

    /**
     * Makes an empty store.
     *
     * @param make a new array of a given length
     * @param length the length of an array
     * @param longestKept arrays beyond this length are left to the collector
     */
    public Workspace(IntFunction<A> make, ToIntFunction<A> length, int longestKept) {
        this.make = make;
        this.length = length;
        this.longestKept = longestKept;
    }

    /**
     * Takes an array out.
     *
     * @param least the smallest length that will do
     * @return an array with any content
     */
    public A take(int least) {
        for (int tries = free.size(); tries > 0; tries--) {
            A array = free.pollFirst();
            if (array == null) {
                break;
            }
            if (length.applyAsInt(array) >= least) {
                return array;
            }
            free.addLast(array);
        }
        return make.apply(least);
    }

    /**
     * Gives an array back.
     *
     * @param array one that {@link #take} gave
     */
    public void give(A array) {
        if (length.applyAsInt(array) <= longestKept && free.size() < KEPT) {
            free.addFirst(array);
        }
    }
}
