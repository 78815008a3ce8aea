/** The prediction types, coverage, prediction sets, tables and model files. */
module org.guardband.core {
    requires com.fasterxml.jackson.databind;
    requires commons.math3;
    requires de.siegmar.fastcsv;
    requires org.apache.commons.numbers.gamma;
    requires org.apache.commons.statistics.distribution;
    requires static org.jspecify;

    exports org.guardband.core;
    exports org.guardband.core.batch;
    exports org.guardband.core.calibration;
    exports org.guardband.core.file;
    exports org.guardband.core.model;
    exports org.guardband.core.numeric;
    exports org.guardband.core.prediction;
    exports org.guardband.core.score;
    exports org.guardband.core.selective;
    exports org.guardband.core.set;
    exports org.guardband.core.table;

    uses org.guardband.core.model.ModelReader;
}
