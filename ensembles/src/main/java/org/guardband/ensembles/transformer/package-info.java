/**
 * Transformer encoders in single precision for one network and for ensembles that share its
 * weights: checkpoints of ViT and BERT classifiers, forward passes, and gradients.
 */
@NullMarked
package org.guardband.ensembles.transformer;

import org.jspecify.annotations.NullMarked;
