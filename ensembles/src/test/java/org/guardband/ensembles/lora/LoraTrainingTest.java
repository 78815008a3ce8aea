package org.guardband.ensembles.lora;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ForkJoinPool;
import org.guardband.core.numeric.SeededUniforms;
import org.guardband.ensembles.safetensors.CheckpointException;
import org.guardband.ensembles.safetensors.TensorType;
import org.guardband.ensembles.training.Schedule;
import org.guardband.ensembles.training.TrainingListener;
import org.guardband.ensembles.training.TrainingOptions;
import org.guardband.ensembles.training.TrainingRun;
import org.guardband.ensembles.transformer.Checkpoint;
import org.guardband.ensembles.transformer.Classification;
import org.guardband.ensembles.transformer.Dropout;
import org.guardband.ensembles.transformer.EncoderShape;
import org.guardband.ensembles.transformer.EnsembleNetwork;
import org.guardband.ensembles.transformer.ImageInput;
import org.guardband.ensembles.transformer.Member;
import org.guardband.ensembles.transformer.Network;
import org.guardband.ensembles.transformer.RandomWeights;
import org.guardband.ensembles.transformer.Site;
import org.guardband.ensembles.transformer.VisionTransformer;
import org.guardband.ensembles.transformer.VitConfig;
import org.guardband.kernels.Kernels;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoraTrainingTest {

    private static final int ROWS = 60;

    @TempDir Path folder;

    private static Network base() {
        return VisionTransformer.of(
                new VitConfig(
                        new EncoderShape(2, 8, 2, 16, 1e-6),
                        4,
                        4,
                        1,
                        2,
                        2,
                        List.of("left", "right", "top")),
                new RandomWeights(1));
    }

    /** Images with one bright half each. */
    private static ImageInput images() {
        SplittableRandom random = new SplittableRandom(2);
        float[] pixels = new float[ROWS * 16];
        for (int i = 0; i < pixels.length; i++) {
            int kind = i / 16 % 3;
            int x = i % 4;
            int y = i % 16 / 4;
            boolean bright = kind == 0 ? x < 2 : kind == 1 ? x >= 2 : y < 2;
            pixels[i] = (float) ((bright ? 1 : 0) + 0.3 * random.nextGaussian());
        }
        return ImageInput.wrap(pixels, ROWS);
    }

    private static int[] labels() {
        int[] labels = new int[ROWS];
        for (int i = 0; i < ROWS; i++) {
            labels[i] = i % 3;
        }
        return labels;
    }

    private static LoraOptions options() {
        return LoraOptions.withDefaults()
                .withMembers(3)
                .withRank(2)
                .withTraining(
                        TrainingOptions.withDefaults()
                                .withEpochs(16)
                                .withBatch(16)
                                .withRate(0.02)
                                .withSchedule(new Schedule.WarmUpCosine(4)));
    }

    private static LoraTraining training(LoraOptions options) {
        return LoraTraining.of(base(), images(), labels(), options, Kernels.scalar());
    }

    private static float[][] logits(LoraTraining training) {
        return training.ensemble().network().logits(images());
    }

    private static double accuracy(LoraTraining training) {
        var p = training.ensemble().predict(images()).meanOfSoftmax();
        int right = 0;
        for (int i = 0; i < ROWS; i++) {
            right += p.get(i).mode() == i % 3 ? 1 : 0;
        }
        return right / (double) ROWS;
    }

    @Test
    void theLossFallsInEitherModeAndTheBaseStaysFrozen() {
        for (EnsembleNetwork.BatchMode mode : EnsembleNetwork.BatchMode.values()) {
            Network base = base();
            LoraTraining training =
                    LoraTraining.of(
                            base,
                            images(),
                            labels(),
                            options().withMode(mode).withDropout(0.05),
                            Kernels.scalar());
            List<Double> losses = new ArrayList<>();
            training.run(
                    (epochs, loss) -> {
                        losses.add(loss);
                        return TrainingListener.Decision.CONTINUE;
                    });
            assertThat(losses).hasSize(16);
            assertThat(losses.get(15)).isLessThan(0.5 * losses.get(0));
            assertThat(accuracy(training)).isGreaterThan(0.6);
            Network fresh = base();
            for (int i = 0; i < base.weights().size(); i++) {
                assertThat(base.weights().get(i).values())
                        .isEqualTo(fresh.weights().get(i).values());
            }
        }
    }

    @Test
    void membersStartFromTheBaseAndGoApart() {
        LoraTraining training = training(options());
        var untrained = training.ensemble().network().members();
        assertThat(untrained.get(0).weights().get(0).values())
                .isNotEqualTo(untrained.get(1).weights().get(0).values());
        // B is zero
        assertThat(untrained.get(0).weights().get(1).values()).containsOnly(0);
        training.run(TrainingListener.silent());
        float[][] logits = logits(training);
        assertThat(logits[0]).isNotEqualTo(logits[1]);
    }

    @Test
    void resumedRunsEndWithTheSameBits() throws IOException {
        LoraOptions options = options().withDropout(0.1);
        LoraTraining whole = training(options).run(TrainingListener.silent());
        LoraTraining first = training(options);
        // in the middle of an epoch
        for (int i = 0; i < 13; i++) {
            first.run().step();
        }
        Path file = folder.resolve("run.safetensors");
        first.save(file);
        LoraTraining second = training(options);
        second.resume(file);
        assertThat(second.run().done()).isEqualTo(13);
        second.run(TrainingListener.silent());
        assertThat(logits(second)).isDeepEqualTo(logits(whole));
        assertThatThrownBy(() -> training(options.withRank(3)).resume(file))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("run.safetensors: 0.weight: must have the 24 numbers of");
    }

    @Test
    void threadsDoNotChangeABit() throws Exception {
        List<float[][]> results = new ArrayList<>();
        for (int threads : new int[] {1, 3}) {
            ForkJoinPool pool = new ForkJoinPool(threads);
            results.add(
                    pool.submit(() -> logits(training(options()).run(TrainingListener.silent())))
                            .get());
            pool.shutdown();
        }
        assertThat(results.get(1)).isDeepEqualTo(results.get(0));
    }

    @Test
    void adaptersAreReadBackToTheBit() throws IOException {
        LoraTraining training = training(options()).run(TrainingListener.silent());
        Checkpoint.write(base(), folder.resolve("base"), TensorType.F32);
        List<Path> adapters = training.saveAdapters(folder);
        LoraEnsemble read = LoraEnsemble.read(folder.resolve("base"), adapters, Kernels.scalar());
        assertThat(read.network().logits(images())).isDeepEqualTo(logits(training));
        assertThat(Files.exists(folder.resolve("adapter-2/adapter_config.json"))).isTrue();
    }

    @Test
    void aListenerStopsTheRun() {
        LoraTraining training =
                training(options())
                        .run(
                                (epochs, loss) ->
                                        epochs == 2
                                                ? TrainingListener.Decision.STOP
                                                : TrainingListener.Decision.CONTINUE);
        assertThat(training.run().done()).isEqualTo(8);
        assertThat(training.run().steps()).isEqualTo(64);
        training.run(TrainingListener.silent());
        assertThatThrownBy(() -> training.run().step()).hasMessage("all 64 steps are done");
    }

    @Test
    void aWholeNetworkIsTrainedTheSameWay() {
        Network network = base();
        EnsembleNetwork one =
                EnsembleNetwork.of(network, List.of(new Member("one", Map.of())), Kernels.scalar());
        TrainingRun run =
                TrainingRun.of(
                        new Classification(
                                one,
                                images(),
                                labels(),
                                EnsembleNetwork.BatchMode.REPEAT,
                                new Dropout(0.02, 0, 3)),
                        network.weights(),
                        options().training().withDecay(0.01).withEpochs(40),
                        Kernels.scalar());
        double first = run.step();
        List<Double> losses = new ArrayList<>();
        run.run(
                (epochs, loss) -> {
                    losses.add(loss);
                    return TrainingListener.Decision.CONTINUE;
                });
        assertThat(losses.get(losses.size() - 1)).isLessThan(0.5 * first);
    }

    @Test
    void initialisations() {
        SeededUniforms uniforms = new SeededUniforms(1, 2);
        double largest = 0;
        double squares = 0;
        Initialisation xavier = new Initialisation.XavierUniform(10);
        for (int i = 0; i < 10_000; i++) {
            largest = Math.max(largest, Math.abs(xavier.draw(uniforms, i, 8, 768)));
            double z = new Initialisation.Normal(0.02).draw(uniforms, i, 8, 768);
            squares += z * z / 10_000;
        }
        assertThat(largest).isCloseTo(0.8793, within(5e-4));
        assertThat(squares).isCloseTo(4e-4, within(2e-5));
        assertThat(
                        new Initialisation.KaimingUniform(Math.sqrt(5))
                                .draw(new SeededUniforms(1, 2), 0, 5, 100))
                .isBetween(-0.1, 0.1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> options().withSites(Set.of(Site.HEAD)))
                .withMessage("sites must be within layers, got HEAD");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> options().withMembers(0))
                .withMessage("members must be >= 1, got 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TrainingOptions.withDefaults().withClip(Double.NaN))
                .withMessage("clip must be > 0, got NaN");
    }
}
