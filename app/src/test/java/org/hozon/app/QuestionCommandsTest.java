package org.hozon.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.hozon.app.text.Words;
import org.hozon.model.CertificateReport;
import org.hozon.model.FileEntry;
import org.hozon.model.HozonException;
import org.hozon.model.OfferReport;
import org.hozon.model.StatusReport;
import org.hozon.model.VerifyReport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The commands that only ask. */
class QuestionCommandsTest {
  private final FakeNode node = new FakeNode();
  private final FakeDoor door = new FakeDoor(node);

  @Test
  void statusHasTheFieldsOfTheCommandLine() {
    Run run = Run.of(door, "status", "--json");

    assertThat(run.exit()).isZero();
    assertThat(run.err()).isEmpty();
    JsonNode status = run.json();
    assertThat(status.get("node").asText()).isEqualTo(FakeNode.NODE.value());
    assertThat(status.get("account").asText()).isEqualTo(FakeNode.ACCOUNT.value());
    assertThat(status.get("members").asInt()).isEqualTo(6);
    assertThat(status.get("deposits").asInt()).isEqualTo(2);
    assertThat(status.at("/packs/total").asInt()).isEqualTo(12);
    assertThat(status.at("/packs/healthy").asInt()).isEqualTo(12);
    assertThat(status.at("/packs/underReplicated").asInt()).isZero();
    assertThat(status.at("/packs/lost").asInt()).isZero();
    assertThat(status.at("/offer/bytes").asLong()).isEqualTo(300_000_000_000L);
    assertThat(status.at("/offer/used").asLong()).isEqualTo(167_000_000_000L);
    assertThat(status.get("repairs").asInt()).isZero();
    assertThat(status.at("/certificate/state").asText()).isEqualTo("FINE");
    assertThat(status.at("/certificate/mesh").asText()).isEqualTo("friends");
    assertThat(status.at("/certificate/authority").asText()).isEqualTo("ab".repeat(32));
    assertThat(status.at("/certificate/until").asText()).isEqualTo("2029-11-22T08:00:00Z");
    assertThat(status.at("/certificate/shutOut").isNull()).isTrue();
    assertThat(node.closed).isTrue();
  }

  @ParameterizedTest
  @EnumSource(CertificateReport.State.class)
  void statusSaysHowTheNodeStandsInItsMesh(CertificateReport.State state) {
    CertificateReport fine = node.certificate;
    node.certificate =
        new CertificateReport(
            state,
            fine.mesh(),
            fine.authority(),
            fine.account(),
            fine.from(),
            fine.until(),
            fine.renewal(),
            fine.machineUntil(),
            fine.machineRenewal(),
            FakeNode.THEN,
            false,
            null);
    String says =
        switch (state) {
          case OPEN -> "an open mesh";
          case FINE -> "certified in the mesh friends until 2029-11-22; its center renews that";
          case RENEWAL_OVERDUE -> "should have renewed that since 2028-11-22";
          case NOT_YET_VALID -> "begins on 2026-11-23";
          case EXPIRED -> "expired on 2029-11-22";
          case UNCERTIFIED -> "ask for an invitation";
          case MACHINE_SHUT_OUT -> "shut out by its account on 2026-11-23";
          case ACCOUNT_SHUT_OUT -> "shut out by the center of the mesh friends on 2026-11-23";
        };
    assertThat(Run.of(door, "status").out()).contains("\ntrust    ").contains(says);
  }

  @Test
  void statusSaysFirstWhetherAllIsSafe() {
    assertThat(Run.of(door, "status").out()).startsWith("Safe: 2 deposits in 12 packs");
    node.packs = new StatusReport.Packs(12, 10, 2, 0);
    assertThat(Run.of(door, "status").out()).startsWith("2 packs of 12 have fewer copies");
    node.packs = new StatusReport.Packs(12, 10, 1, 1);
    assertThat(Run.of(door, "status").out()).startsWith("1 pack of 2 deposits is on no node");
    node.deposits.clear();
    assertThat(Run.of(door, "status").out()).startsWith("Nothing is deposited yet.");
  }

  @Test
  void nodesListsMembers() {
    JsonNode nodes = Run.of(door, "nodes", "--json").json();

    assertThat(nodes).hasSize(2);
    assertThat(nodes.get(1).get("name").asText()).isEqualTo("倉庫");
    assertThat(nodes.get(0).get("distanceSeconds").isNull()).isTrue();
    assertThat(nodes.get(1).fieldNames())
        .toIterable()
        .contains("node", "account", "region", "rank", "offered", "used", "state")
        .contains("distanceSeconds");
    assertThat(Run.of(door, "nodes").out().lines())
        .hasSize(3)
        .anySatisfy(line -> assertThat(line).contains("office", "JP", "300 B", "alive", "–"));
  }

  @Test
  void depositsAndVersionsAreListed() {
    assertThat(Run.of(door, "deposits", "--json").json().get(0).get("deposit").asText())
        .isEqualTo(FakeNode.DEPOSIT.value());
    assertThat(Run.of(door, "deposits").out())
        .contains("photos", "work", "64.0 MB", "proved", Words.moment(FakeNode.PROVEN));
    assertThat(Run.of(door, "versions", "photos", "--json").json()).hasSize(2);
    assertThat(Run.of(door, "versions", "photos").out()).contains("60.0 MB");
    node.deposits.clear();
    assertThat(Run.of(door, "deposits").out()).contains("Nothing is deposited yet");
  }

  @Test
  void aDepositIsFoundByIdByNameAndByItsFirstDigits() {
    for (String said : List.of("00112233445566aa", "photos", "001122")) {
      Run run = Run.of(door, "files", said, "--version", "2", "a/b", "--json");
      assertThat(run.exit()).as(said).isZero();
      assertThat(node.filesAsked).isEqualTo(FakeNode.DEPOSIT + " 2 a/b");
    }
    Run ambiguous = Run.of(door, "files", "0011");
    assertThat(ambiguous.exit()).isEqualTo(2);
    assertThat(ambiguous.err()).contains("00112233445566aa").contains("00119999aaaabbbb");
    Run unknown = Run.of(door, "files", "music");
    assertThat(unknown.exit()).isEqualTo(2);
    assertThat(unknown.err()).contains("no deposit 'music'");
  }

  @Test
  void filesAreOneArrayAndCarryEverything() {
    assertThat(Run.of(door, "files", "photos", "--json").json()).isEmpty();
    node.entries.add(new FileEntry("日本", FileEntry.Kind.FOLDER, 0, FakeNode.THEN, 0755, null));
    node.entries.add(
        new FileEntry("日本/a b\n.txt", FileEntry.Kind.FILE, 1234, FakeNode.THEN, 0640, null));
    node.entries.add(
        new FileEntry("link", FileEntry.Kind.LINK, 0, FakeNode.THEN, -1, "../elsewhere"));

    JsonNode files = Run.of(door, "files", "photos", "--json").json();
    assertThat(files).hasSize(3);
    assertThat(files.get(1).get("path").asText()).isEqualTo("日本/a b\n.txt");
    assertThat(files.get(1).get("bytes").asLong()).isEqualTo(1234);
    assertThat(files.get(2).get("target").asText()).isEqualTo("../elsewhere");

    List<String> lines = Run.of(door, "files", "photos").out().lines().toList();
    assertThat(lines).hasSize(3);
    assertThat(lines.get(0)).startsWith("drwxr-xr-x").endsWith("日本");
    assertThat(lines.get(1)).startsWith("-rw-r-----").contains("1.23 kB").endsWith("a b?.txt");
    assertThat(lines.get(2)).startsWith("l").endsWith("link -> ../elsewhere");
  }

  @Test
  void aRefusedListingLeavesOneErrorDocument() {
    FakeNode refusing =
        new FakeNode() {
          @Override
          public void files(
              org.hozon.model.DepositId deposit,
              int version,
              String path,
              java.util.function.Consumer<FileEntry> visitor) {
            throw new HozonException(HozonException.Kind.DAMAGED, "The manifest is damaged.");
          }
        };
    Run run = Run.of(new FakeDoor(refusing), "files", "photos", "--json");
    assertThat(run.exit()).isEqualTo(5);
    assertThat(run.json().get("error").asText()).isEqualTo("The manifest is damaged.");
  }

  @Test
  void packsNameTheirHolders() {
    JsonNode packs = Run.of(door, "packs", "--json").json();
    assertThat(packs.get(0).get("pack").asText()).isEqualTo(FakeNode.PACK.hex());
    assertThat(packs.get(0).get("holders").get(1).asText()).isEqualTo(FakeNode.OTHER.value());
    assertThat(node.packsAsked).isNull();
    assertThat(Run.of(door, "packs", "--deposit", "photos").out()).contains("office, 倉庫");
    assertThat(node.packsAsked).isEqualTo(FakeNode.DEPOSIT);
  }

  @Test
  void heldIsByRank() {
    JsonNode held = Run.of(door, "held", "--json").json();
    assertThat(held.get("packs").asInt()).isEqualTo(5);
    assertThat(held.get("bytes").asLong()).isEqualTo(120_000_000);
    assertThat(held.at("/byRank/C").asLong()).isEqualTo(100_000_000);
    assertThat(Run.of(door, "held").out()).contains("5 packs", "120 MB", "100 MB");
  }

  @Test
  void anAbsenceIsShownAnnouncedAndTakenBack() {
    assertThat(Run.of(door, "away").out()).contains("No absence");
    assertThat(Run.of(door, "away", "2h", "--json").json().get("until").asText())
        .isEqualTo(FakeNode.THEN.plusSeconds(7200).toString());
    assertThat(Run.of(door, "away").out()).contains("away until");
    assertThat(Run.of(door, "away", "off").out()).contains("No absence");
    Run wrong = Run.of(door, "away", "soon");
    assertThat(wrong.exit()).isEqualTo(2);
    assertThat(wrong.err()).contains("'soon' is not a time", "off");
  }

  @Test
  void offerIsShownSetAndWithdrawn() {
    assertThat(Run.of(door, "offer", "--json").json().get("bytes").asLong())
        .isEqualTo(300_000_000_000L);
    assertThat(Run.of(door, "offer", "2GiB", "--json").json().get("bytes").asLong())
        .isEqualTo(2L << 30);
    assertThat(Run.of(door, "offer", "off").out()).contains("offers nothing.");
    assertThat(node.offer).as("all moved away").isEqualTo(new OfferReport(0, 0));
    Run wrong = Run.of(door, "offer", "much");
    assertThat(wrong.exit()).isEqualTo(2);
    assertThat(wrong.err()).contains("'much' is not a size");
  }

  @Test
  void verifyTellsByItsExitCode() {
    Run good = Run.of(door, "verify", "photos", "--sample", "10", "--json");
    assertThat(good.exit()).isZero();
    assertThat(node.sampleAsked).isEqualTo(10);
    assertThat(good.json().get("packs").asInt()).isEqualTo(12);
    assertThat(good.json().get("copies").asInt()).isEqualTo(36);
    node.verifyReport = new VerifyReport(12, 35, 1, 0);
    Run bad = Run.of(door, "verify", "photos", "--json");
    assertThat(bad.exit()).isEqualTo(5);
    assertThat(bad.json().get("bad").asInt()).isEqualTo(1);
    assertThat(bad.err()).contains("1 copy is damaged");
    node.verifyReport = new VerifyReport(12, 34, 0, 2);
    Run missing = Run.of(door, "verify", "photos", "--json");
    assertThat(missing.exit()).isEqualTo(3);
    assertThat(missing.json().get("missing").asInt()).isEqualTo(2);
    assertThat(Run.of(door, "verify", "photos", "--sample", "0").exit()).isEqualTo(2);
    assertThat(Run.of(door, "verify", "photos", "--sample", "NaN").exit()).isEqualTo(2);
  }

  @Test
  void theHomeIsTheOneSaidElseThatOfTheEnvironment(@org.junit.jupiter.api.io.TempDir Path folder) {
    Path said = folder.resolve("said");
    Path told = folder.resolve("told");
    Map<String, String> environment = Map.of("HOZON_HOME", told.toString());
    Run.of(door, "", false, environment, "status");
    assertThat(door.asked).isEqualTo(told);
    Run.of(door, "", false, environment, "--home", said.toString(), "status");
    assertThat(door.asked).isEqualTo(said);
    Run.of(door, "", false, environment, "status", "--home=" + said.resolve("..").resolve("x"));
    assertThat(door.asked).isEqualTo(folder.resolve("x"));
  }
}
