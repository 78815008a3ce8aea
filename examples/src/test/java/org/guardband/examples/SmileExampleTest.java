package org.guardband.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class SmileExampleTest {

    @Test
    void modelsOfSmileCover() throws IOException {
        FromSmile.Result result = FromSmile.run();
        assertThat(result.patients()).isEqualTo(132);
        assertThat(result.coverage()).isBetween(0.82, 0.98);
        assertThat(result.calibratedSd()).isBetween(30.0, 100.0);
        assertThat(result.images()).isEqualTo(697);
        assertThat(result.covered()).isBetween(625, 690);
        assertThat(result.certain()).isGreaterThan(500);
        assertThat(result).isEqualTo(FromSmile.run());
        assertThat(result.describe()).startsWith("coverage asked 0.90, got 0.");
    }
}
