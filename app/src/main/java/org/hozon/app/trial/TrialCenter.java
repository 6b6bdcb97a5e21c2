package org.hozon.app.trial;

import java.nio.file.Path;
import java.time.Duration;
import org.hozon.model.Invitation;
import org.hozon.node.ControlClient;
import org.hozon.node.HomeAccounts;
import org.hozon.node.HomeCenter;
import org.hozon.node.HozonNode;

/**
 * The first node of a trial: it makes a mesh that is closed to strangers, as any mesh of people who
 * do not know each other should be, and lets the others in.
 */
public final class TrialCenter {
  private static final String MESH = "trial";
  private static final Duration VALID = Duration.ofDays(1);

  private TrialCenter() {}

  /**
   * Makes an empty home the center of a mesh, before its node starts.
   *
   * @throws org.hozon.model.HozonException of kind FAILED when the home cannot be written
   */
  public static void found(Path home) {
    if (!HomeAccounts.has(home)) {
      var unused = HomeAccounts.make(home);
    }
    var unused = HomeCenter.init(home, MESH, false);
  }

  /**
   * Invites one more account, through the center's running node.
   *
   * @throws org.hozon.model.HozonException of kind NO_NODE when it does not run
   */
  public static Invitation invite(Path home) {
    try (HozonNode center = new ControlClient(home)) {
      return center.invite("", VALID);
    }
  }
}
