package org.guardband.benchmarks.lora;

import java.util.Locale;

/**
 * How long a method took with one seed.
 *
 * @param seed the seed
 * @param method the method
 * @param training seconds of training, without that of the base
 * @param prediction seconds of the prediction of the test rows
 */
record Timing(long seed, Method method, double training, double prediction) {

    static final String HEADER = "seed,method,training_s,prediction_s";

    String line() {
        return String.format(Locale.ROOT, "%d,%s,%.2f,%.3f", seed, method, training, prediction);
    }

    static Timing parse(String line) {
        String[] cells = line.split(",", -1);
        return new Timing(
                Long.parseLong(cells[0]),
                Method.valueOf(cells[1]),
                Double.parseDouble(cells[2]),
                Double.parseDouble(cells[3]));
    }
}
