package org.hozon.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.hozon.link.PeerClient.ChainResult;
import org.hozon.link.PeerClient.Peer;
import org.hozon.model.HostPort;
import org.hozon.model.NodeId;
import org.hozon.model.PackId;
import org.hozon.model.PackTicket;
import org.hozon.model.Policy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 120, unit = TimeUnit.SECONDS)
class MemoryTest {
  private static final int PACK = 52 << 20;
  private static final int AT_ONCE = 2;

  @TempDir Path folder;

  /** Heap and buffers of the process together are smaller than one pack. */
  @Test
  void serversNeverHoldAWholePackInMemory() throws Exception {
    Path client = folder.resolve("1");
    Files.createDirectories(client);
    List<PackId> packs = new ArrayList<>();
    for (int i = 0; i < AT_ONCE; i++) {
      packs.add(write(client, i));
    }
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx24m",
                "-XX:MaxDirectMemorySize=24m",
                "-Djava.net.preferIPv4Stack=true",
                "-cp",
                System.getProperty("java.class.path"),
                ServerProgram.class.getName(),
                folder.toString(),
                Long.toString(PACK),
                "ab")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        TestNode self = new TestNode('1', folder, LinkLimits.standard().withMaxPackBytes(PACK))) {
      String[] ports = lines.readLine().split(" ", 2);
      Peer a = peer('a', ports[0]);
      Peer b = peer('b', ports[1]);
      ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
      List<Future<ChainResult>> results = new ArrayList<>();
      for (PackId pack : packs) {
        results.add(threads.submit(() -> self.client.sendStored(ticket(pack), List.of(a, b))));
      }
      for (Future<ChainResult> result : results) {
        assertThat(result.get().failures()).isEmpty();
        assertThat(result.get().receipts()).hasSize(2);
      }
      List<Future<ByteBuffer>> fetched = new ArrayList<>();
      for (PackId pack : packs) {
        fetched.add(threads.submit(() -> self.client.fetch(b, pack, 0, PACK)));
      }
      for (int i = 0; i < AT_ONCE; i++) {
        MessageDigest digest = FolderDisk.sha256();
        digest.update(fetched.get(i).get());
        assertThat(HexFormat.of().formatHex(digest.digest())).isEqualTo(packs.get(i).hex());
      }
      threads.shutdownNow();
    } finally {
      process.getOutputStream().close();
      boolean ended = process.waitFor(20, TimeUnit.SECONDS);
      process.destroyForcibly();
      assertThat(ended).as("nothing keeps the process alive").isTrue();
    }
  }

  private static PackId write(Path client, int seed) throws IOException {
    byte[] bytes = TestNode.bytes(PACK, seed);
    PackId pack = FolderDisk.name(bytes);
    Files.write(client.resolve(pack + ".pack"), bytes);
    return pack;
  }

  private static Peer peer(char name, String port) {
    return new Peer(
        new NodeId(String.valueOf(name).repeat(32)),
        new HostPort("127.0.0.1", Integer.parseInt(port)));
  }

  private static PackTicket ticket(PackId pack) {
    return new PackTicket(
        PackTicket.Kind.DEPOSIT,
        pack,
        PACK,
        FolderDesk.ACCOUNT,
        Policy.STANDARD,
        List.of(),
        1,
        new NodeId("1".repeat(32)),
        Instant.now().plusSeconds(3600),
        new byte[0]);
  }
}
