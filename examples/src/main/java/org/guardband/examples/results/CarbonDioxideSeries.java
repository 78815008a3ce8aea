package org.guardband.examples.results;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The weekly carbon dioxide of Mauna Loa, 1958 to 2001, and a forecast of every week that is never
 * fitted again: the value of 52 weeks before plus the mean growth in a year up to 1964. The growth
 * has doubled since, in bursts of some years, so that the errors drift.
 */
final class CarbonDioxideSeries {

    private static final int YEAR = 52;

    /** Weeks from which the growth is taken. */
    private static final int LEARNED = 6 * YEAR;

    /** The first week that is predicted. */
    private static final int START = 10 * YEAR;

    private final double[] calibration;
    private final double[] errors;
    private final double[] years;

    private CarbonDioxideSeries(double[] calibration, double[] errors, double[] years) {
        this.calibration = calibration;
        this.errors = errors;
        this.years = years;
    }

    static CarbonDioxideSeries read() throws IOException {
        List<Double> values = new ArrayList<>();
        try (InputStream file =
                        Objects.requireNonNull(
                                CarbonDioxideSeries.class.getResourceAsStream(
                                        "/org/guardband/examples/co2-weekly.csv"),
                                "co2-weekly.csv");
                BufferedReader lines =
                        new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
            lines.readLine();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String value = line.substring(line.indexOf(',') + 1);
                values.add(value.isEmpty() ? Double.NaN : Double.parseDouble(value));
            }
        }
        return of(values.stream().mapToDouble(Double::doubleValue).toArray());
    }

    /** Weeks without a value, now or a year before, are left out. */
    private static CarbonDioxideSeries of(double[] values) {
        List<Double> calibration = new ArrayList<>();
        List<Double> errors = new ArrayList<>();
        List<Double> years = new ArrayList<>();
        double growth = 0;
        int weeks = 0;
        for (int t = YEAR; t < values.length; t++) {
            double rise = values[t] - values[t - YEAR];
            if (Double.isNaN(rise)) {
                continue;
            }
            if (t < LEARNED) {
                growth += rise;
                weeks++;
            } else if (t < START) {
                calibration.add(rise - growth / weeks);
            } else {
                errors.add(rise - growth / weeks);
                years.add(1958.24 + t / 52.178);
            }
        }
        return new CarbonDioxideSeries(array(calibration), array(errors), array(years));
    }

    private static double[] array(List<Double> list) {
        return list.stream().mapToDouble(Double::doubleValue).toArray();
    }

    double[] calibration() {
        return calibration.clone();
    }

    double[] errors() {
        return errors.clone();
    }

    /** When the prediction of a number was made. */
    double year(int prediction) {
        return years[prediction];
    }

    double firstYear() {
        return years[0];
    }

    double lastYear() {
        return years[years.length - 1];
    }
}
