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
 */
public record GuardSettings(
    Duration holdOffLastCopy,
    Duration holdOffFewCopies,
    Duration holdOffMoreCopies,
    Duration trimAfter,
    int parallelRepairs) {

  /** The same for the machine, with the waits that are alike everywhere. */
  MachineSettings machine() {
    return new MachineSettings(
        new HoldOff(holdOffLastCopy, holdOffFewCopies, holdOffMoreCopies),
        trimAfter,
        parallelRepairs,
        // The time in which surplus copies settle is the time in which the mesh does.
        MachineSettings.Timing.USUAL.acceptingAfter(trimAfter));
  }
}
