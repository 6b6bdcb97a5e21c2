package org.hozon.jmh;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.hozon.model.AccountId;
import org.hozon.model.HostPort;
import org.hozon.model.NodeId;
import org.hozon.model.NodeProfile;
import org.hozon.model.PackId;
import org.hozon.model.Policy;
import org.hozon.model.Rank;
import org.hozon.rules.Placement;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Choosing the holders of a pack among 10,000 nodes. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 3, time = 2)
@Fork(1)
public class Placing {
  private static final int NODES = 10_000;

  private final List<NodeProfile> nodes = new ArrayList<>();
  private final Random random = new Random(1);

  /** Makes nodes of 4,000 accounts at 3,000 sites. */
  @Setup
  public void prepare() {
    for (int i = 0; i < NODES; i++) {
      nodes.add(
          new NodeProfile(
              new NodeId("%016x%016x".formatted(random.nextLong(), random.nextLong())),
              "node " + i,
              new AccountId("%032x".formatted(random.nextInt(4000))),
              "JP",
              "site " + random.nextInt(3000),
              Rank.C,
              200L << 30,
              0,
              200L << 30,
              false,
              new HostPort("127.0.0.1", 1 + i),
              "",
              "1",
              1,
              Instant.EPOCH));
    }
  }

  /** Chooses three holders. */
  @Benchmark
  public Placement.Choice choose() {
    PackId pack = new PackId("%016x".formatted(random.nextLong()).repeat(4));
    return Placement.choose(pack, 16 << 20, Policy.STANDARD, nodes, Set.of(), Map.of());
  }
}
