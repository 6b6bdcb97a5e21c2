package org.hozon.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.hozon.model.NodeId;
import org.hozon.model.NodeProfile;
import org.junit.jupiter.api.Test;

final class MembershipTest {
  private static final UUID OWN_LIFE = new UUID(1, 1);

  private final Membership membership = new Membership(Samples.node(1), MembershipTest::genuine);

  /** In these tests nobody is believed whose name says so. */
  private static boolean genuine(NodeProfile profile) {
    return !profile.signature().equals("forged");
  }

  private static UUID life(int number, int which) {
    return new UUID(number, which);
  }

  private static Member member(int number, int which, long order, long sequence) {
    return new Member(
        life(number, which), order, Samples.profile(number, sequence), Samples.door(number));
  }

  private static MemberEvent joined(int number, long sequence) {
    return new MemberEvent.Joined(Samples.profile(number, sequence));
  }

  private static MemberEvent failed(int number) {
    return new MemberEvent.Failed(Samples.node(number));
  }

  private static Member own(long order) {
    return new Member(OWN_LIFE, order, Samples.profile(1, 1), Samples.door(1));
  }

  @Test
  void comingAndGoingIsToldOnce() {
    membership.restarted(OWN_LIFE, List.of(own(1)));
    assertThat(membership.joined(member(2, 1, 2, 1))).containsExactly(joined(2, 1));
    assertThat(membership.joined(member(2, 1, 2, 1))).isEmpty();
    assertThat(membership.departed(life(2, 1), true))
        .containsExactly(new MemberEvent.Left(Samples.node(2)));
    assertThat(membership.departed(life(2, 1), false)).isEmpty();
    membership.joined(member(2, 2, 3, 1));
    assertThat(membership.departed(life(2, 2), false)).containsExactly(failed(2));
    assertThat(membership.profiles()).isEmpty();
  }

  @Test
  void whoComesBackBeforeItsFormerLifeIsOverHasFailedFirst() {
    membership.joined(member(2, 1, 2, 5));
    assertThat(membership.joined(member(2, 2, 3, 6))).containsExactly(failed(2), joined(2, 6));
    assertThat(membership.departed(life(2, 1), false)).isEmpty();
    assertThat(membership.profiles()).containsOnlyKeys(Samples.node(2));
    assertThat(membership.joined(member(2, 1, 2, 5))).as("stale news").isEmpty();
  }

  @Test
  void whatIsSaidInAnothersNameIsLeftOut() {
    Member forged =
        new Member(life(2, 1), 2, Samples.profile(2, 1).withSignature("forged"), Samples.door(2));
    assertThat(membership.joined(forged)).isEmpty();
    assertThat(membership.restarted(OWN_LIFE, List.of(own(1), forged))).isEmpty();
    assertThat(membership.profiles()).isEmpty();
    membership.joined(member(2, 2, 3, 1));
    assertThat(membership.said(Samples.profile(2, 9).withSignature("forged"))).isEmpty();
    assertThat(membership.profiles().get(Samples.node(2)).sequence()).isEqualTo(1);
    assertThat(membership.said(Samples.profile(2, 2))).hasSize(1);
  }

  @Test
  void onlyNewerProfilesOfMembersChangeAnything() {
    membership.joined(member(2, 1, 2, 5));
    assertThat(membership.said(Samples.profile(2, 5))).isEmpty();
    assertThat(membership.said(Samples.profile(2, 4))).isEmpty();
    assertThat(membership.said(Samples.profile(3, 9))).isEmpty();
    NodeProfile newer = Samples.profile(2, 6);
    assertThat(membership.said(newer)).containsExactly(new MemberEvent.Changed(newer));
    assertThat(membership.profiles()).containsEntry(Samples.node(2), newer);
  }

  @Test
  void aRestartTellsTheDifference() {
    membership.restarted(OWN_LIFE, List.of(own(9), member(2, 1, 1, 1), member(3, 1, 2, 5)));
    membership.said(Samples.profile(3, 7));
    UUID newLife = life(1, 2);
    List<MemberEvent> events =
        membership.restarted(
            newLife,
            List.of(
                new Member(newLife, 20, Samples.profile(1, 2), Samples.door(1)),
                member(1, 1, 9, 1),
                member(3, 1, 2, 5),
                member(4, 1, 3, 1)));
    assertThat(events).containsExactly(failed(2), joined(4, 1));
    NodeId three = Samples.node(3);
    assertThat(membership.profiles().get(three).sequence()).as("the newest stays").isEqualTo(7);
    assertThat(membership.doors()).containsExactly(Samples.door(3), Samples.door(4));
  }

  @Test
  void theOldestNamesTheClusterForAll() {
    membership.restarted(OWN_LIFE, List.of(own(2), member(2, 1, 1, 1)));
    Membership other = new Membership(Samples.node(2), MembershipTest::genuine);
    other.restarted(life(2, 1), List.of(own(2), member(2, 1, 1, 1)));
    assertThat(membership.oldest()).isEqualTo(life(2, 1)).isEqualTo(other.oldest());
    assertThat(membership.ownIsOldest()).isFalse();
    assertThat(other.ownIsOldest()).isTrue();
    membership.departed(life(2, 1), false);
    assertThat(membership.oldest()).isEqualTo(OWN_LIFE);
    assertThat(membership.ownIsOldest()).isTrue();
  }
}
