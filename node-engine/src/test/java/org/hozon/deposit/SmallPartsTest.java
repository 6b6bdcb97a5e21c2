package org.hozon.deposit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.hozon.model.ChunkId;
import org.hozon.model.ChunkRef;
import org.hozon.model.DepositId;
import org.hozon.model.FileEntry;
import org.hozon.model.HozonException;
import org.hozon.model.NodeId;
import org.hozon.model.PackId;
import org.hozon.model.Policy;
import org.hozon.model.Progress;
import org.hozon.model.Rank;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SmallPartsTest {
  private static final PackId PACK = new PackId("ab".repeat(32));
  private static final PackId OTHER = new PackId("cd".repeat(32));

  private static ChunkRef ref(PackId pack, long offset, int sealed, int plain) {
    return new ChunkRef(
        pack, offset, sealed, plain, plain != sealed, new ChunkId(String.format("%064x", offset)));
  }

  @Test
  @DisplayName("manifests come back entry by entry")
  void manifests() {
    List<ManifestEntry> entries =
        List.of(
            new ManifestEntry(
                new FileEntry(
                    "a", FileEntry.Kind.FOLDER, 0, Instant.ofEpochSecond(-5, 7), 0755, null),
                null,
                null,
                List.of()),
            new ManifestEntry(
                new FileEntry(
                    "a/𝄞",
                    FileEntry.Kind.FILE,
                    1L << 40,
                    Instant.ofEpochSecond(1L << 40),
                    -1,
                    null),
                new byte[] {1, -1},
                null,
                List.of(ref(PACK, 64, 100, 200), ref(OTHER, 1 << 24, 1, 1))),
            new ManifestEntry(
                new FileEntry("l", FileEntry.Kind.LINK, 0, Instant.EPOCH, 0777, "../x"),
                null,
                new byte[] {9},
                List.of()));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ManifestWriter writer = new ManifestWriter(bytes)) {
      entries.forEach(writer::write);
    }
    List<ManifestEntry> read = new ArrayList<>();
    try (ManifestReader reader =
        new ManifestReader(new ByteArrayInputStream(bytes.toByteArray()))) {
      for (Optional<ManifestEntry> entry = reader.next();
          entry.isPresent();
          entry = reader.next()) {
        read.add(entry.get());
      }
    }
    assertThat(read).usingRecursiveComparison().isEqualTo(entries);
    // Cut off anywhere it is damaged, never short.
    byte[] cut = java.util.Arrays.copyOf(bytes.toByteArray(), bytes.size() - 3);
    assertThatThrownBy(
            () -> {
              try (ManifestReader reader = new ManifestReader(new ByteArrayInputStream(cut))) {
                while (reader.next().isPresent()) {}
              }
            })
        .isInstanceOf(HozonException.class);
  }

  @Test
  @DisplayName("an unknown format is refused and named")
  void unknownFormat() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (var out = new com.fasterxml.jackson.dataformat.cbor.CBORFactory().createGenerator(bytes)) {
      out.writeStartArray(null, 2);
      out.writeString(ManifestWriter.HEADING);
      out.writeNumber(3);
      out.writeEndArray();
    }
    assertThatThrownBy(
            () -> new ManifestReader(new ByteArrayInputStream(bytes.toByteArray())).close())
        .isInstanceOf(HozonException.class)
        .hasMessageContaining("format 3")
        .hasMessageContaining("update Hozon");
    assertThatThrownBy(() -> new ManifestReader(new ByteArrayInputStream(new byte[100])).close())
        .isInstanceOf(HozonException.class);
  }

  @Test
  @DisplayName("lanes and roots come back")
  void lanes() {
    NodeId machine = new NodeId("12".repeat(16));
    LaneVersion version =
        new LaneVersion(
            3,
            Instant.ofEpochSecond(9, 8),
            new Policy(Rank.A, List.of("JP", "DE"), 50, 4),
            1,
            2,
            3,
            4,
            List.of(ref(PACK, 64, 10, 20)),
            Map.of(PACK, 5L, OTHER, 6L));
    Lane lane =
        Lane.empty(machine)
            .with(
                7,
                new LaneDeposit(
                    new DepositId("00".repeat(8)),
                    "name",
                    List.of("/p"),
                    Policy.STANDARD,
                    List.of(version)));
    LaneCodec.Root root =
        LaneCodec.decodeRoot(
            LaneCodec.encode(
                new LaneCodec.Root(
                    LaneCodec.encode(lane), List.of(ref(OTHER, 64, 1, 1)), Map.of(OTHER, 77L))));
    assertThat(LaneCodec.decodeLane(machine, 7, root)).isEqualTo(lane.in(Map.of(OTHER, 77L)));
    assertThatThrownBy(() -> LaneCodec.decodeLane(new NodeId("34".repeat(16)), 7, root))
        .isInstanceOf(HozonException.class);
    assertThatThrownBy(() -> LaneCodec.decodeRoot(new byte[] {1, 2, 3}))
        .isInstanceOf(HozonException.class);
  }

  @Test
  @DisplayName("neighbouring chunks are fetched together, up to a bound")
  void ranges() {
    List<PackRange<String>> ranges = new ArrayList<>();
    PackRange.Builder<String> builder = new PackRange.Builder<>(ranges::add);
    builder.add(ref(PACK, 64, 100, 100), "a");
    builder.add(ref(PACK, 164, 50, 50), "b");
    builder.add(ref(PACK, 215, 10, 10), "gap");
    builder.add(ref(OTHER, 225, 10, 10), "other pack");
    builder.add(ref(OTHER, 235, 10, 8 << 20), "too much plain");
    builder.flush();
    builder.flush();
    assertThat(ranges).extracting(PackRange::offset).containsExactly(64L, 215L, 225L, 235L);
    assertThat(ranges.get(0).length()).isEqualTo(150);
    assertThat(ranges.get(0).pieces())
        .extracting(PackRange.Piece::purpose)
        .containsExactly("a", "b");
  }

  @Test
  @DisplayName("a pack serves a deposit only when as much was asked of its holders")
  void policies() {
    Policy weak = Policy.STANDARD;
    Policy strong = new Policy(Rank.A, List.of("JP"), 50, 5);
    assertThat(Policies.covers(strong, weak)).isTrue();
    assertThat(Policies.covers(weak, strong)).isFalse();
    assertThat(Policies.covers(weak, weak)).isTrue();
    assertThat(Policies.covers(strong, new Policy(Rank.A, List.of("JP", "DE"), 60, 5))).isTrue();
    assertThat(Policies.covers(strong, new Policy(Rank.A, List.of("DE"), 60, 5))).isFalse();
    assertThat(Policies.least(weak, strong)).isEqualTo(weak);
    Policy least = Policies.least(strong, new Policy(Rank.B, List.of("DE"), 20, 4));
    assertThat(Policies.covers(strong, least)).isTrue();
    assertThat(Policies.covers(new Policy(Rank.B, List.of("DE"), 20, 4), least)).isTrue();
  }

  @Test
  @DisplayName("holders that failed or were damaged come last, fast ones first")
  void sources() {
    NodeId fast = new NodeId("11".repeat(16));
    NodeId slow = new NodeId("22".repeat(16));
    NodeId broken = new NodeId("33".repeat(16));
    NodeId failing = new NodeId("44".repeat(16));
    Sources sources = new Sources();
    for (NodeId node : List.of(fast, slow, broken, failing)) {
      sources.asked(node);
    }
    sources.answered(fast, 1 << 20, 1_000_000);
    sources.answered(slow, 1 << 20, 90_000_000);
    assertThat(sources.damaged(broken, PACK)).isTrue();
    sources.failed(failing);
    Set<NodeId> all = Set.of(failing, broken, slow, fast);
    assertThat(sources.ranked(PACK, all)).containsExactly(fast, slow, failing, broken);
    assertThat(sources.ranked(OTHER, all)).endsWith(failing);
    assertThat(sources.usualNanos(1 << 20)).isBetween(1_000_000L, 90_000_000L);
  }

  @Test
  @DisplayName("speed and time left follow what was counted")
  void meter() {
    AtomicLong clock = new AtomicLong();
    List<Progress.State> states = new ArrayList<>();
    try (Threads threads = new Threads()) {
      Meter meter =
          new Meter(
              state -> {
                synchronized (states) {
                  states.add(state);
                }
              },
              threads,
              "reading",
              clock::get);
      meter.totals(10, 4_000_000);
      meter.bytes(1_000_000);
      meter.file();
      clock.set(1_000_000_000);
      meter.close();
    }
    synchronized (states) {
      Progress.State last = states.get(states.size() - 1);
      assertThat(last.bytesPerSecond()).isEqualTo(1_000_000);
      assertThat(last.secondsLeft()).isEqualTo(3);
      assertThat(last.files()).isEqualTo(1);
    }
  }

  @Test
  @DisplayName("a selection takes an entry and what is below it, nothing beside it")
  void selection() {
    Selection selection = new Selection(List.of("/a/b/", "c"));
    assertThat(selection.includes("a/b")).isTrue();
    assertThat(selection.includes("a/b/x")).isTrue();
    assertThat(selection.includes("a/bc")).isFalse();
    assertThat(selection.includes("a")).isFalse();
    assertThat(selection.leadsTo("a")).isTrue();
    assertThat(selection.leadsTo("c")).isFalse();
    assertThat(selection.unmet()).containsExactly("c");
    assertThat(new Selection(List.of("/")).everything()).isTrue();
  }
}
