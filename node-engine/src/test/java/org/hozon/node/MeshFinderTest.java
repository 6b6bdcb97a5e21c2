package org.hozon.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hozon.model.Hello;
import org.hozon.model.HostPort;
import org.hozon.model.HozonException;
import org.junit.jupiter.api.Test;

class MeshFinderTest {
  private static final HostPort DOOR = new HostPort("127.0.0.1", 9);

  /** So short that nothing waits, but in the order of the real ones. */
  private static final MeshFinder.Patience SHORT =
      new MeshFinder.Patience(
          Duration.ofMillis(1),
          Duration.ofMillis(1),
          Duration.ofMillis(10),
          Duration.ofMillis(20),
          Duration.ofMillis(400),
          Duration.ofMillis(60));

  private final Map<HostPort, Hello> answers = new HashMap<>();
  private final List<HostPort> asked = new ArrayList<>();
  private int rounds;

  @Test
  void aloneWhereNobodyIsKnown() {
    assertThat(find(5, List.of(), List.of(), false)).isEmpty();
    assertThat(rounds).isZero();
  }

  @Test
  void joinsTheLargestMeshThatAnswers() {
    HostPort other = new HostPort("127.0.0.1", 10);
    answers.put(at(1), new Hello(MeetingTest.profile(1), List.of(other), "a", 2, List.of()));
    answers.put(at(2), new Hello(MeetingTest.profile(2), List.of(DOOR), "b", 3, List.of()));
    assertThat(find(5, List.of(at(1)), List.of(at(2)), false)).containsExactly(DOOR);
    assertThat(asked).contains(at(1), at(2));
  }

  @Test
  void aFirstTimerThatNobodyAnswersDoesNotStart() {
    HozonException trouble =
        catchThrowableOfType(HozonException.class, () -> find(5, List.of(at(1)), List.of(), false));
    assertThat(trouble.kind()).isEqualTo(HozonException.Kind.FAILED);
    assertThat(trouble.getMessage())
        .startsWith("No node answered at 127.0.0.1:1001; nothing was changed.");
  }

  @Test
  void whoWasInAMeshStartsAloneWhenNobodyIsUp() {
    assertThat(find(5, List.of(at(1)), List.of(at(2)), true)).isEmpty();
  }

  @Test
  void namedAloneItIsTheFirst() {
    answers.put(at(5), starting(5, 0));
    assertThat(find(5, List.of(at(5)), List.of(), false)).isEmpty();
    assertThat(rounds).isEqualTo(1);
  }

  @Test
  void ofThoseThatStartTogetherTheSmallestGoesFirst() {
    answers.put(at(7), starting(7, 0));
    assertThat(find(5, List.of(), List.of(at(7)), true)).isEmpty();
    assertThat(rounds).isEqualTo(1);
  }

  @Test
  void itGivesTheRestAMomentToAppear() {
    answers.put(at(7), starting(7, 0));
    assertThat(find(5, List.of(), List.of(at(7), at(3)), true)).isEmpty();
    answers.put(at(3), starting(3, 0));
    int before = rounds;
    assertThat(findWhile(5, before + 4, () -> answers.put(at(3), inMesh(3)))).containsExactly(DOOR);
  }

  @Test
  void theOthersWaitForIt() {
    answers.put(at(3), starting(3, 0));
    assertThat(findWhile(5, 4, () -> answers.put(at(3), inMesh(3)))).containsExactly(DOOR);
    assertThat(rounds).isEqualTo(5);
  }

  @Test
  void whoeverIsFoundingIsWaitedForEvenByASmallerOne() {
    answers.put(at(7), starting(7, 1));
    assertThat(findWhile(5, 4, () -> answers.put(at(7), inMesh(7)))).containsExactly(DOOR);
    assertThat(rounds).isEqualTo(5);
  }

  @Test
  void nobodyWaitsForEver() {
    answers.put(at(3), starting(3, 1));
    assertThat(find(5, List.of(at(3)), List.of(), false)).isEmpty();
  }

  @Test
  void aBusyComputerIsGivenMoreTime() {
    MeshFinder.Patience standard = MeshFinder.Patience.STANDARD;
    assertThat(standard.onThisComputer(Duration.ofMillis(700))).isEqualTo(standard);
    MeshFinder.Patience busy = standard.onThisComputer(Duration.ofSeconds(10));
    assertThat(busy.nobody()).isEqualTo(standard.nobody().multipliedBy(5));
    assertThat(busy.gather()).isEqualTo(standard.gather().multipliedBy(5));
    assertThat(busy.answer()).isEqualTo(standard.answer().multipliedBy(3));
    assertThat(standard.onThisComputer(Duration.ofHours(1)).nobody())
        .isEqualTo(standard.nobody().multipliedBy(8));
  }

  private List<HostPort> findWhile(int self, int untilRound, Runnable then) {
    MeshFinder finder =
        new MeshFinder(
            MeetingTest.profile(self).node(),
            addresses -> {
              Map<HostPort, Hello> now = knock(addresses);
              if (rounds == untilRound) {
                then.run();
              }
              return now;
            },
            MeshFinder.Patience.STANDARD);
    return finder.find(List.of(), List.copyOf(answers.keySet()), true);
  }

  private List<HostPort> find(
      int self, List<HostPort> given, List<HostPort> remembered, boolean wasInMesh) {
    return new MeshFinder(MeetingTest.profile(self).node(), this::knock, SHORT)
        .find(given, remembered, wasInMesh);
  }

  private Map<HostPort, Hello> knock(Collection<HostPort> addresses) {
    rounds++;
    asked.addAll(addresses);
    Map<HostPort, Hello> heard = new HashMap<>(answers);
    heard.keySet().retainAll(addresses);
    return heard;
  }

  private static Hello starting(int node, int size) {
    return new Hello(MeetingTest.profile(node), List.of(), "", size, List.of());
  }

  private static Hello inMesh(int node) {
    return new Hello(MeetingTest.profile(node), List.of(DOOR), "a", 1, List.of());
  }

  private static HostPort at(int node) {
    return MeetingTest.profile(node).data();
  }
}
