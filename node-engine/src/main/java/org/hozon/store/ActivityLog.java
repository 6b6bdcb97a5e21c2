package org.hozon.store;

import java.time.Instant;
import java.util.List;
import org.hozon.model.Activity;

/** Decisions and events with their reasons; old entries are thinned out so that it stays small. */
public interface ActivityLog {
  /** Adds an entry; never throws: a log must not stop what it tells of. */
  void add(Activity activity);

  /**
   * Entries after a moment, oldest first, at most {@code limit}. All that was added before by this
   * process is among them. Facts come back as JSON gives them: whole numbers as {@code Integer} or
   * {@code Long}.
   */
  List<Activity> since(Instant after, int limit);
}
