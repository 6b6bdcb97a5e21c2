package org.hozon.deposit;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.function.UnaryOperator;
import org.hozon.crypto.AccountKeys;
import org.hozon.crypto.NodeKeys;
import org.hozon.model.Activity;
import org.hozon.model.Alert;
import org.hozon.model.DepositCare;
import org.hozon.model.DepositReport;
import org.hozon.model.DepositRequest;
import org.hozon.model.HostPort;
import org.hozon.model.NodeId;
import org.hozon.model.NodeProfile;
import org.hozon.model.Policy;
import org.hozon.model.Progress;
import org.hozon.model.Rank;
import org.hozon.model.RestoreReport;
import org.hozon.model.RestoreRequest;
import org.hozon.store.Database;
import org.hozon.store.Home;

/** A depositor's machine: a real home with a real database in a mesh in memory. */
final class Machine implements AutoCloseable {
  static final DepositSettings QUICK =
      new DepositSettings(
          2, 5, Duration.ofMillis(300), Duration.ofSeconds(5), 6, Duration.ofMillis(200), 16 << 10);

  /** The same, but no lane fits into its head. */
  static final DepositSettings NO_INLINE =
      new DepositSettings(
          QUICK.sealers(),
          QUICK.packsInMemory(),
          QUICK.shortageWait(),
          QUICK.answerWait(),
          QUICK.fetchers(),
          QUICK.hedgeAfter(),
          0);

  final Path folder;
  final AccountKeys keys;
  final NodeId self;
  final Parts parts;
  final Deposits deposits;
  private final Home home;
  private final Database database;

  Machine(Path folder, AccountKeys keys, TestNet net) {
    this(folder, keys, net, QUICK, parts -> parts);
  }

  Machine(
      Path folder,
      AccountKeys keys,
      TestNet net,
      DepositSettings settings,
      UnaryOperator<Parts> changed) {
    this.folder = folder;
    this.keys = keys;
    home = Home.open(folder);
    NodeKeys node = NodeKeys.loadOrCreate(home.keys());
    self = node.node();
    database = Database.open(home.databaseFile());
    net.join(
        new NodeProfile(
            self,
            "depositor",
            keys.account(),
            "JP",
            "desk",
            Rank.C,
            0,
            0,
            0,
            false,
            new HostPort("127.0.0.1", 9_999),
            Base64.getEncoder().encodeToString(node.publicKey()),
            "test",
            1,
            Instant.EPOCH));
    parts =
        changed.apply(
            new Parts(
                self,
                keys,
                database.catalogue(),
                database.journal(),
                database.heads(),
                database.activity(),
                database.state(),
                database.life(),
                database.alerts(),
                net.mesh(),
                net.peers(),
                home.tmp(),
                Clock.systemUTC(),
                settings,
                DepositCare.STANDARD));
    deposits = new Deposits(parts, database.proofs(), WatchTiming.STANDARD);
  }

  /** Another depositor's side of the same home, which watches at another pace. */
  Deposits again(WatchTiming timing) {
    return new Deposits(parts, database.proofs(), timing);
  }

  DepositReport deposit(Path... paths) {
    return deposit(null, paths);
  }

  DepositReport deposit(String name, Path... paths) {
    List<String> texts = List.of(paths).stream().map(Path::toString).toList();
    return deposits.deposit(new DepositRequest(texts, name, Policy.STANDARD), Progress.NONE);
  }

  RestoreReport restore(DepositReport deposit, Path target, String... paths) {
    return deposits.restore(
        new RestoreRequest(
            deposit.deposit(), deposit.version(), List.of(paths), target.toString(), false),
        Progress.NONE);
  }

  /** Alerts that go on. */
  List<Alert> alerts() {
    return database.alerts().open();
  }

  /** The figures of the newest activity of a kind. */
  Activity lastActivity(String kind) {
    return parts.activity().since(Instant.EPOCH, 10_000).stream()
        .filter(activity -> activity.kind().equals(kind))
        .reduce((first, second) -> second)
        .orElseThrow();
  }

  @Override
  public void close() {
    deposits.close();
    database.close();
    home.close();
  }
}
