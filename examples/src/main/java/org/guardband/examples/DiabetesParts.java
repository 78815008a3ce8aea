package org.guardband.examples;

import java.io.IOException;
import java.util.Arrays;
import org.guardband.core.batch.GaussianBatch;
import org.tribuo.Dataset;
import org.tribuo.Feature;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.evaluation.TrainTestSplitter;
import org.tribuo.regression.Regressor;

/**
 * The diabetes data in three parts: rows to train on, rows held out, fresh rows.
 *
 * @param train rows to train on
 * @param heldOut rows that the model has not seen, to calibrate with
 * @param fresh rows to judge by
 */
record DiabetesParts(
        Dataset<Regressor> train, Dataset<Regressor> heldOut, Dataset<Regressor> fresh) {

    /** 40 % to train, 30 % held out, 30 % fresh. */
    static DiabetesParts read() throws IOException {
        TrainTestSplitter<Regressor> parts = ShippedData.diabetes(0.4);
        MutableDataset<Regressor> rest = new MutableDataset<>(parts.getTest());
        MutableDataset<Regressor> heldOut =
                new MutableDataset<>(rest.getSourceProvenance(), rest.getOutputFactory());
        MutableDataset<Regressor> fresh =
                new MutableDataset<>(rest.getSourceProvenance(), rest.getOutputFactory());
        for (int i = 0; i < rest.size(); i++) {
            (i % 2 == 0 ? heldOut : fresh).add(rest.getExample(i));
        }
        return new DiabetesParts(new MutableDataset<>(parts.getTrain()), heldOut, fresh);
    }

    static double[] truths(Dataset<Regressor> rows) {
        return rows.getData().stream()
                .mapToDouble(example -> example.getOutput().getValues()[0])
                .toArray();
    }

    /** The named features of each row. */
    static double[][] features(Dataset<Regressor> rows, String... names) {
        double[][] x = new double[rows.size()][names.length];
        for (int i = 0; i < x.length; i++) {
            for (Feature feature : rows.getExample(i)) {
                int column = Arrays.asList(names).indexOf(feature.getName());
                if (column >= 0) {
                    x[i][column] = feature.getValue();
                }
            }
        }
        return x;
    }

    /** What a model predicts; scores of the mean alone do not look at the standard deviation. */
    static GaussianBatch predictions(Model<Regressor> model, Dataset<Regressor> rows) {
        double[] means =
                model.predict(rows).stream()
                        .mapToDouble(prediction -> prediction.getOutput().getValues()[0])
                        .toArray();
        double[] ones = new double[means.length];
        Arrays.fill(ones, 1);
        return GaussianBatch.of(means, ones);
    }
}
