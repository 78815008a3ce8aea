package org.guardband.cli;

import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import org.guardband.conformal.online.BettingMartingale;
import org.guardband.conformal.online.DriftAlarm;
import org.guardband.conformal.online.HistogramMartingale;
import org.guardband.conformal.online.MixtureMartingale;
import org.guardband.conformal.online.SimpleJumper;
import org.guardband.core.model.Persistent;
import org.guardband.core.table.Column;
import org.guardband.core.table.PredictionTable;

/**
 * An alarm that rows have ceased to be exchangeable. The model file is the state, as of streams.
 */
final class DriftAlarmMethods implements MethodFamily {

    private static final String NAME = "drift-alarm";

    @Override
    public List<MethodEntry> methods() {
        return List.of(
                new MethodEntry(
                        NAME,
                        "conformal",
                        StreamRows.INPUT,
                        "log-capital, alarm (0 or 1)",
                        "P(an alarm without drift, ever) <= false-alarm",
                        "Vovk 2021, doi 10.1214/20-STS817",
                        Set.of(
                                NumberScore.OPTION,
                                "--false-alarm",
                                "--martingale",
                                "--seed",
                                "--update"),
                        DriftAlarmMethods::fit,
                        DriftAlarmMethods::apply));
    }

    private static Persistent fit(PredictionTable first, FitOptions options, Notes notes) {
        StreamRows rows = StreamRows.of(first, options.score, notes);
        DriftAlarm alarm =
                DriftAlarm.start(
                        options.stream.falseAlarm, martingale(options.stream), options.seed);
        for (double score : rows.scores(first)) {
            alarm.observe(score);
        }
        note(alarm, 0, notes);
        return TableModel.of(NAME, rows.columns(), alarm);
    }

    private static BettingMartingale martingale(StreamOptions options) {
        return switch (options.martingale) {
            case SIMPLE_JUMPER -> SimpleJumper.start();
            case MIXTURE -> MixtureMartingale.start();
            case HISTOGRAM -> HistogramMartingale.start();
        };
    }

    private static List<Column> apply(
            Persistent any, PredictionTable table, ApplyOptions options, Notes notes) {
        TableModel model = (TableModel) any;
        DriftAlarm alarm = model.model(0, DriftAlarm.class);
        StreamRows rows = StreamRows.of(table, model.columns(), notes);
        long before = alarm.steps();
        double[] capital = new double[table.rows()];
        double[] raised = new double[table.rows()];
        for (int i = 0; i < capital.length; i++) {
            OptionalDouble score = rows.score(i);
            if (score.isPresent()) {
                alarm.observe(score.getAsDouble());
            }
            capital[i] = alarm.logValue();
            raised[i] = alarm.isRaised() ? 1 : 0;
        }
        note(alarm, before, notes);
        options.updated(TableModel.of(NAME, model.columns(), alarm));
        return List.of(Column.wrap("log-capital", capital), Column.wrap("alarm", raised));
    }

    private static void note(DriftAlarm alarm, long before, Notes notes) {
        if (alarm.isRaised()) {
            notes.add(
                    "ALARM: rows have ceased to be exchangeable; raised at row "
                            + alarm.raisedAt()
                            + " of "
                            + alarm.steps()
                            + " since the start"
                            + (alarm.raisedAt() <= before ? ", before these" : ""));
        }
    }
}
