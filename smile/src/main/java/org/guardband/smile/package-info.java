/**
 * Models, densities and neighbour search of Smile 2.6, with calibrated probabilities, intervals and
 * sets.
 *
 * <p>A fitted model of Smile becomes a {@link org.guardband.smile.SmileClassifier} or a {@link
 * org.guardband.smile.SmileRegressor}: a function from rows to a batch, to which calibrators and
 * conformal methods of the other rooms are applied on held-out rows.
 *
 * <pre>{@code
 * var model = SmileClassifier.ofFrames(forest, SmileLabels.of(formula, training));
 * var sets = model.conformalize(
 *         ClassConformalizer.of(new LeastAmbiguous()), heldOut, labels);
 * LabelSets of90 = sets.sets(fresh, Coverage.of(0.9));
 * }</pre>
 *
 * <p>Smile 2.6.0 is under the LGPL-3 and is not brought along: a project that uses this room names
 * {@code com.github.haifengl:smile-core:2.6.0} among its own dependencies. Smile's own models are
 * saved by their users, as Smile does it; what is fitted here is saved as a model document, see
 * {@link org.guardband.smile.SmileConformal#predictor} and {@code calibrations}, and put in front
 * of a model again by {@code with}.
 *
 * <p>Trees, forests, boosting, nearest neighbours, logistic regression and support vector machines
 * of Smile run in plain Java. What it computes by linear algebra (Gaussian processes, least
 * squares, multilayer perceptrons, discriminant analysis, multivariate densities, LSH) needs the
 * native libraries that Smile names, {@code org.bytedeco:openblas:0.3.10-1.5.4} with the classifier
 * of the platform.
 */
@NullMarked
package org.guardband.smile;

import org.jspecify.annotations.NullMarked;
