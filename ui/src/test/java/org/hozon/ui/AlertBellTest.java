package org.hozon.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.hozon.model.Alert;
import org.hozon.ui.live.Snapshot;
import org.hozon.ui.text.Texts;
import org.junit.jupiter.api.Test;

/** A bell that rings too often is not heard any more. */
class AlertBellTest {
  private static final Instant THEN = FakeNode.THEN;

  private final ReadOnlyObjectWrapper<Snapshot> seen =
      new ReadOnlyObjectWrapper<>(Snapshot.starting(THEN));
  private final List<String> rung = new ArrayList<>();

  private static Alert alert(Alert.Cause cause, Alert.Severity severity, Instant ended) {
    return new Alert(cause, "", severity, cause + " it is.", Map.of(), THEN, THEN, ended);
  }

  private void see(Alert... alerts) {
    seen.set(
        new Snapshot(
            Snapshot.State.SERVING,
            THEN,
            null,
            null,
            null,
            null,
            null,
            List.of(),
            List.of(alerts)));
  }

  private void listen() {
    AlertBell.listen(seen, Texts.of(Locale.ENGLISH), (heading, text) -> rung.add(text));
  }

  @Test
  void itRingsOnceForWhatBegins() {
    listen();
    see();
    Alert full = alert(Alert.Cause.DISK_FULL, Alert.Severity.WARNING, null);
    see(full);
    see(full);
    assertThat(rung).containsExactly("DISK_FULL it is.");
  }

  @Test
  void ofWhatWasThereBeforeOnlyARiskRings() {
    listen();
    see(
        alert(Alert.Cause.DISK_FULL, Alert.Severity.WARNING, null),
        alert(Alert.Cause.OUT_OF_REACH, Alert.Severity.CRITICAL, null));
    assertThat(rung).containsExactly("OUT_OF_REACH it is.");
  }

  @Test
  void whatIsGoodToKnowAndWhatHasEndedDoesNotRing() {
    listen();
    see();
    see(
        alert(Alert.Cause.UNDER_REPLICATED, Alert.Severity.INFO, null),
        alert(Alert.Cause.DISK_FULL, Alert.Severity.CRITICAL, THEN));
    assertThat(rung).isEmpty();
  }

  @Test
  void whatBeginsAgainRingsAgain() {
    listen();
    see();
    see(alert(Alert.Cause.CUT_OFF, Alert.Severity.WARNING, null));
    see();
    see(alert(Alert.Cause.CUT_OFF, Alert.Severity.WARNING, null));
    assertThat(rung).hasSize(2);
  }
}
