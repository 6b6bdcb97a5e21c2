package org.hozon.deposit;

import static org.assertj.core.api.Assertions.assertThat;

import org.hozon.crypto.PackWriter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Packs on slow holders must not fill the heap. */
class DepositSettingsTest {
  @ParameterizedTest
  @ValueSource(longs = {256, 320, 512, 1024, 8192})
  void packsInMemoryLeaveHalfOfTheHeapForTheRest(long mebibytes) {
    long heap = mebibytes << 20;
    DepositSettings settings = DepositSettings.standard(heap);
    assertThat(settings.packsInMemory()).isGreaterThan(settings.sealers());
    assertThat((long) settings.packsInMemory() * PackWriter.MAX_BYTES)
        .isLessThanOrEqualTo(heap / 2);
  }
}
