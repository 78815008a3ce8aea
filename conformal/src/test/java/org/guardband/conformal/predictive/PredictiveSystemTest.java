package org.guardband.conformal.predictive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.StreamSupport;
import org.guardband.conformal.CoverageSimulation;
import org.guardband.core.Coverage;
import org.guardband.core.batch.GaussianBatch;
import org.guardband.core.batch.GroupColumn;
import org.guardband.core.batch.Grouped;
import org.guardband.core.batch.LocationScaleBatch;
import org.guardband.core.model.ModelFiles;
import org.guardband.core.model.ModelFormatException;
import org.guardband.core.set.Intervals;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PredictiveSystemTest {

    /** Ten thousand tell a rank that is off by one, a shift of 1/21, by 12 standard deviations. */
    private static final int DRAWS = Boolean.getBoolean("guardband.slow") ? 100_000 : 10_000;

    private static final Coverage NINE_TENTHS = Coverage.of(0.9);

    /** crepes 0.8, ConformalPredictiveSystem with sigmas; provenance in the file. */
    @Test
    void valuesOfCrepes() throws IOException {
        JsonNode data = read();
        PredictiveSystem system =
                ConformalPredictiveSystem.ofNormalizedResiduals()
                        .conformalize(batch(data, "cal"), column(data.get("cal_y")));
        GaussianBatch test = batch(data, "test");
        double[] y = column(data.get("test_y"));
        Intervals sets = system.sets(test, NINE_TENTHS);
        double[] p = system.pValues(test, y);
        LocationScaleBatch distributions = system.apply(test);
        for (int i = 0; i < y.length; i++) {
            JsonNode interval = data.get("intervals").get("0.9").get(i);
            assertThat(sets.lower(i)).isCloseTo(interval.get(0).asDouble(), within(1e-9));
            assertThat(sets.upper(i)).isCloseTo(interval.get(1).asDouble(), within(1e-9));
            assertThat(p[i])
                    .isCloseTo(data.get("p_values_unsmoothed").get(i).asDouble(), within(1e-12));
            for (String percentile : List.of("50", "90")) {
                assertThat(distributions.get(i).quantile(Integer.parseInt(percentile) / 100.0))
                        .isCloseTo(
                                data.get("percentiles").get(percentile).get(i).asDouble(),
                                within(1e-9));
            }
        }
    }

    @Test
    void distributionLiesInTheStrip() {
        PredictiveSystem system = fitted(37, true, 4);
        GaussianBatch one = GaussianBatch.of(new double[] {0.3}, new double[] {2});
        for (double y = -8; y < 8; y += 0.0625) {
            double cdf = system.apply(one).get(0).cdf(y);
            double[] at = {y};
            double low = system.pValues(one, at, new double[] {0})[0];
            double high = system.pValues(one, at, new double[] {1})[0];
            assertThat(high).isEqualTo(system.pValues(one, at)[0]);
            assertThat(cdf).isBetween(low - 1e-15, high + 1e-15);
            assertThat(high - low).isGreaterThanOrEqualTo(1 / 38.0 - 1e-15);
        }
    }

    /** The interval holds exactly the truths that neither tail rejects. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void intervalsAreWhereNeitherTailRejects(boolean normalized) {
        PredictiveSystem system = fitted(60, normalized, 5);
        GaussianBatch one = GaussianBatch.of(new double[] {0.7}, new double[] {0.3});
        Intervals sets = system.sets(one, NINE_TENTHS);
        for (double end : new double[] {sets.lower(0), sets.upper(0)}) {
            for (double y : new double[] {Math.nextDown(end), end, Math.nextUp(end)}) {
                double[] at = {y};
                double upTo = system.pValues(one, at, new double[] {1})[0];
                double below = system.pValues(one, at, new double[] {0})[0];
                // ranks 3 and 58 of 60: out where at most 2 residuals are not above, or not below
                boolean inside = upTo * 61 > 3.5 && below * 61 < 57.5;
                assertThat(sets.contains(0, y)).as("y = %s", y).isEqualTo(inside);
            }
        }
        assertThat(system.lowerBounds(one, Coverage.of(0.95))[0]).isEqualTo(sets.lower(0));
        assertThat(system.upperBounds(one, Coverage.of(0.95))[0]).isEqualTo(sets.upper(0));
    }

    @Test
    void upperBoundsCoverExactly() {
        simulate("upper bounds", CoverageSimulation.Ties.NONE, false);
    }

    @Test
    void lowerBoundsCoverWithTies() {
        simulate("lower bounds with ties", CoverageSimulation.Ties.POSSIBLE, true);
    }

    private static void simulate(String what, CoverageSimulation.Ties ties, boolean coarse) {
        for (int n : new int[] {19, 20}) {
            new CoverageSimulation(DRAWS, 77)
                    .check(
                            what,
                            ties,
                            n,
                            (rows, seed) -> {
                                SplittableRandom random = new SplittableRandom(seed);
                                double[] mean = random.doubles(rows + 1).toArray();
                                double[] sd = random.doubles(rows + 1, 0.5, 2).toArray();
                                double[] y = new double[rows + 1];
                                for (int i = 0; i <= rows; i++) {
                                    y[i] = mean[i] + sd[i] * Math.log(random.nextDouble());
                                    if (coarse) {
                                        mean[i] = 0;
                                        sd[i] = 1;
                                        y[i] = Math.rint(2 * y[i]) / 2;
                                    }
                                }
                                PredictiveSystem system =
                                        ConformalPredictiveSystem.ofNormalizedResiduals()
                                                .conformalize(
                                                        GaussianBatch.of(
                                                                Arrays.copyOf(mean, rows),
                                                                Arrays.copyOf(sd, rows)),
                                                        Arrays.copyOf(y, rows));
                                GaussianBatch test =
                                        GaussianBatch.of(
                                                new double[] {mean[rows]}, new double[] {sd[rows]});
                                boolean[] covered =
                                        new boolean[CoverageSimulation.COVERAGES.size()];
                                for (int c = 0; c < covered.length; c++) {
                                    Coverage coverage = CoverageSimulation.COVERAGES.get(c);
                                    covered[c] =
                                            coarse
                                                    ? y[rows]
                                                            >= system.lowerBounds(test, coverage)[0]
                                                    : y[rows]
                                                            <= system.upperBounds(test, coverage)[
                                                                    0];
                                }
                                return covered;
                            });
        }
    }

    @Test
    void groupsAreSystemsOfTheirOwn() {
        SplittableRandom random = new SplittableRandom(9);
        int n = 90;
        double[] mean = random.doubles(n).toArray();
        double[] sd = random.doubles(n, 0.5, 2).toArray();
        double[] y = random.doubles(n, -3, 3).toArray();
        int[] group = new int[n];
        Arrays.setAll(group, i -> i % 3);
        MondrianPredictiveSystem all =
                ConformalPredictiveSystem.ofNormalizedResiduals()
                        .conformalize(
                                new Grouped<>(GaussianBatch.of(mean, sd), GroupColumn.of(group)),
                                y);
        GaussianBatch test = GaussianBatch.of(new double[] {1}, new double[] {2});
        for (int g = 0; g < 3; g++) {
            int own = g;
            PredictiveSystem alone =
                    ConformalPredictiveSystem.ofNormalizedResiduals()
                            .conformalize(
                                    GaussianBatch.of(every(mean, own), every(sd, own)),
                                    every(y, own));
            Grouped<GaussianBatch> rows = new Grouped<>(test, GroupColumn.of(new int[] {own}));
            Coverage coverage = Coverage.of(0.8);
            assertThat(all.sets(rows, coverage)).isEqualTo(alone.sets(test, coverage));
            assertThat(all.apply(rows).get(0)).isEqualTo(alone.apply(test).get(0));
            assertThat(all.pValues(rows, new double[] {0.5}))
                    .isEqualTo(alone.pValues(test, new double[] {0.5}));
            MondrianPredictiveSystem back =
                    (MondrianPredictiveSystem) ModelFiles.fromJson(ModelFiles.toJson(all));
            assertThat(back.sets(rows, coverage)).isEqualTo(alone.sets(test, coverage));
        }
        Grouped<GaussianBatch> unknown = new Grouped<>(test, GroupColumn.of(List.of("new")));
        assertThat(all.sets(unknown, NINE_TENTHS).get(0).width())
                .isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(all.pValues(unknown, new double[] {0})[0]).isEqualTo(1);
        assertThatThrownBy(() -> all.apply(unknown))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("group[0] must be one of the held-out groups [0, 1, 2], got \"new\"");
    }

    private static double[] every(double[] values, int group) {
        double[] own = new double[values.length / 3];
        Arrays.setAll(own, i -> values[3 * i + group]);
        return own;
    }

    @Test
    void boundaries() {
        PredictiveSystem none =
                ConformalPredictiveSystem.ofResiduals()
                        .conformalize(
                                GaussianBatch.of(new double[0], new double[0]), new double[0]);
        GaussianBatch one = GaussianBatch.of(new double[] {1}, new double[] {2});
        assertThat(none.sets(one, NINE_TENTHS).get(0).width()).isEqualTo(Double.POSITIVE_INFINITY);
        assertThatThrownBy(() -> none.apply(one))
                .hasMessage("a distribution needs at least one held-out row, got 0");
        PredictiveSystem system = fitted(20, true, 6);
        assertThatThrownBy(
                        () ->
                                system.sets(
                                        GaussianBatch.of(new double[] {1}, new double[] {0}),
                                        NINE_TENTHS))
                .hasMessageContaining("sd[0]");
        assertThatThrownBy(() -> system.pValues(one, new double[] {1, 2}))
                .hasMessage("y must have the length of the batch (1), got 2");
        assertThatThrownBy(() -> system.pValues(one, new double[] {1}, new double[] {1.5}))
                .hasMessage("u[0] must be in [0, 1], got 1.5");
        assertThatThrownBy(() -> system.pValues(one, new double[] {Double.NaN}))
                .hasMessage("y[0] must be finite, got NaN");
        assertThatThrownBy(
                        () ->
                                ConformalPredictiveSystem.ofResiduals()
                                        .conformalize(one, new double[] {Double.NaN}))
                .hasMessage("y[0] must be finite, got NaN");
    }

    @Test
    void comesBackFromItsModelAndRefusesDamage() {
        PredictiveSystem system = fitted(25, false, 8);
        String json = ModelFiles.toJson(system);
        GaussianBatch one = GaussianBatch.of(new double[] {1}, new double[] {2});
        PredictiveSystem back = (PredictiveSystem) ModelFiles.fromJson(json);
        assertThat(back.sets(one, NINE_TENTHS)).isEqualTo(system.sets(one, NINE_TENTHS));
        assertThat(ModelFiles.toJson(back)).isEqualTo(json);
        assertThatThrownBy(() -> ModelFiles.fromJson(json.replaceFirst("\\[[^,]*,", "[\"NaN\",")))
                .isInstanceOf(ModelFormatException.class)
                .hasMessageContaining("residuals[0] must be finite, got NaN");
    }

    private static PredictiveSystem fitted(int n, boolean normalized, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return new ConformalPredictiveSystem(normalized)
                .conformalize(
                        GaussianBatch.of(
                                random.doubles(n).toArray(), random.doubles(n, 0.5, 2).toArray()),
                        random.doubles(n, -3, 3).toArray());
    }

    private static GaussianBatch batch(JsonNode data, String part) {
        return GaussianBatch.of(column(data.get(part + "_mean")), column(data.get(part + "_sd")));
    }

    private static double[] column(JsonNode values) {
        return StreamSupport.stream(values.spliterator(), false)
                .mapToDouble(JsonNode::asDouble)
                .toArray();
    }

    private static JsonNode read() throws IOException {
        try (InputStream in =
                Objects.requireNonNull(
                        PredictiveSystemTest.class.getResourceAsStream(
                                "conformal_predictive_system.json"))) {
            return new ObjectMapper().readTree(in);
        }
    }
}
