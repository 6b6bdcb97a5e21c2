package org.hozon.sim;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.hozon.guard.machine.MachineSettings;
import org.hozon.model.Policy;
import org.hozon.model.Rank;
import org.hozon.rules.HoldOff;

/** Draws the plan of a universe from its seed. Most are small, so that many can be lived. */
final class PlanDraw {
  private static final List<Rank> RANKS = List.of(Rank.values());
  private static final long MIB = 1 << 20;
  private static final long MINUTE = 60_000;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;

  private final SplittableRandom random;
  private final long seed;
  private final int days;
  private final Churn churn;
  private final List<UniversePlan.NodeSpec> nodes = new ArrayList<>();
  private final List<Fault> faults = new ArrayList<>();
  private int first;
  private int accounts;

  private PlanDraw(long seed, int days, Churn churn) {
    this.random = new SplittableRandom(mixed(seed));
    this.seed = seed;
    this.days = days;
    this.churn = churn;
  }

  /** Seeds that follow each other must not give numbers that do (finaliser of MurmurHash3). */
  private static long mixed(long seed) {
    long mixed = (seed ^ (seed >>> 33)) * 0xff51afd7ed558ccdL;
    mixed = (mixed ^ (mixed >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return mixed ^ (mixed >>> 33);
  }

  /**
   * Draws.
   *
   * @param count nodes at the start; 0 to draw that too
   */
  static UniversePlan of(long seed, int days, int count, Churn churn) {
    return new PlanDraw(seed, days, churn).draw(count);
  }

  private UniversePlan draw(int count) {
    int size = random.nextInt(200);
    first = size < 184 ? 5 + random.nextInt(6) : size < 199 ? 11 + random.nextInt(14) : 60;
    first = count > 0 ? count : first;
    int preset = random.nextInt(3);
    accounts = random.nextInt(3) == 0 ? 3 + random.nextInt(3) : first;
    boolean ranked = random.nextInt(3) == 0;
    for (int i = 0; i < first; i++) {
      node(ranked);
    }
    double loss = random.nextInt(4) == 0 ? 0.02 : 0;
    List<UniversePlan.Deposit> deposits = deposits(ranked);
    List<UniversePlan.Release> releases = new ArrayList<>();
    for (int i = 0; i < deposits.size() / 5; i++) {
      releases.add(
          new UniversePlan.Release(DAY + random.nextLong(days * DAY), random.nextInt(first)));
    }
    habits();
    int episodes = (int) Math.max(1, Math.round(days * churn.episodesPerDay()));
    for (int i = 0; i < episodes; i++) {
      episode(HOUR + random.nextLong(Math.max(1, days * DAY - 2 * HOUR)), ranked);
    }
    faults.sort(java.util.Comparator.comparingLong(Fault::at));
    return new UniversePlan(
        seed,
        days,
        List.of("home", "lan", "trial").get(preset),
        settings(preset),
        loss,
        nodes,
        Set.of(),
        deposits,
        releases,
        faults);
  }

  private void node(boolean ranked) {
    int number = nodes.size();
    nodes.add(
        new UniversePlan.NodeSpec(
            (600 + random.nextInt(1_400)) * MIB,
            ranked ? RANKS.get(random.nextInt(RANKS.size())) : Rank.C,
            ranked && random.nextInt(4) == 0 ? UniversePlan.OTHER_REGION : UniversePlan.HOME_REGION,
            number % accounts,
            random.nextInt(6) == 0 ? Math.max(0, number - 1) : number,
            1 + random.nextInt(40)));
  }

  private List<UniversePlan.Deposit> deposits(boolean ranked) {
    List<UniversePlan.Deposit> deposits = new ArrayList<>();
    int count = Math.min(400, 4 + random.nextInt(5) + first / 2);
    for (int i = 0; i < count; i++) {
      int copies = random.nextInt(6) == 0 && first > 6 ? 4 : 3;
      boolean demanding = ranked && random.nextBoolean();
      Policy policy =
          new Policy(
              demanding ? Rank.B : Rank.C,
              demanding && random.nextBoolean() ? List.of(UniversePlan.HOME_REGION) : List.of(),
              0,
              copies);
      // Half of it at the beginning, so that there is something to lose.
      long at = i % 2 == 0 ? random.nextLong(HOUR) : random.nextLong(days * DAY);
      deposits.add(
          new UniversePlan.Deposit(
              MINUTE + at,
              random.nextInt(first),
              1 + random.nextInt(5),
              (1 + random.nextInt(8)) * MIB,
              policy));
    }
    return deposits;
  }

  private static MachineSettings settings(int preset) {
    return switch (preset) {
      case 0 -> settings(Duration.ofMinutes(30), Duration.ofHours(4), Duration.ofHours(1), 2);
      case 1 -> settings(Duration.ofSeconds(30), Duration.ofMinutes(2), Duration.ofMinutes(10), 4);
      default -> settings(Duration.ZERO, Duration.ZERO, Duration.ofSeconds(5), 4);
    };
  }

  private static MachineSettings settings(
      Duration few, Duration more, Duration trimAfter, int parallel) {
    return new MachineSettings(
        new HoldOff(Duration.ZERO, few, more),
        trimAfter,
        parallel,
        MachineSettings.Timing.USUAL.acceptingAfter(trimAfter));
  }

  /** What is so from the start: clocks that are off, PCs that sleep at night. */
  private void habits() {
    for (int i = 0; i < first; i++) {
      if (random.nextInt(3) == 0) {
        add(FaultKind.CLOCK_SKEW, 0, 0, List.of(i));
      }
    }
    boolean homely = random.nextInt(3) == 0;
    for (int i = 0; homely && i < first / 3; i++) {
      int node = random.nextInt(first);
      add(
          FaultKind.NIGHTLY_SLEEP,
          21 * HOUR + random.nextLong(4 * HOUR),
          6 * HOUR + random.nextLong(4 * HOUR),
          List.of(node));
    }
  }

  /** Troubles seldom come alone: up to three within two hours. */
  private void episode(long at, boolean ranked) {
    int count = 1 + random.nextInt(3);
    for (int i = 0; i < count; i++) {
      trouble(at + random.nextLong(i == 0 ? 1 : 2 * HOUR), ranked);
    }
  }

  private void trouble(long at, boolean ranked) {
    FaultKind[] kinds = FaultKind.values();
    FaultKind kind = kinds[random.nextInt(kinds.length)];
    int node = random.nextInt(first);
    int other = (node + 1 + random.nextInt(first - 1)) % first;
    switch (kind) {
      case CRASH, DISK_FULL, LYING_SPACE, CRASH_IN_STEP, HANG_IN_STEP, TORN_WRITE, WIPE ->
          add(kind, at, minutesOrHours(), List.of(node));
      case SLEEP, HANG -> add(kind, at, MINUTE + random.nextLong(12 * HOUR), List.of(node));
      case DOUBLE_CRASH -> add(kind, at, minutesOrHours(), List.of(node, other));
      case STALE_RETURN -> add(kind, at, 7 * DAY + random.nextLong(14 * DAY), List.of(node));
      case PARTITION -> add(kind, at, MINUTE + random.nextLong(6 * HOUR), side());
      case ONE_WAY -> add(kind, at, MINUTE + random.nextLong(2 * HOUR), List.of(node, other));
      case SLOW_LINE -> add(kind, at, minutesOrHours(), List.of(node));
      case BAD_WEATHER -> add(kind, at, MINUTE + random.nextLong(3 * HOUR), List.of());
      case BIT_FLIP, PACK_VANISHES, LEAVE -> add(kind, at, 0, List.of(node));
      case POWER_CUT -> add(kind, at, MINUTE + random.nextLong(HOUR), List.of());
      case JOIN -> {
        add(kind, at, 0, List.of(nodes.size()));
        node(ranked);
      }
      case GOODBYE, GUARD_SILENT, DATABASE_LOST -> add(kind, at, minutesOrHours(), List.of(node));
      case OFFER_LOWERED -> add(kind, at, HOUR + random.nextLong(2 * DAY), List.of(node));
      case COPIES_CHANGED -> add(kind, at, HOUR + random.nextLong(3 * DAY), List.of(node));
      case FORGED_WORD -> add(kind, at, 0, List.of(node));
      case ANNOUNCED -> add(kind, at, 2 * HOUR + random.nextLong(10 * HOUR), List.of(node));
      case NIGHTLY_SLEEP, CLOCK_SKEW -> add(FaultKind.CRASH, at, minutesOrHours(), List.of(node));
    }
  }

  private List<Integer> side() {
    List<Integer> side = new ArrayList<>();
    int size = 1 + random.nextInt(Math.max(1, first / 2));
    int begin = random.nextInt(first);
    for (int i = 0; i < size; i++) {
      side.add((begin + i) % first);
    }
    return side;
  }

  /** A restart, or somebody has to drive there. */
  private long minutesOrHours() {
    return random.nextBoolean()
        ? 5_000 + random.nextLong(20 * MINUTE)
        : HOUR + random.nextLong(12 * HOUR);
  }

  private void add(FaultKind kind, long at, long lasts, List<Integer> who) {
    faults.add(new Fault(kind, at, lasts, who, random.nextLong()));
  }
}
