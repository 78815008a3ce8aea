package org.guardband.benchmarks.graph;

import java.util.concurrent.atomic.AtomicInteger;

/** A line on standard error per run, with the time that is left. */
final class RunProgress {

    private static final int WIDTH = 30;
    private static final double NANOS = 1e-9;

    private final int runs;
    private final AtomicInteger done = new AtomicInteger();
    private final long start = System.nanoTime();

    RunProgress(int runs) {
        this.runs = runs;
    }

    void finished(NodeRun run) {
        int now = done.incrementAndGet();
        double seconds = (System.nanoTime() - start) * NANOS;
        int filled = WIDTH * now / runs;
        System.err.printf(
                "[%s%s] %d of %d runs, %.0f s, %.0f s left: %s %s split %d fold %d init %d%n",
                "#".repeat(filled),
                ".".repeat(WIDTH - filled),
                now,
                runs,
                seconds,
                seconds / now * (runs - now),
                run.data(),
                run.model(),
                run.split(),
                run.fold(),
                run.initialisation());
    }
}
