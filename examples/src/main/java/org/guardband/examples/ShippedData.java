package org.guardband.examples;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.IntFunction;
import org.guardband.core.table.Table;
import org.guardband.core.table.Tables;
import org.tribuo.Example;
import org.tribuo.Output;
import org.tribuo.OutputFactory;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.datasource.ListDataSource;
import org.tribuo.evaluation.TrainTestSplitter;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;
import org.tribuo.regression.RegressionFactory;
import org.tribuo.regression.Regressor;

/** The data sets that ship with the project, as Tribuo has them. */
final class ShippedData {

    private ShippedData() {}

    /** Optical digits: 1797 images of 8 × 8 pixels, ten classes. */
    static TrainTestSplitter<Label> digits(double trainShare) throws IOException {
        Table table = read("digits");
        List<String> labels = table.texts("label");
        return split(table, "label", new LabelFactory(), i -> new Label(labels.get(i)), trainShare);
    }

    /** Diabetes: 442 patients, ten measurements, disease progression after a year. */
    static TrainTestSplitter<Regressor> diabetes(double trainShare) throws IOException {
        Table table = read("diabetes");
        double[] y = table.numbers("y");
        return split(
                table, "y", new RegressionFactory(), i -> new Regressor("y", y[i]), trainShare);
    }

    private static <T extends Output<T>> TrainTestSplitter<T> split(
            Table table,
            String target,
            OutputFactory<T> factory,
            IntFunction<T> output,
            double trainShare) {
        List<String> features =
                table.names().stream().filter(name -> !name.equals(target)).toList();
        String[] names = features.toArray(String[]::new);
        double[][] columns = features.stream().map(table::numbers).toArray(double[][]::new);
        List<Example<T>> examples = new ArrayList<>(table.rows());
        for (int i = 0; i < table.rows(); i++) {
            double[] values = new double[names.length];
            for (int j = 0; j < names.length; j++) {
                values[j] = columns[j][i];
            }
            examples.add(new ArrayExample<>(output.apply(i), names, values));
        }
        return new TrainTestSplitter<>(
                new ListDataSource<>(
                        examples, factory, new SimpleDataSourceProvenance(target, factory)),
                trainShare,
                1L);
    }

    static Table read(String name) throws IOException {
        Path file = Files.createTempFile(name, ".csv.gz");
        try (InputStream in =
                Objects.requireNonNull(
                        ShippedData.class.getResourceAsStream(
                                "/org/guardband/cli/data/" + name + ".csv.gz"),
                        name)) {
            Files.write(file, in.readAllBytes());
            return Tables.read(file, column -> !column.equals("label"));
        } finally {
            Files.delete(file);
        }
    }
}
