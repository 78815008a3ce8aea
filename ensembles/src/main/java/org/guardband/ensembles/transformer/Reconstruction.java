package org.guardband.ensembles.transformer;

import java.util.List;
import java.util.Map;
import org.guardband.core.numeric.Arguments;
import org.guardband.core.numeric.SeededUniforms;
import org.guardband.kernels.Kernels;

/**
 * Masked patches as a task without labels: a share of the patches of each image is set to zero, and
 * a linear decoder of the last layer's tokens has to give their numbers back. The loss is the mean
 * squared error over the numbers of the masked patches. (In the manner of SimMIM, Xie et al. 2022,
 * arXiv 2111.09886, with zeros in place of a learned mask token.)
 *
 * @param network the network, of which all but the head is used
 * @param decoder patch size × width
 * @param images n images
 * @param share probability that a patch is masked, in (0, 1)
 * @param seed the seed of the masks, which are others in each step
 * @param kernels what computes
 */
public record Reconstruction(
        VisionTransformer network,
        Linear decoder,
        ImageInput images,
        double share,
        long seed,
        Kernels kernels)
        implements Objective {

    /**
     * Checks that everything fits.
     *
     * @param network the network
     * @param decoder patch size × width
     * @param images n images
     * @param share probability that a patch is masked
     * @param seed the seed of the masks
     * @param kernels what computes
     * @throws IllegalArgumentException if there is no image, a size does not fit or the share is
     *     not within (0, 1)
     */
    public Reconstruction {
        Arguments.atLeast("images", images.size(), 1);
        network.requireFit(images);
        Arguments.sameLength(
                "rows of the decoder", decoder.outputs(), "a patch", network.config().patchSize());
        Arguments.sameLength(
                "columns of the decoder", decoder.inputs(), "a token", network.shape().width());
        if (!(share > 0 && share < 1)) {
            throw new IllegalArgumentException("share must be within (0, 1), got " + share);
        }
    }

    @Override
    public int rows() {
        return images.size();
    }

    @Override
    public double loss(int[] rows, long step, Gradients gradients) {
        ImageInput batch = images.select(rows);
        float[] truth = network.patches(batch);
        boolean[] masked = masked(rows.length * network.config().patches(), step);
        int size = network.config().patchSize();
        float[] seen = truth.clone();
        for (int i = 0; i < seen.length; i++) {
            if (masked[i / size]) {
                seen[i] = 0;
            }
        }
        Pass pass = new Pass(kernels, 1, gradients, Noise.none());
        Members none = new Members(network, List.of(new Member("base", Map.of())));
        Activation tokens =
                network.encode(
                        pass,
                        none,
                        network.embedPatches(pass, seen, rows.length),
                        batch,
                        Block.Wanted.ALL);
        Activation decoded = LinearOperation.shared(pass, tokens, decoder);
        double loss = squaredError(decoded, truth, masked);
        pass.backward();
        return loss;
    }

    boolean[] masked(int patches, long step) {
        SeededUniforms uniforms = new SeededUniforms(seed, step);
        boolean[] masked = new boolean[patches];
        for (int i = 0; i < patches; i++) {
            masked[i] = uniforms.at(i) < share;
        }
        // a batch without a masked patch would have no loss
        masked[0] = true;
        return masked;
    }

    private double squaredError(Activation decoded, float[] truth, boolean[] masked) {
        int size = network.config().patchSize();
        int patches = network.config().patches();
        int count = 0;
        for (boolean m : masked) {
            count += m ? size : 0;
        }
        double sum = 0;
        for (int p = 0; p < masked.length; p++) {
            // the class token stands before the patches of each image
            int row = p / patches * (patches + 1) + 1 + p % patches;
            for (int j = 0; masked[p] && j < size; j++) {
                int at = row * size + j;
                double error = (double) decoded.data[at] - truth[p * size + j];
                sum += error * error;
                if (decoded.tracked) {
                    decoded.gradient()[at] += (float) (2 * error / count);
                }
            }
        }
        return sum / count;
    }
}
