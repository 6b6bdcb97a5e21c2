package org.hozon.app.trial;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Deposits and restores on six holders, every node and command a process of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@ExtendWith(MeshLogs.class)
class DepositOnMeshTest implements MeshLogs.WithMesh {
  private static final int HOLDERS = 6;
  private static final List<String> NAMES =
      IntStream.rangeClosed(1, HOLDERS).mapToObj(i -> "h" + i).toList();

  private Path folder;

  private TrialMesh mesh;
  private Path source;
  private List<String> phrase;
  private String deposit;

  @Override
  public TrialMesh mesh() {
    return mesh;
  }

  @BeforeAll
  void start(@TempDir Path temporary) throws IOException {
    folder = temporary;
    mesh = new TrialMesh(folder);
    phrase = new ArrayList<>();
    mesh.hozon("depositor", "init").good().get("phrase").forEach(w -> phrase.add(w.asText()));
    mesh.startAll(HOLDERS);
    source = folder.resolve("source folder 保存");
    SampleFolder.make(source, 1, 300, 64L << 20);
  }

  @AfterAll
  void stop() {
    mesh.close();
  }

  @Test
  @Order(1)
  @Tag("R1")
  void everyPackStandsOnThreeHoldersThatAreNotTheDepositor() throws IOException {
    JsonNode report = mesh.hozon("depositor", "deposit", source.toString()).good();
    deposit = report.get("deposit").asText();

    Trees.Extent extent = Trees.measure(source);
    assertThat(report.get("version").asInt()).isEqualTo(1);
    assertThat(report.get("files").asLong()).isEqualTo(extent.entries());
    assertThat(report.get("bytes").asLong()).isEqualTo(extent.bytes());
    PackCensus onDisk = mesh.census(NAMES);
    assertThat(onDisk.damaged()).isEmpty();
    assertThat(onDisk.holders()).isNotEmpty();
    assertThat(onDisk.holders()).allSatisfy((pack, on) -> assertThat(on).hasSize(3));
    assertThat(mesh.census(List.of("depositor")).holders()).isEmpty();
    assertThat(onDisk.sizes().values()).allMatch(bytes -> bytes <= 32 << 20);

    Map<String, String> names =
        NAMES.stream().collect(Collectors.toMap(name -> mesh.id(name).value(), name -> name));
    JsonNode told = mesh.hozon("depositor", "packs").good();
    assertThat(told).hasSameSizeAs(onDisk.holders().keySet());
    for (JsonNode pack : told) {
      Set<String> holders = new HashSet<>();
      pack.get("holders").forEach(holder -> holders.add(names.get(holder.asText())));
      assertThat(holders).isEqualTo(onDisk.holders().get(pack.get("pack").asText()));
    }
    JsonNode status = mesh.hozon("depositor", "status").good();
    assertThat(status.at("/packs/healthy").asInt()).isEqualTo(onDisk.holders().size());
    assertThat(status.get("members").asInt()).isEqualTo(HOLDERS + 1);
    assertThat(status.get("deposits").asInt()).isEqualTo(1);
    assertThat(mesh.hozon("h1", "held").good().get("packs").asInt())
        .isEqualTo(mesh.census(List.of("h1")).copies());
  }

  @Test
  @Order(2)
  @Tag("R1")
  void noHolderHasAnyPlaintext() throws IOException {
    Plaintext plaintext = Plaintext.of(source);
    assertThat(plaintext.count()).isGreaterThan(600);
    assertThat(plaintext.foundBelow(source)).hasSizeGreaterThan(200); // the search does find
    for (String name : NAMES) {
      assertThat(plaintext.foundBelow(mesh.home(name))).as(name).isEmpty();
    }
  }

  @Test
  @Order(3)
  @Tag("R12")
  void theWordsAndOneAddressBringEverythingBack() throws IOException {
    Path words = folder.resolve("words.txt");
    Files.writeString(words, String.join("  ", phrase).toUpperCase(java.util.Locale.ROOT) + "\n");
    mesh.hozon("fresh", "init", "--phrase-file", words.toString()).good();
    mesh.start("fresh", "--join", mesh.address("h4")).awaitReady(TrialMesh.LONGEST_START);

    JsonNode listed =
        Waiting.forValue(
            "the deposit is listed",
            TrialMesh.LONGEST_START,
            () ->
                java.util.Optional.of(mesh.hozon("fresh", "deposits").good())
                    .filter(all -> !all.isEmpty()));
    assertThat(listed.get(0).get("deposit").asText()).isEqualTo(deposit);
    JsonNode files = mesh.hozon("fresh", "files", deposit).good();
    assertThat(files.size()).isEqualTo(Trees.measure(source).entries());

    Path target = folder.resolve("restored");
    JsonNode report = mesh.hozon("fresh", "restore", deposit, "--to", target.toString()).good();
    assertThat(report.get("bytes").asLong()).isEqualTo(Trees.measure(source).bytes());
    FolderComparison comparison = FolderComparison.of(source, target.resolve(source.getFileName()));
    assertThat(comparison.differences()).isEmpty();
    assertThat(comparison.entries()).isEqualTo(Trees.measure(source).entries());
    mesh.kill("fresh");
  }

  @Test
  @Order(4)
  void restoreOfOnePathOverwritesNothingUnasked() throws IOException {
    Path target = folder.resolve("part");
    String name = source.getFileName() + "/secret.txt";
    mesh.hozon("depositor", "restore", deposit, "--path", name, "--to", target.toString()).good();
    Path secret = target.resolve(source.getFileName()).resolve("secret.txt");
    assertThat(secret).hasContent("only for me\n");
    assertThat(Trees.measure(target).bytes()).isEqualTo(12);

    Files.writeString(secret, "mine now");
    Answer again =
        mesh.hozon("depositor", "restore", deposit, "--path", name, "--to", target.toString());
    assertThat(again.exit()).isEqualTo(1);
    assertThat(again.json().get("skipped").asInt()).isEqualTo(1);
    assertThat(secret).hasContent("mine now");
    mesh.hozon(
            "depositor",
            "restore",
            deposit,
            "--path",
            name,
            "--to",
            target.toString(),
            "--overwrite")
        .good();
    assertThat(secret).hasContent("only for me\n");
  }

  @Test
  @Order(5)
  void anUnchangedFolderSendsNothing() {
    JsonNode again = mesh.hozon("depositor", "deposit", source.toString()).good();
    assertThat(again.get("unchanged").asBoolean()).isTrue();
    assertThat(again.get("newBytes").asLong()).isZero();
    assertThat(again.get("sentBytes").asLong()).isZero();
    assertThat(mesh.hozon("depositor", "versions", deposit).good()).hasSize(1);
  }

  @Test
  @Order(6)
  void aByteInsertedAtTheFrontSendsOnlyWhatChanged() throws IOException {
    Path big = folder.resolve("big.bin");
    long size = 96L << 20;
    byte[] block = new byte[1 << 20];
    SplittableRandom random = new SplittableRandom(7);
    try (var out = Files.newOutputStream(big)) {
      for (long written = 0; written < size; written += block.length) {
        random.nextBytes(block);
        out.write(block);
      }
    }
    JsonNode first = mesh.hozon("depositor", "deposit", big.toString()).good();
    // The catalogue is new too, some kilobytes.
    assertThat(first.get("newBytes").asLong()).isBetween(size, size + 100_000);
    Path shifted = folder.resolve("shifted.bin");
    try (var out = Files.newOutputStream(shifted)) {
      out.write('!');
      Files.copy(big, out);
    }
    Files.move(shifted, big, StandardCopyOption.REPLACE_EXISTING);

    JsonNode second = mesh.hozon("depositor", "deposit", big.toString()).good();

    assertThat(second.get("version").asInt()).isEqualTo(2);
    assertThat(second.get("deposit")).isEqualTo(first.get("deposit"));
    // Only the chunks at the front differ: two of the largest kind at most.
    assertThat(second.get("newBytes").asLong()).isBetween(1L, 9L << 20);
    assertThat(second.get("sentBytes").asLong()).isLessThanOrEqualTo(3 * (9L << 20));
    Path target = folder.resolve("versions");
    String id = second.get("deposit").asText();
    mesh.hozon("depositor", "restore", id, "--version", "1", "--to", target + "/1").good();
    mesh.hozon("depositor", "restore", id, "--to", target + "/2").good();
    assertThat(Files.size(target.resolve("1/big.bin"))).isEqualTo(size);
    assertThat(Files.mismatch(big, target.resolve("2/big.bin"))).isEqualTo(-1);
  }

  @Test
  @Order(7)
  void aDamagedCopyIsNotedAndTheNextHolderServes() throws IOException {
    String victim = mesh.census(List.of("h2")).holders().keySet().iterator().next();
    Path file = packFile("h2", victim);
    try (RandomAccessFile pack = new RandomAccessFile(file.toFile(), "rw")) {
      for (long at = 64; at < pack.length(); at += 50_000) {
        pack.seek(at);
        int old = pack.read();
        pack.seek(at);
        pack.write(old ^ 1);
      }
    }
    Path target = folder.resolve("in spite of it");
    mesh.hozon("depositor", "restore", deposit, "--to", target.toString()).good();
    assertThat(FolderComparison.of(source, target.resolve(source.getFileName())).differences())
        .isEmpty();
  }

  private Path packFile(String node, String pack) {
    return mesh.home(node)
        .resolve("packs")
        .resolve(pack.substring(0, 2))
        .resolve(pack.substring(2, 4))
        .resolve(pack + ".pack");
  }

  @Test
  @Order(8)
  void aTargetThatCannotBeWrittenIsSaid() throws IOException {
    Path file = Files.writeString(folder.resolve("a file"), "not a folder");
    Answer answer =
        mesh.hozon("depositor", "restore", deposit, "--to", file.resolve("below").toString());
    assertThat(answer.exit()).isEqualTo(1);
    assertThat(answer.err().lines()).hasSize(1);
    assertThat(answer.err()).contains("a file");
    assertThat(file).hasContent("not a folder");
  }
}
