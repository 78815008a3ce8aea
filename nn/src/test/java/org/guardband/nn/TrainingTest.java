package org.guardband.nn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.concurrent.ForkJoinPool;
import org.guardband.kernels.Activation;
import org.guardband.kernels.Arithmetic;
import org.guardband.kernels.Kernels;
import org.guardband.kernels.Matrix;
import org.junit.jupiter.api.Test;

class TrainingTest {

    /** Two rings, which no line parts. */
    private static <M extends Matrix<M>> double[] train(Arithmetic<M> kernels, int epochs) {
        int n = 400;
        SplittableRandom random = new SplittableRandom(5);
        M x = kernels.zeros(n, 2);
        int[] rows = new int[n];
        int[] labels = new int[n];
        for (int i = 0; i < n; i++) {
            rows[i] = i;
            labels[i] = i % 2;
            double radius = 1 + labels[i] + 0.1 * random.nextGaussian();
            double angle = random.nextDouble(2 * Math.PI);
            x.set(i, 0, radius * Math.cos(angle));
            x.set(i, 1, radius * Math.sin(angle));
        }
        Parameters<M> parameters = new Parameters<>(kernels);
        Mlp<M> network =
                Mlp.create(
                        parameters,
                        "net",
                        new int[] {2, 32, 2},
                        Activation.RELU,
                        0.1,
                        Initialization.kaimingUniform(0),
                        random);
        Tape<M> tape = new Tape<>(kernels);
        Node<M> log = Pointwise.logSoftmax(tape, network.apply(tape, tape.constant(x)));
        Node<M> loss = Losses.crossEntropy(tape, log, rows, labels);
        Optimizer adam = Adam.withDefaults().withRate(0.02).start(parameters);
        for (int epoch = 0; epoch < epochs; epoch++) {
            tape.forward(new Pass.Training(epoch));
            tape.backward(loss);
            adam.step(1);
        }
        tape.forward(new Pass.Evaluation());
        int right = 0;
        for (int i = 0; i < n; i++) {
            right += log.value().get(i, labels[i]) > Math.log(0.5) ? 1 : 0;
        }
        return new double[] {right / (double) n, loss.value().get(0, 0)};
    }

    @Test
    void aNetworkLearnsRings() {
        for (Kernels kernels : Kernels.all()) {
            assertThat(train(kernels.floats(), 150)[0]).isGreaterThan(0.98);
            assertThat(train(kernels.doubles(), 150)[0]).isGreaterThan(0.98);
        }
    }

    @Test
    void theSameSeedGivesTheSameBitsOnAnyNumberOfThreads() throws Exception {
        for (Kernels kernels : Kernels.all()) {
            double expected = train(kernels.floats(), 5)[1];
            for (int threads : new int[] {1, 3}) {
                ForkJoinPool pool = new ForkJoinPool(threads);
                try {
                    assertThat(pool.submit(() -> train(kernels.floats(), 5)[1]).get())
                            .isEqualTo(expected);
                } finally {
                    pool.shutdown();
                }
            }
        }
    }
}
