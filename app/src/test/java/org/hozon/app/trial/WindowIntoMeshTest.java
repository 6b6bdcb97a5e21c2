package org.hozon.app.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import org.hozon.app.window.HomeGate;
import org.hozon.model.AccountId;
import org.hozon.model.CenterMember;
import org.hozon.model.CertificateReport;
import org.hozon.model.Invitation;
import org.hozon.node.ControlClient;
import org.hozon.node.HomeAccounts;
import org.hozon.node.HozonNode;
import org.hozon.ui.screen.FileDrag;
import org.hozon.ui.screen.Stand;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real windows enter a real mesh by invitation: its center is a process of its own, and lets nobody
 * in unasked.
 */
@Tag("soak")
class WindowIntoMeshTest {
  private static final Duration LONGEST = Duration.ofMinutes(3);
  private static final Duration A_WEEK = Duration.ofDays(7);

  @TempDir Path folder;
  private TrialMesh mesh;
  private HozonNode center;

  @BeforeEach
  void startTheCenter() {
    mesh = new TrialMesh(folder);
    mesh.hozon(ClosedTrial.CENTER, "center", "init", "--name", "friends", "--approve").good();
    mesh.start(ClosedTrial.CENTER).awaitReady(LONGEST);
    center = new ControlClient(mesh.home(ClosedTrial.CENTER));
  }

  @AfterEach
  void end() {
    mesh.close();
  }

  private static void until(String what, BooleanSupplier condition) {
    Waiting.until(what, LONGEST, condition);
  }

  /** A window on a home that may be empty, in a mesh whose nodes wait as short as in a trial. */
  private Stand window(String name) throws IOException {
    Path home = Files.createDirectories(mesh.home(name));
    if (!Files.exists(home.resolve("hozon.toml"))) {
      Files.writeString(home.resolve("hozon.toml"), "preset = \"trial\"\n");
    }
    return new Stand(
            home,
            new HomeGate(home),
            () -> {
              throw new IllegalStateException("no trial is asked for");
            })
        .show();
  }

  /** Answers with the words as they were shown. */
  private static void writeDownAndCheck(Stand stand, Path home) {
    List<String> words = HomeAccounts.unseen(home).orElseThrow().phrase();
    stand.press("phrase-written");
    stand.find("check-go");
    for (var field : stand.hand.lookup(".check-word").queryAllAs(TextField.class)) {
      int place = Integer.parseInt(field.getId().substring("check-".length()));
      Stand.onScreen(() -> field.setText(words.get(place - 1)));
    }
    stand.press("check-go");
  }

  private AccountId waiting() {
    return Waiting.forValue(
            "somebody waits to be let in",
            LONGEST,
            () ->
                center.centerMembers().stream()
                    .filter(member -> member.state() == CenterMember.State.WAITING)
                    .findFirst())
        .account();
  }

  private static void assertMember(Stand stand, HozonNode node) {
    until("the window is in the mesh", () -> stand.present("deposits-empty"));
    CertificateReport known = node.certificate();
    assertThat(known.state()).isEqualTo(CertificateReport.State.FINE);
    assertThat(known.centerAnswered()).isNotNull();
    stand.press("go-settings");
    stand.says("certificate-sentence", "“friends” has certified your account");
    assertThat(stand.text("certificate-mesh")).isEqualTo("friends");
    assertThat(stand.text("certificate-authority").replace(" ", "")).isEqualTo(known.authority());
    assertThat(stand.text("certificate-center")).contains("Answered");
  }

  private static void assertTold(Stand stand, String says) {
    until("it is told that " + says, () -> stand.present("trouble"));
    assertThat(stand.hand.from(stand.find("trouble")).lookup(".label").queryAllAs(Label.class))
        .anyMatch(label -> label.getText().contains(says));
    stand.press("trouble-close");
  }

  private static void join(Stand stand, String pasted) {
    stand.type("start-address", pasted);
    stand.press("start-join");
  }

  @Test
  void onePastesAnInvitationAnotherDropsOneAndTheCentersWindowLetsThemIn() throws IOException {
    Invitation first = center.invite("Osaka", A_WEEK);
    try (Stand osaka = window("osaka")) {
      osaka.press("start-keep");
      join(osaka, "Come in:\n  " + first.text() + "\n");
      osaka.find("start-phrase");
      writeDownAndCheck(osaka, mesh.home("osaka"));
      osaka.says("start-course", "friends");
      AccountId newcomer = waiting();
      try (Stand atTheCenter = window(ClosedTrial.CENTER)) {
        atTheCenter.press("go-settings");
        until("the newcomer is shown", () -> atTheCenter.present("center-approve-" + newcomer));
        atTheCenter.says("certificate-center", "This node");
        atTheCenter.press("center-approve-" + newcomer);
        until("nobody waits any more", () -> !atTheCenter.present("center-approve-" + newcomer));
      }
      HozonNode node = new ControlClient(mesh.home("osaka"));
      assertMember(osaka, node);
      until("the center sees it", () -> center.nodes().size() == 2);
      refusedThenLetIn(first);
    }
  }

  /** A second window: three invitations that are no good, then a good one from a file. */
  private void refusedThenLetIn(Invitation used) throws IOException {
    try (Stand berlin = window("berlin")) {
      berlin.press("start-keep");
      join(berlin, center.invite("late", Duration.ZERO).text());
      assertTold(berlin, "This invitation was valid until");
      join(berlin, used.text());
      assertTold(berlin, "was used already; ask for a new one");
      Invitation good = center.invite("Berlin", A_WEEK);
      join(
          berlin,
          new Invitation(
                  good.mesh(), good.addresses(), "0".repeat(64), good.token(), good.expires())
              .text());
      assertTold(berlin, "is not the center that gave this invitation");
      assertThat(center.centerMembers()).as("nobody was written down who was refused").hasSize(2);

      Path file = Files.writeString(folder.resolve("invitation.txt"), good.text() + "\n");
      assertThat(new FileDrag(berlin.find("start"), List.of(file)).drop().isDropCompleted())
          .isTrue();
      until("the file was read", () -> good.text().equals(berlin.text("start-address")));
      berlin.press("start-join");
      berlin.find("start-phrase");
      writeDownAndCheck(berlin, mesh.home("berlin"));
      var unused = center.approve(waiting());
      assertMember(berlin, new ControlClient(mesh.home("berlin")));
      until("the center sees it", () -> center.nodes().size() == 3);
      var unusedToo = center.reject(new ControlClient(mesh.home("berlin")).status().account());
      berlin.says("certificate-sentence", "shut your account out");
    }
  }
}
