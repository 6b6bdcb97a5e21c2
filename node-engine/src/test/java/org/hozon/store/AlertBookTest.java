package org.hozon.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.hozon.model.Alert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An alert has one beginning and one end, over restarts too. */
class AlertBookTest {
  @TempDir Path folder;

  @Test
  void isOneAlertHoweverOftenItIsSeen() {
    try (Database database = Database.open(folder.resolve("hozon.db"))) {
      AlertBook alerts = database.alerts();
      alerts.raise(
          Alert.Cause.DAMAGE_FOUND, "p", Alert.Severity.WARNING, "Found.", Map.of("done", 0.0));
      Instant since = alerts.open().get(0).since();
      alerts.raise(
          Alert.Cause.DAMAGE_FOUND, "p", Alert.Severity.WARNING, "Mending.", Map.of("done", 0.5));
      alerts.raise(Alert.Cause.CUT_OFF, "", Alert.Severity.CRITICAL, "Cut off.", Map.of());

      List<Alert> open = alerts.open();
      assertThat(open).extracting(Alert::text).containsExactly("Cut off.", "Mending.");
      assertThat(open.get(1).since()).isEqualTo(since);
      assertThat(open.get(1).facts()).containsEntry(Alert.DONE, 0.5);
    }
  }

  @Test
  void endsAndMayBeginAgain() {
    Path file = folder.resolve("hozon.db");
    Instant before = Instant.now().minusSeconds(1);
    try (Database database = Database.open(file)) {
      database
          .alerts()
          .raise(Alert.Cause.DISK_FULL, "", Alert.Severity.CRITICAL, "Full.", Map.of());
      database.alerts().end(Alert.Cause.DISK_FULL, "", "There is room again.");
      database.alerts().end(Alert.Cause.DISK_FULL, "", "Never told: it had ended.");
    }
    try (Database database = Database.open(file)) {
      AlertBook alerts = database.alerts();
      assertThat(alerts.open()).isEmpty();
      alerts.raise(Alert.Cause.DISK_FULL, "", Alert.Severity.CRITICAL, "Again.", Map.of());
      assertThat(alerts.since(before))
          .extracting(Alert::text, Alert::isOpen)
          .containsExactly(
              org.assertj.core.groups.Tuple.tuple("Again.", true),
              org.assertj.core.groups.Tuple.tuple("There is room again.", false));
      assertThat(alerts.since(Instant.now().plusSeconds(60)))
          .extracting(Alert::text)
          .containsExactly("Again.");
    }
  }
}
