package org.guardband.benchmarks.conformal;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.guardband.conformal.online.BettingMartingale;
import org.guardband.conformal.online.DriftAlarm;
import org.guardband.conformal.online.HistogramMartingale;
import org.guardband.conformal.online.KernelMartingale;
import org.guardband.conformal.online.MixtureMartingale;
import org.guardband.conformal.online.PowerMartingale;
import org.guardband.conformal.online.SimpleJumper;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One step of a drift alarm that has seen 100 000 rows, and up to some millions more. */
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init") // JMH calls start() first
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "-Xmx2g")
public class DriftAlarmBenchmark {

    @Param({"jumper", "power", "mixture", "histogram", "kernel"})
    private String martingale;

    private SplittableRandom random;
    private DriftAlarm alarm;

    /** Starts anew, so that memory stays within bounds. */
    @Setup(Level.Iteration)
    public void start() {
        random = new SplittableRandom(1);
        alarm = DriftAlarm.start(1e-9, martingale(martingale), 1);
        for (int i = 0; i < 100_000; i++) {
            alarm.observe(random.nextDouble());
        }
    }

    private static BettingMartingale martingale(String name) {
        return switch (name) {
            case "jumper" -> SimpleJumper.start();
            case "power" -> PowerMartingale.start(0.9);
            case "mixture" -> MixtureMartingale.start();
            case "histogram" -> HistogramMartingale.start();
            case "kernel" -> KernelMartingale.start();
            default -> throw new IllegalArgumentException(name);
        };
    }

    /** One row. */
    @Benchmark
    public boolean step() {
        return alarm.observe(random.nextDouble());
    }
}
