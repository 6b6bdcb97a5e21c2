package org.hozon.ui.screen;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.hozon.model.AccountId;
import org.hozon.model.CenterMember;
import org.hozon.model.HozonException;
import org.hozon.ui.FakeNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The center in the settings: inviting, letting in, turning down. */
class CenterScreenTest {
  private static final AccountId NEWCOMER = new AccountId("%032x".formatted(7));

  @TempDir Path home;

  private Stand settings(List<CenterMember> book) {
    Stand stand = new Stand(home, Locale.ENGLISH, null);
    stand.gate.account = true;
    stand.gate.node.book = book;
    stand.show();
    Stand.until("the node serves", () -> stand.text("node-state").contains("Online"));
    stand.press("go-settings");
    return stand;
  }

  private static List<CenterMember> waiting() {
    return List.of(new CenterMember(NEWCOMER, "Osaka", CenterMember.State.WAITING, FakeNode.THEN));
  }

  @Test
  void aNodeThatIsNoCenterHasNoneOfIt() {
    try (Stand stand = settings(null)) {
      stand.find("settings-account");
      assertThat(stand.present("center")).isFalse();
    }
  }

  @Test
  void anInvitationIsMadeToBeCopied() {
    try (Stand stand = settings(List.of())) {
      stand.type("center-for", " Osaka ");
      stand.press("center-invite");
      stand.says("center-invitation", FakeNode.invitation().text());
      assertThat(stand.gate.node.invited).containsExactly("Osaka");
      stand.find("center-copy");
    }
  }

  @Test
  void whoWaitsIsLetIn() {
    try (Stand stand = settings(waiting())) {
      stand.press("center-approve-" + NEWCOMER);
      Stand.until(
          "the newcomer is a member",
          () -> stand.gate.node.book.get(0).state() == CenterMember.State.MEMBER);
      Stand.until("nobody waits", () -> !stand.present("center-approve-" + NEWCOMER));
    }
  }

  @Test
  void turningDownAsksFirstAndARefusalIsTold() {
    try (Stand stand = settings(waiting())) {
      stand.press("center-reject-" + NEWCOMER);
      stand.press("question-no");
      assertThat(stand.gate.node.book.get(0).state()).isEqualTo(CenterMember.State.WAITING);
      stand.press("center-reject-" + NEWCOMER);
      stand.find("question");
      stand.gate.node.trouble =
          new HozonException(HozonException.Kind.FAILED, "The disk is full; nothing was changed.");
      stand.press("question-yes");
      stand.find("trouble");
      stand.gate.node.trouble = null;
      stand.press("trouble-close");
      stand.press("center-reject-" + NEWCOMER);
      stand.press("question-yes");
      Stand.until(
          "the newcomer is turned down",
          () -> stand.gate.node.book.get(0).state() == CenterMember.State.REJECTED);
    }
  }
}
