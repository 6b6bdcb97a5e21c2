package org.hozon.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.hozon.guard.machine.GuardEvent;
import org.hozon.model.AccountId;
import org.hozon.model.HostPort;
import org.hozon.model.NodeId;
import org.hozon.model.NodeProfile;
import org.hozon.model.Rank;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What becomes of a member's goodbye to the mesh, by what it says when it is asked itself. */
@Tag("R2")
@DisplayName("A goodbye to the mesh")
class MeshWatchTest {
  private static final NodeId SELF = new NodeId("0".repeat(32));
  private static final NodeProfile OTHER =
      new NodeProfile(
          new NodeId("1".repeat(32)),
          "other",
          new AccountId("1".repeat(32)),
          "JP",
          "site",
          Rank.C,
          1 << 30,
          0,
          1 << 30,
          false,
          new HostPort("127.0.0.1", 1),
          "",
          "1",
          1,
          Instant.EPOCH);

  private final FakeHub hub = new FakeHub();
  private final EventLoop loop = new EventLoop();
  private final List<GuardEvent> events = new ArrayList<>();
  private final List<NodeId> asked = new ArrayList<>();

  /** Whether the other goes on, once it has answered. */
  private final CompletableFuture<Boolean> answer = new CompletableFuture<>();

  private final MeshWatch watch =
      new MeshWatch(
          hub.mesh(SELF),
          loop,
          new SteadyClock(Clock.systemUTC()),
          events::add,
          () -> {},
          node -> {
            asked.add(node);
            return answer;
          });

  @BeforeEach
  void bothAreMembers() {
    hub.members.put(OTHER.node(), OTHER);
    loop.call(
        () -> {
          watch.begin();
          return true;
        });
    hub.members.remove(OTHER.node());
  }

  @AfterEach
  void stop() {
    loop.close();
    hub.close();
  }

  /** The events so far, when all that was posted is done. */
  private List<GuardEvent> events() {
    return loop.call(() -> List.copyOf(events));
  }

  @Test
  void ofANodeThatStopsIsTaken() {
    watch.left(OTHER.node());
    answer.complete(false);
    assertThat(events())
        .singleElement()
        .isInstanceOfSatisfying(
            GuardEvent.MemberLeft.class, left -> assertThat(left.member()).isEqualTo(OTHER.node()));
    assertThat(watch.table().alive()).isEmpty();
    assertThat(watch.lastKnown(OTHER.node())).isEqualTo(OTHER);
  }

  @Test
  void ofANodeThatGoesOnIsNoGoodbyeButTheMeshHasLostIt() {
    watch.left(OTHER.node());
    answer.complete(true);
    assertThat(events())
        .singleElement()
        .isInstanceOfSatisfying(
            GuardEvent.MemberFailed.class,
            failed -> assertThat(failed.member()).isEqualTo(OTHER.node()));
    assertThat(watch.table().alive()).isEmpty();
  }

  @Test
  void isAskedAboutOnceAndWaitsForTheAnswer() {
    watch.left(OTHER.node());
    assertThat(events()).isEmpty();
    assertThat(watch.table().profile(OTHER.node())).isEqualTo(OTHER);
    answer.complete(false);
    assertThat(events()).hasSize(1);
    assertThat(asked).containsExactly(OTHER.node());
  }

  @Test
  void ofANodeThatIsBackMeanwhileMeansNothing() {
    watch.left(OTHER.node());
    hub.members.put(OTHER.node(), OTHER);
    answer.complete(false);
    assertThat(events()).isEmpty();
    assertThat(watch.table().profile(OTHER.node())).isEqualTo(OTHER);
  }

  @Test
  void thatIsSaidTwiceIsToldOnce() {
    watch.left(OTHER.node());
    watch.left(OTHER.node());
    answer.complete(false);
    assertThat(events()).hasSize(1);
  }
}
