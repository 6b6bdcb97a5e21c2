package org.hozon.deposit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.hozon.crypto.AccountKeys;
import org.hozon.crypto.PackWriter;
import org.hozon.crypto.RecoveryPhrase;
import org.hozon.crypto.SealedPack;
import org.hozon.model.ChunkRef;
import org.hozon.model.DepositId;
import org.hozon.model.FileEntry;
import org.hozon.model.HozonException;
import org.hozon.model.Policy;
import org.hozon.model.Progress;
import org.hozon.model.RestoreRequest;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForgedManifestTest {
  private static final DepositId DEPOSIT = new DepositId("00000000000000ff");

  @TempDir Path folder;
  private final AccountKeys keys = AccountKeys.derive(RecoveryPhrase.generate(new SecureRandom()));
  private final List<ManifestEntry> entries = new ArrayList<>();

  private void file(String path) {
    entries.add(
        new ManifestEntry(
            new FileEntry(path, FileEntry.Kind.FILE, 0, Instant.EPOCH, 0600, null),
            null,
            null,
            List.of()));
  }

  private void link(String path, String target) {
    entries.add(
        new ManifestEntry(
            new FileEntry(path, FileEntry.Kind.LINK, 0, Instant.EPOCH, 0777, target),
            null,
            null,
            List.of()));
  }

  /** Puts a version of these entries into the machine's catalogue and the holders' hands. */
  private Machine machine() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ManifestWriter writer = new ManifestWriter(bytes)) {
      entries.stream()
          .sorted(Comparator.comparing(entry -> entry.file().path()))
          .forEach(writer::write);
    }
    TestNet net = new TestNet(folder.resolve("net"), 3);
    PackWriter writer = keys.newPack();
    byte[] list = bytes.toByteArray();
    PackWriter.Slot slot = writer.add(keys.chunkId(list, 0, list.length), list, 0, list.length);
    SealedPack pack = writer.finish();
    byte[] whole = new byte[pack.bytes().remaining()];
    pack.bytes().duplicate().get(whole);
    net.holders.forEach(holder -> holder.packs.put(pack.id(), whole));
    ChunkRef ref = slot.in(pack.id());
    LaneVersion version =
        new LaneVersion(
            1,
            Instant.EPOCH,
            Policy.STANDARD,
            entries.size(),
            0,
            0,
            0,
            List.of(ref),
            Map.of(pack.id(), (long) whole.length));
    Machine machine = new Machine(folder.resolve("home"), keys, net);
    LaneDeposit deposit =
        new LaneDeposit(DEPOSIT, "forged", List.of(), Policy.STANDARD, List.of(version));
    Lane lane = Lane.empty(machine.self).with(1, deposit);
    byte[] encoded = LaneCodec.encode(lane);
    net.mesh()
        .publishHead(
            keys.sealHead(
                machine.self, 1, Instant.EPOCH, LaneCodec.encode(LaneCodec.Root.inline(encoded))));
    TestNet seen = net;
    net.holders.forEach(
        holder ->
            seen.mesh()
                .heads(keys.account())
                .forEach(head -> holder.heads.put(head.machine(), head)));
    machine.deposits.refresh();
    return machine;
  }

  @Test
  @DisplayName("paths that would leave the target are refused, the rest comes back")
  void escapes() throws IOException {
    Path target = Files.createDirectories(folder.resolve("a/b/target"));
    file("../up");
    file("x/../../up2");
    file("/tmp/hozon-absolute");
    file("nul\0byte");
    file("double//slash");
    file("./dot");
    file("");
    file("good");
    try (Machine machine = machine()) {
      RestoreRequest request = new RestoreRequest(DEPOSIT, 0, List.of(), target.toString(), false);
      assertThatThrownBy(() -> machine.deposits.restore(request, Progress.NONE))
          .isInstanceOfSatisfying(
              HozonException.class,
              refused -> assertThat(refused.kind()).isEqualTo(HozonException.Kind.DAMAGED))
          .hasMessageContaining("7 entries")
          .hasMessageContaining("'../up' was refused");
      assertThat(Trees.describe(folder.resolve("a")).keySet())
          .containsExactly("b", "b/target", "b/target/good");
      assertThat(Path.of("/tmp/hozon-absolute")).doesNotExist();
    }
  }

  @Test
  @DisplayName("a file listed below a link is never written through it")
  void throughLink() throws IOException {
    Path target = Files.createDirectories(folder.resolve("target"));
    Path outside = Files.createDirectories(folder.resolve("outside"));
    link("way", outside.toString());
    file("way/in");
    try (Machine machine = machine()) {
      machine.deposits.restore(
          new RestoreRequest(DEPOSIT, 0, List.of(), target.toString(), true), Progress.NONE);
      assertThat(outside).isEmptyDirectory();
    }
  }
}
