package org.hozon.store;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.hozon.model.Alert;

/** What needs a person's eye, kept over restarts; old ended alerts are thinned out. */
public interface AlertBook {
  /**
   * Opens an alert, or brings the open one with this cause and subject up to date; never throws, as
   * an alert must not stop what it tells of.
   *
   * @param text what happened, what it means for the data, and what to do
   */
  void raise(
      Alert.Cause cause,
      String subject,
      Alert.Severity severity,
      String text,
      Map<String, Object> facts);

  /**
   * Ends the open alert with this cause and subject, if there is one; never throws.
   *
   * @param text how it ended
   */
  void end(Alert.Cause cause, String subject, String text);

  /** Alerts that go on, the gravest first, among them the newest. */
  List<Alert> open();

  /** Alerts that go on and those that ended after a moment, newest first. */
  List<Alert> since(Instant after);
}
