package org.hozon.node;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.hozon.center.Center;
import org.hozon.crypto.AccountKeys;
import org.hozon.crypto.AccountVault;
import org.hozon.crypto.Authority;
import org.hozon.crypto.MachineTls;
import org.hozon.crypto.MeshTrust;
import org.hozon.crypto.NodeKeys;
import org.hozon.model.HozonException;
import org.hozon.store.Database;
import org.hozon.store.Home;

/** Makes a home the center of a new mesh, while no node runs there. */
public final class HomeCenter {
  /** How long an invitation is good unless told otherwise. */
  public static final Duration USUAL_VALIDITY = Duration.ofDays(7);

  private HomeCenter() {}

  /**
   * A mesh just made.
   *
   * @param mesh what it is called
   * @param fingerprint SHA-256 of its authority's certificate in hex
   */
  public record Made(String mesh, String fingerprint) {}

  /** True when the home is the center of a mesh. */
  public static boolean is(Path folder) {
    return Authority.load(folder.resolve("keys")).isPresent();
  }

  /**
   * Makes the mesh, its authority, and the home's account its first member.
   *
   * @param approval true when each newcomer waits until it is approved
   * @throws HozonException of kind FAILED when the home has no account, is in a mesh already, is in
   *     use or cannot be written
   */
  public static Made init(Path folder, String mesh, boolean approval) {
    Clock clock = Clock.systemUTC();
    try (Home home = Home.open(folder);
        Database database = Database.open(home.databaseFile())) {
      AccountKeys account =
          new AccountVault(home.keys())
              .load()
              .orElseThrow(
                  () ->
                      new HozonException(
                          HozonException.Kind.FAILED,
                          "This home has no account yet; make one with 'hozon init' first."));
      MeshTrust trust = MeshTrust.open(home.keys(), clock);
      if (trust.closed()) {
        throw new HozonException(
            HozonException.Kind.FAILED,
            "This home belongs to the mesh "
                + trust.mesh()
                + " already, so nothing was changed; use another home (--home) for another mesh.");
      }
      Authority authority = Authority.create(home.keys(), mesh, clock.instant());
      trust.adopt(authority.certificate());
      NodeKeys node = NodeKeys.loadOrCreate(home.keys());
      byte[] request = new MachineTls(node, account, trust).request();
      new Center(authority, database.state(), clock, trust::learn).begin(approval, request, mesh);
      return new Made(mesh, MeshTrust.fingerprint(authority.certificate()));
    }
  }
}
