package org.guardband.ensembles.training;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.guardband.core.numeric.Arguments;
import org.guardband.ensembles.json.StrictJson;
import org.guardband.ensembles.safetensors.CheckpointException;
import org.guardband.ensembles.safetensors.SafetensorsFile;
import org.guardband.ensembles.safetensors.SafetensorsWriter;
import org.guardband.ensembles.safetensors.Tensor;
import org.guardband.ensembles.safetensors.TensorType;
import org.guardband.ensembles.transformer.Gradients;
import org.guardband.ensembles.transformer.Objective;
import org.guardband.ensembles.transformer.Weight;
import org.guardband.kernels.Kernels;

/**
 * The training of some weights on an objective, step by step. It writes to the weights that it was
 * given, and belongs to one thread.
 *
 * <p>The order of rows in an epoch, and what an objective draws in a step, depend on the seed and
 * the number of the epoch or step alone, and all sums are taken in an order that depends on sizes
 * alone. So the result is the same at any number of threads, and a run that was saved and resumed
 * ends with the same bits as one that was not.
 */
public final class TrainingRun {

    private static final String STEP = "step";

    private final Objective objective;
    private final TrainingOptions options;
    private final Gradients gradients;
    private final AdamW optimiser;
    private final long stepsPerEpoch;
    private long step;
    private double lossOfEpoch;

    private TrainingRun(
            Objective objective, List<Weight> weights, TrainingOptions options, Kernels kernels) {
        this.objective = objective;
        this.options = options;
        this.gradients = Gradients.of(weights);
        this.optimiser = new AdamW(weights, kernels);
        this.stepsPerEpoch = (objective.rows() + (long) options.batch() - 1) / options.batch();
    }

    /**
     * A run that has not begun.
     *
     * @param objective what is made small
     * @param weights what is trained, each once; their arrays are written to
     * @param options how
     * @param kernels what moves the weights
     * @return the run
     * @throws IllegalArgumentException if the objective has no rows, or there is no weight or one
     *     is there twice
     */
    public static TrainingRun of(
            Objective objective, List<Weight> weights, TrainingOptions options, Kernels kernels) {
        Arguments.atLeast("rows of the objective", objective.rows(), 1);
        Arguments.atLeast("number of weights", weights.size(), 1);
        return new TrainingRun(objective, weights, options, kernels);
    }

    /**
     * The number of steps in all.
     *
     * @return epochs · ⌈rows / batch⌉
     */
    public long steps() {
        return options.epochs() * stepsPerEpoch;
    }

    /**
     * The number of steps that are done.
     *
     * @return at most {@link #steps}
     */
    public long done() {
        return step;
    }

    /**
     * Runs to the end, or until the listener stops it.
     *
     * @param listener told of each epoch
     */
    public void run(TrainingListener listener) {
        while (step < steps()) {
            step();
            if (step % stepsPerEpoch == 0) {
                double loss = lossOfEpoch / stepsPerEpoch;
                lossOfEpoch = 0;
                int epochs = (int) (step / stepsPerEpoch);
                if (listener.epochDone(epochs, loss) == TrainingListener.Decision.STOP) {
                    return;
                }
            }
        }
    }

    /**
     * One step.
     *
     * @return the loss of its batch, before the step
     * @throws IllegalStateException if all steps are done
     */
    public double step() {
        if (step >= steps()) {
            throw new IllegalStateException("all " + steps() + " steps are done");
        }
        gradients.clear();
        double loss = objective.loss(batch(), step, gradients);
        double norm = gradients.norm();
        if (norm > options.clip()) {
            gradients.scale(options.clip() / norm);
        }
        double rate = options.rate() * options.schedule().share(step, steps());
        step++;
        optimiser.step(gradients, step, rate, options.decay());
        lossOfEpoch += loss;
        return loss;
    }

    /** The rows of the next step: a slice of a permutation that is another in each epoch. */
    private int[] batch() {
        int[] order = new int[objective.rows()];
        SplittableRandom random =
                new SplittableRandom(options.seed() + 0x9E3779B97F4A7C15L * (step / stepsPerEpoch));
        for (int i = 0; i < order.length; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        int from = (int) (step % stepsPerEpoch) * options.batch();
        int to = Math.min(order.length, from + options.batch());
        return Arrays.copyOfRange(order, from, to);
    }

    /**
     * Saves weights, optimiser and position.
     *
     * @param file a safetensors file, replaced if it exists
     * @throws IOException if it cannot be written
     */
    public void save(Path file) throws IOException {
        List<Tensor> tensors = new ArrayList<>();
        List<Weight> weights = gradients.weights();
        for (int i = 0; i < weights.size(); i++) {
            Weight weight = weights.get(i);
            Long length = (long) weight.size();
            tensors.add(Tensor.wrap(i + ".weight", TensorType.F32, weight.values(), length));
            tensors.add(Tensor.wrap(i + ".first", TensorType.F32, optimiser.first(weight), length));
            tensors.add(
                    Tensor.wrap(i + ".second", TensorType.F32, optimiser.second(weight), length));
        }
        tensors.add(Tensor.wrap("loss", new double[] {lossOfEpoch}, 1L));
        tensors.add(Tensor.wrap(STEP, TensorType.I64, new long[] {step}, 1L));
        SafetensorsWriter.write(file, tensors, Map.of("guardband", "training-run"));
    }

    /**
     * Goes on where a run of the same objective, weights and options was saved.
     *
     * @param file what {@link #save} wrote
     * @throws CheckpointException if the file is damaged or of other weights
     * @throws IOException if it cannot be read
     */
    public void resume(Path file) throws IOException {
        try (SafetensorsFile open = SafetensorsFile.open(file)) {
            List<Weight> weights = gradients.weights();
            long[] saved = open.integers(STEP);
            if (saved.length != 1 || saved[0] < 0 || saved[0] > steps()) {
                throw new CheckpointException(
                        file
                                + ": step: must be one number in [0, "
                                + steps()
                                + "], got "
                                + StrictJson.shown(Arrays.toString(saved)));
            }
            // everything is read before anything is changed
            List<float[]> values = new ArrayList<>();
            for (int i = 0; i < weights.size(); i++) {
                for (String part : List.of(".weight", ".first", ".second")) {
                    values.add(exact(open, i + part, weights.get(i)));
                }
            }
            double[] loss = open.doubles("loss");
            if (loss.length != 1) {
                throw new CheckpointException(file + ": loss: must have one number");
            }
            for (int i = 0; i < weights.size(); i++) {
                Weight weight = weights.get(i);
                copy(values.get(3 * i), weight.values());
                copy(values.get(3 * i + 1), optimiser.first(weight));
                copy(values.get(3 * i + 2), optimiser.second(weight));
            }
            step = saved[0];
            lossOfEpoch = loss[0];
        }
    }

    private static float[] exact(SafetensorsFile file, String name, Weight weight)
            throws IOException {
        float[] values = file.floats(name);
        if (values.length != weight.size()) {
            throw new CheckpointException(
                    file.name()
                            + ": "
                            + name
                            + ": must have the "
                            + weight.size()
                            + " numbers of "
                            + weight.name()
                            + ", got "
                            + values.length);
        }
        return values;
    }

    private static void copy(float[] from, float[] to) {
        System.arraycopy(from, 0, to, 0, to.length);
    }
}
