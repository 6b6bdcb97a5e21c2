package org.hozon.link;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.hozon.link.PeerClient.Peer;
import org.hozon.model.HostPort;
import org.hozon.model.NodeId;
import org.hozon.model.PackId;
import org.hozon.model.PackTicket;

/**
 * Measures the data plane: four processes, 1 GiB in packs of 32 MiB down a chain of three, four at
 * a time; then the same bytes back in ranges of 4 MiB. Argument: a folder with 5 GiB of room.
 */
public final class LinkBench {
  private static final int PACK = 32 << 20;
  private static final int RANGE = 4 << 20;
  private static final int PACKS = 32;
  private static final int WINDOW = 4;
  private static final int ROUNDS = 3;

  private LinkBench() {}

  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    List<Process> servers = new ArrayList<>();
    List<Peer> chain = new ArrayList<>();
    for (char name : "abc".toCharArray()) {
      Process server = start(folder, name);
      servers.add(server);
      BufferedReader lines =
          new BufferedReader(
              new InputStreamReader(server.getInputStream(), StandardCharsets.UTF_8));
      chain.add(
          new Peer(
              new NodeId(String.valueOf(name).repeat(32)),
              new HostPort("127.0.0.1", Integer.parseInt(lines.readLine()))));
    }
    ExecutorService threads = Executors.newFixedThreadPool(WINDOW);
    try (TestNode client = new TestNode('0', folder, LinkLimits.standard())) {
      for (int round = 0; round < ROUNDS; round++) {
        List<PackTicket> tickets = packs(client, round);
        List<Callable<Object>> puts = new ArrayList<>();
        for (PackTicket ticket : tickets) {
          puts.add(() -> put(client, ticket, chain));
        }
        run("put", round, servers, threads, puts);
        List<Callable<Object>> gets = new ArrayList<>();
        for (PackTicket ticket : tickets) {
          for (int offset = 0; offset < PACK; offset += RANGE) {
            long from = offset;
            gets.add(
                () -> client.client.fetch(chain.get(2), ticket.pack(), from, RANGE).remaining());
          }
        }
        run("get", round, servers, threads, gets);
        for (PackTicket ticket : tickets) {
          for (String node : List.of("0", "a", "b", "c")) {
            Files.deleteIfExists(folder.resolve(node).resolve(ticket.pack() + ".pack"));
          }
        }
      }
    } finally {
      threads.shutdownNow();
      for (Process server : servers) {
        server.getOutputStream().close();
        server.waitFor();
      }
    }
  }

  private static Process start(Path folder, char name) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx512m",
            "-Djava.net.preferIPv4Stack=true",
            "-cp",
            System.getProperty("java.class.path"),
            ServerProgram.class.getName(),
            folder.toString(),
            Integer.toString(PACK),
            String.valueOf(name))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static List<PackTicket> packs(TestNode client, int round) throws IOException {
    List<PackTicket> tickets = new ArrayList<>();
    for (int i = 0; i < PACKS; i++) {
      byte[] bytes = TestNode.bytes(PACK, 1000L * round + i);
      PackTicket ticket = TestNode.ticket(bytes);
      client.disk.put(ticket.pack(), bytes);
      tickets.add(ticket);
    }
    return tickets;
  }

  private static Object put(TestNode client, PackTicket ticket, List<Peer> chain)
      throws IOException {
    PackId pack = ticket.pack();
    try (FileChannel file = FileChannel.open(client.disk.file(pack), StandardOpenOption.READ)) {
      ByteBuffer bytes = file.map(FileChannel.MapMode.READ_ONLY, 0, PACK);
      PeerClient.ChainResult result = client.client.send(ticket, bytes, chain);
      if (result.receipts().size() != chain.size()) {
        throw new IOException(result.failures().toString());
      }
      return result;
    }
  }

  private static void run(
      String job,
      int round,
      List<Process> servers,
      ExecutorService threads,
      List<Callable<Object>> tasks)
      throws Exception {
    Duration cpuBefore = cpu(servers);
    long began = System.nanoTime();
    for (Future<Object> done : threads.invokeAll(tasks)) {
      done.get();
    }
    double seconds = (System.nanoTime() - began) / 1e9;
    double cpu = cpu(servers).minus(cpuBefore).toMillis() / 1e3;
    double gib = (double) PACKS * PACK / (1 << 30);
    System.out.printf(
        Locale.ROOT,
        "%s round %d: %.0f MiB/s, %.1f CPU-s/GiB%n",
        job,
        round + 1,
        gib * 1024 / seconds,
        cpu / gib);
  }

  private static Duration cpu(List<Process> servers) {
    Duration sum = ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
    for (Process server : servers) {
      sum = sum.plus(server.info().totalCpuDuration().orElse(Duration.ZERO));
    }
    return sum;
  }
}
