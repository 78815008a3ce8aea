package org.guardband.tribuo.ensemble;

import java.util.ArrayList;
import java.util.List;
import org.guardband.core.batch.GaussianBatch;
import org.guardband.ensembles.ClassMembers;
import org.guardband.ensembles.RealMembers;
import org.guardband.tribuo.batch.EnsembleMembers;
import org.guardband.tribuo.batch.TribuoPredictions;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.Model;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;
import org.tribuo.regression.Regressor;

/**
 * What the members of a Tribuo ensemble say one by one, as {@code org.guardband.ensembles} takes
 * it: for pools with learned weights, the uncertainty split, and the test whether the ensemble's
 * spread can be believed.
 */
public final class DeepEnsembleMembers {

    private DeepEnsembleMembers() {}

    /**
     * Class probabilities of every member.
     *
     * @param model an ensemble, also behind a transformation, whose members give probabilities
     * @param examples at least one example
     * @return the members
     * @throws IllegalArgumentException if the model is no ensemble, there is no example, or a
     *     member gives no probabilities
     */
    public static ClassMembers classes(Model<Label> model, Dataset<Label> examples) {
        return ClassMembers.of(TribuoPredictions.memberProbabilities(model, examples));
    }

    /**
     * One dimension of what every member predicts, with the variance that it reports.
     *
     * @param model an ensemble, also behind a transformation, whose members report variances
     * @param examples at least one example
     * @param dimension the name of the dimension
     * @return the members, Gaussian
     * @throws IllegalArgumentException if the model is no ensemble, there is no example, or a
     *     variance is missing or not positive
     */
    public static RealMembers numbers(
            Model<Regressor> model, Dataset<Regressor> examples, String dimension) {
        List<List<Prediction<Regressor>>> byMember = new ArrayList<>();
        for (Example<Regressor> example : examples) {
            List<Prediction<Regressor>> row = EnsembleMembers.predict(model, example);
            for (int m = 0; m < row.size(); m++) {
                if (byMember.size() == m) {
                    byMember.add(new ArrayList<>());
                }
                byMember.get(m).add(row.get(m));
            }
        }
        List<GaussianBatch> members =
                byMember.stream().map(rows -> TribuoPredictions.gaussian(rows, dimension)).toList();
        return RealMembers.of(members);
    }
}
