package org.guardband.ensembles.safetensors;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class HalfPrecisionTest {

    @Test
    void knownHalves() {
        assertThat(HalfPrecision.fromF16((short) 0x3c00)).isEqualTo(1f);
        assertThat(HalfPrecision.fromF16((short) 0x3555)).isEqualTo(0.333251953125f);
        assertThat(HalfPrecision.fromF16((short) 0xc000)).isEqualTo(-2f);
        assertThat(HalfPrecision.fromF16((short) 0x7bff)).isEqualTo(65504f);
        assertThat(HalfPrecision.fromF16((short) 0x0001)).isEqualTo(0x1p-24f);
        assertThat(HalfPrecision.fromF16((short) 0x03ff)).isEqualTo(0x3ffp-24f);
        assertThat(HalfPrecision.fromF16((short) 0x7c00)).isEqualTo(Float.POSITIVE_INFINITY);
        assertThat(HalfPrecision.fromF16((short) 0xfc00)).isEqualTo(Float.NEGATIVE_INFINITY);
        assertThat(HalfPrecision.fromF16((short) 0x7e00)).isNaN();
        assertThat(Float.floatToRawIntBits(HalfPrecision.fromF16((short) 0x8000)))
                .isEqualTo(0x80000000);
    }

    @Test
    void everyHalfComesBack() {
        for (int bits = 0; bits < 1 << 16; bits++) {
            float wide = HalfPrecision.fromF16((short) bits);
            if (Float.isNaN(wide)) {
                assertThat(HalfPrecision.fromF16(HalfPrecision.toF16(wide))).isNaN();
            } else {
                assertThat(HalfPrecision.toF16(wide)).isEqualTo((short) bits);
            }
            float brain = HalfPrecision.fromBf16((short) bits);
            if (Float.isNaN(brain)) {
                assertThat(HalfPrecision.fromBf16(HalfPrecision.toBf16(brain))).isNaN();
            } else {
                assertThat(HalfPrecision.toBf16(brain)).isEqualTo((short) bits);
            }
        }
    }

    @Property(tries = 2000)
    void narrowingTakesTheNearest(@ForAll float value) {
        float half = HalfPrecision.fromF16(HalfPrecision.toF16(value));
        if (Math.abs(value) < 65520) {
            double spacing = Math.max(0x1p-24, Math.ulp(value) * 0x1p13);
            assertThat(Math.abs((double) half - value)).isLessThanOrEqualTo(spacing / 2);
        } else {
            assertThat(half).isEqualTo(Math.copySign(Float.POSITIVE_INFINITY, value));
        }
        float brain = HalfPrecision.fromBf16(HalfPrecision.toBf16(value));
        if (Math.abs(value) < 3.38e38f) {
            assertThat(Math.abs((double) brain - value))
                    .isLessThanOrEqualTo((double) Math.ulp(value) * 0x1p15);
        }
    }

    @Test
    void tiesGoToEven() {
        assertThat(HalfPrecision.toF16(1 + 0x1p-11f)).isEqualTo((short) 0x3c00);
        assertThat(HalfPrecision.toF16(1 + 3 * 0x1p-11f)).isEqualTo((short) 0x3c02);
        assertThat(HalfPrecision.toF16(0x1p-25f)).isEqualTo((short) 0);
        assertThat(HalfPrecision.toF16(65519.99f)).isEqualTo((short) 0x7bff);
        assertThat(HalfPrecision.toF16(65520f)).isEqualTo((short) 0x7c00);
        assertThat(HalfPrecision.toBf16(1 + 0x1p-8f)).isEqualTo((short) 0x3f80);
        assertThat(HalfPrecision.toBf16(1 + 3 * 0x1p-8f)).isEqualTo((short) 0x3f82);
    }
}
