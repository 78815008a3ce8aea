package org.guardband.detection.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.Map;
import org.guardband.detection.DetectionBatch;
import org.guardband.detection.GroundTruthBatch;
import org.guardband.detection.Samples;
import org.guardband.detection.error.ReliabilityMap;
import org.guardband.detection.format.EvaluationData;
import org.guardband.detection.format.VocFolders;
import org.junit.jupiter.api.Test;

class DetectionReportTest {

    @Test
    void theSampleOfCoco() {
        GroundTruthBatch truth = Samples.truth();
        DetectionBatch found = Samples.found(truth.catalogue());
        DetectionReport report = DetectionReport.of(found, truth);
        Map<String, Double> metrics = report.metrics();
        assertThat(metrics).hasSize(24);
        assertThat(metrics.get("AP")).isCloseTo(0.5045806987249628, within(1e-12));
        assertThat(report.images()).isEqualTo(100);
        assertThat(report.objects()).isEqualTo(830);
        assertThat(report.detections()).isEqualTo(734);
        assertThat(report.categories()).hasSize(80);
        assertThat(report.outcomes().threshold()).isEqualTo(0.5);
        assertThat(report.evaluation().thresholds()).hasSize(10).startsWith(0.5).endsWith(0.95);
        CategoryReport person = report.categories().get(0);
        assertThat(person.precision().name()).isEqualTo("person");
        assertThat(person.threshold()).isBetween(0.0, 1.0);
        ReliabilityMap map = report.centreMap().orElseThrow();
        double rows = 0;
        for (int cell = 0; cell < map.cells(); cell++) {
            rows += map.rows(cell);
        }
        assertThat(rows).isEqualTo(report.byScore().rows());
        assertThat((double) report.reliability().orElseThrow().rows()).isEqualTo(rows);
        // no cell of score and centre holds eight of so few detections
        assertThat(metrics.keySet().stream().filter(name -> metrics.get(name).isNaN()))
                .containsExactly("D-ECE_centre");
    }

    @Test
    void withoutSizesThereIsNothingByPlace() throws IOException {
        EvaluationData data = VocFolders.read(Samples.file("voc/truth"), Samples.file("voc/found"));
        DetectionReport report = DetectionReport.of(data.detections(), data.truth());
        assertThat(report.byBox()).isEmpty();
        assertThat(report.centreMap()).isEmpty();
        assertThat(report.metrics()).hasSize(22);
        assertThat(report.reliability()).isPresent();
    }

    @Test
    void withoutDetectionsThereIsNoCalibration() {
        GroundTruthBatch truth = Samples.truth();
        DetectionBatch none = Samples.found(truth.catalogue()).select(new int[0]);
        DetectionReport report = DetectionReport.of(none, truth);
        assertThat(report.precision().ap()).isZero();
        assertThat(report.lrp().lrp()).isEqualTo(1);
        assertThat(report.byScore().expected()).isNaN();
        assertThat(report.localisationAwareEce()).isNaN();
        assertThat(report.reliability()).isEmpty();
        DetectionReport nothing = DetectionReport.of(none, truth.select(new int[0]));
        assertThat(nothing.precision().ap()).isNaN();
        assertThat(nothing.lrp().lrp()).isNaN();
    }
}
