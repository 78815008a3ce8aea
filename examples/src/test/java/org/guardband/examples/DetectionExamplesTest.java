package org.guardband.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

class DetectionExamplesTest {

    private static final Logger TRIBUO = Logger.getLogger("org.tribuo");

    @Test
    void scoresAreCalibratedAndBoxesCover() throws IOException {
        TRIBUO.setLevel(Level.WARNING);
        CalibrateDetector.Result result = CalibrateDetector.run();
        assertThat(result.before()).isGreaterThan(0.2);
        assertThat(result.after()).isLessThan(result.before() / 2);
        assertThat(result.found()).isGreaterThan(200);
        // digits of one scene are not independent: far below what 300 independent ones would show
        assertThat((double) result.covered() / result.found()).isBetween(0.8, 1.0);
        assertThat(result.describe()).contains("asked 0.90");
    }
}
