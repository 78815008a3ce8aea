package org.guardband.examples.results;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class NodeSetsTableTest {

    @Test
    void splitSetsLoseTheirCoverageWhereLabelsAreKnownInOneRegionAndNeighbourhoodsKeepIt() {
        List<String> rows =
                NodeSetsTable.section(BlockTrial.knownInOneRegion(1), 4)
                        .lines()
                        .filter(line -> line.startsWith("| "))
                        .skip(2)
                        .toList();
        assertThat(coverage(rows.get(0))).isLessThan(0.86);
        assertThat(coverage(rows.get(4))).isBetween(0.88, 0.93);
        assertThat(rows).hasSize(6);
    }

    private static double coverage(String row) {
        String cell = Arrays.asList(row.split("\\|")).get(2);
        return Double.parseDouble(cell.strip().split(" ", -1)[0]);
    }

    @Test
    void withCalibrationNodesAtRandomEverySplitMethodCovers() {
        NodeSetsTable.section(BlockTrial.exchangeable(1), 4)
                .lines()
                .filter(line -> line.startsWith("| split") || line.startsWith("| DAPS"))
                .forEach(row -> assertThat(coverage(row)).isBetween(0.88, 0.92));
    }
}
