package org.hozon.guard;

import java.time.Duration;
import org.hozon.guard.machine.MachineSettings;
import org.hozon.rules.HoldOff;

/**
 * How patient and how busy the guard is.
 *
 * @param holdOffLastCopy wait before repairing a pack with one copy left
 * @param holdOffFewCopies wait with two copies left
 * @param holdOffMoreCopies wait with more left
 * @param trimAfter how long a surplus copy may stay before it is trimmed
 * @param parallelRepairs copies this node leads at the same time
 * @param pace how soon silence on the data plane means something
 */
public record GuardSettings(
    Duration holdOffLastCopy,
    Duration holdOffFewCopies,
    Duration holdOffMoreCopies,
    Duration trimAfter,
    int parallelRepairs,
    MachineSettings.Pace pace) {

  /** Settings with the usual pace. */
  public GuardSettings(
      Duration holdOffLastCopy,
      Duration holdOffFewCopies,
      Duration holdOffMoreCopies,
      Duration trimAfter,
      int parallelRepairs) {
    this(
        holdOffLastCopy,
        holdOffFewCopies,
        holdOffMoreCopies,
        trimAfter,
        parallelRepairs,
        MachineSettings.Pace.USUAL);
  }

  /** The same for the machine, with the waits that are alike everywhere. */
  MachineSettings machine() {
    return new MachineSettings(
        new HoldOff(holdOffLastCopy, holdOffFewCopies, holdOffMoreCopies),
        trimAfter,
        parallelRepairs,
        // The time in which surplus copies settle is the time in which the mesh does.
        MachineSettings.Timing.USUAL.acceptingAfter(trimAfter),
        pace);
  }
}
