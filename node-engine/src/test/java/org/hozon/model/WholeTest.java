package org.hozon.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WholeTest {
  private static final NodeId NODE = new NodeId("a".repeat(32));
  private static final PackId PACK = new PackId("b".repeat(64));

  @Test
  void whatHasAllItsFieldsIsGivenBack() {
    PeerMessage message = new PeerMessage.HoldersNotice(NODE, PACK, 1, Set.of(NODE));
    assertThat(Whole.require(message)).isSameAs(message);
    assertThat(Whole.require(new PeerMessage.Noted())).isNotNull();
  }

  @Test
  void whatIsMissingIsNamedHoweverDeepItLies() {
    assertThatThrownBy(
            () -> Whole.require(new PeerMessage.HoldersNotice(NODE, null, 1, Set.of(NODE))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("pack");
    assertThatThrownBy(
            () ->
                Whole.require(
                    new PeerMessage.Reconcile(NODE, List.of(new PeerMessage.Claim(PACK, 1, null)))))
        .hasMessageContaining("holders");
    assertThatThrownBy(
            () -> Whole.require(new PeerMessage.AskHeld(NODE, Arrays.asList(PACK, null))))
        .hasMessageContaining("packs");
    assertThatThrownBy(() -> Whole.require(null)).hasMessageContaining("missing");
  }

  @Test
  void whatMayLackIsNotMissed() {
    PeerMessage failed = new PeerMessage.Copied(null, "it is full", 1);
    assertThat(Whole.require(failed)).isSameAs(failed);
  }

  @Test
  void jsonWithoutAFieldIsRefusedWhereAnybodyMayHaveWrittenIt() {
    assertThatThrownBy(() -> Json.readWhole("{}", Head.class))
        .isInstanceOfSatisfying(
            HozonException.class,
            trouble -> assertThat(trouble.kind()).isEqualTo(HozonException.Kind.DAMAGED));
    assertThatThrownBy(() -> Json.read("null", Head.class)).isInstanceOf(HozonException.class);
  }
}
