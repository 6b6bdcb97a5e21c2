package org.hozon.provide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.hozon.model.AccountId;
import org.hozon.model.HostPort;
import org.hozon.model.NodeId;
import org.hozon.model.NodeProfile;
import org.hozon.model.OfferReport;
import org.hozon.model.PackId;
import org.hozon.model.PackTicket;
import org.hozon.model.Policy;
import org.hozon.model.Rank;
import org.hozon.store.MemoryState;
import org.hozon.store.StoreRefusal;
import org.junit.jupiter.api.Test;

class OfferTest {
  private static final NodeId SELF = new NodeId("1".repeat(32));
  private static final NodeId OTHER = new NodeId("2".repeat(32));
  private static final AccountId ACCOUNT = new AccountId("3".repeat(32));
  private static final long MIB = 1 << 20;

  private final MemoryShelf shelf = new MemoryShelf(1000 * MIB);
  private final MemoryState state = new MemoryState();
  private final MovableClock clock = new MovableClock();
  private final Offer offer = new Offer(SELF, state, shelf, () -> profile(Rank.B, "JP"), clock);

  @Test
  void askedToFitIntoLessThanItsOwnFilesItMovesWhatIsHeldAndNoMore() {
    shelf.overhead = 20 * MIB;
    assertThat(offer.tooMuchFor(10 * MIB)).isZero();
    shelf.held.put(new PackId("ab".repeat(32)), 30 * MIB);
    assertThat(offer.tooMuchFor(10 * MIB)).isEqualTo(30 * MIB);
    assertThat(offer.tooMuchFor(45 * MIB)).isEqualTo(5 * MIB);
    assertThat(offer.tooMuchFor(60 * MIB)).isZero();
  }

  @Test
  void theOfferIsRememberedAcrossStarts() {
    assertThat(Offer.remembered(state)).isEmpty();
    assertThat(offer.offered()).isZero();
    offer.set(100 * MIB);
    Offer again = new Offer(SELF, state, shelf, () -> profile(Rank.B, "JP"), clock);
    assertThat(again.offered()).isEqualTo(100 * MIB);
    assertThat(Offer.remembered(state)).contains(100 * MIB);
  }

  @Test
  void bookedRoomIsNotGivenTwiceAndComesBackWhenTheTicketExpires() throws StoreRefusal {
    offer.set(40 * MIB);
    offer.reserve(ticket(1, 30 * MIB));
    assertThat(offer.room()).isEqualTo(10 * MIB);
    assertThat(why(ticket(2, 20 * MIB))).isEqualTo(StoreRefusal.Why.OFFER_FULL);
    assertThat(offer.admit(ticket(1, 30 * MIB))).isGreaterThanOrEqualTo(30 * MIB);
    clock.now = clock.now.plus(Duration.ofMinutes(20));
    assertThat(offer.room()).isEqualTo(40 * MIB);
    assertThat(offer.admit(ticket(2, 20 * MIB))).isEqualTo(40 * MIB);
  }

  @Test
  void oneAccountFillsNoMoreThanItsShare() throws StoreRefusal {
    offer.set(100 * MIB);
    offer.perAccount(50 * MIB);
    shelf.held.put(pack(9), 20 * MIB);
    offer.reserve(ticket(1, 20 * MIB));
    assertThat(offer.admit(ticket(1, 20 * MIB))).isGreaterThanOrEqualTo(20 * MIB);
    assertThat(why(ticket(2, 11 * MIB))).isEqualTo(StoreRefusal.Why.OFFER_FULL);
    assertThat(offer.admit(ticket(2, 10 * MIB))).isPositive();
    offer.perAccount(0);
    assertThat(offer.admit(ticket(3, 30 * MIB))).isPositive();
  }

  @Test
  void aReceptionKeepsItsRoomPastTheEndOfItsTicket() throws StoreRefusal {
    offer.set(40 * MIB);
    offer.admit(ticket(1, 30 * MIB));
    shelf.receiving.put(pack(1), 30 * MIB);
    clock.now = clock.now.plus(Duration.ofMinutes(20));
    assertThat(offer.used()).isEqualTo(30 * MIB);
    assertThat(offer.room()).isEqualTo(10 * MIB);
  }

  @Test
  void roomForWhatGrowsUnaskedIsKeptFreeAndIsAFourthOfASmallOfferAtMost() throws StoreRefusal {
    shelf.growth = 16 * MIB;
    offer.set(100 * MIB);
    assertThat(offer.room()).isEqualTo(84 * MIB);
    offer.set(20 * MIB);
    assertThat(offer.room()).isEqualTo(15 * MIB);
    offer.admit(ticket(1, 15 * MIB));
    assertThat(why(ticket(2, 1))).isEqualTo(StoreRefusal.Why.OFFER_FULL);
  }

  @Test
  void whatIsUsedIsWhatTheDiskSays() {
    offer.set(100 * MIB);
    shelf.held.put(pack(1), 10 * MIB);
    shelf.abandoned.put(pack(2), 7 * MIB);
    assertThat(offer.report()).isEqualTo(new OfferReport(100 * MIB, 17 * MIB));
    assertThat(offer.room()).isEqualTo(83 * MIB);
  }

  @Test
  void aPartThatIsHereAlreadyNeedsNoSecondRoom() throws StoreRefusal {
    offer.set(30 * MIB);
    shelf.abandoned.put(pack(1), 20 * MIB);
    assertThat(offer.admit(ticket(1, 30 * MIB))).isEqualTo(30 * MIB);
    assertThat(offer.room()).isZero();
  }

  @Test
  void theOwnersReserveIsNeverGivenAway() {
    offer.set(5000 * MIB);
    shelf.disk = 20 * MIB;
    assertThat(offer.room()).isEqualTo(20 * MIB);
    assertThat(why(ticket(1, 21 * MIB))).isEqualTo(StoreRefusal.Why.DISK_FULL);
    shelf.disk = -1;
    assertThat(offer.room()).isZero();
  }

  @Test
  void loweringBelowUseKeepsWhatIsHeldAndTakesNothingNew() throws StoreRefusal {
    offer.set(100 * MIB);
    shelf.held.put(pack(1), 50 * MIB);
    offer.set(10 * MIB);
    assertThat(offer.room()).isZero();
    assertThat(why(ticket(2, 1))).isEqualTo(StoreRefusal.Why.OFFER_FULL);
    assertThat(offer.admit(ticket(1, 30 * MIB))).isEqualTo(30 * MIB);
    offer.set(0);
    assertThat(why(ticket(2, 1))).isEqualTo(StoreRefusal.Why.OFFER_FULL);
    assertThatThrownBy(() -> offer.set(-1)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusesInPlainWords() {
    offer.set(100 * MIB);
    assertThat(reason(ticket(1, 0))).contains("32 MiB");
    assertThat(reason(ticket(1, (32 << 20) + 1))).contains("32 MiB");
    assertThat(reason(ticket(1, MIB, PackTicket.Kind.REPAIR, policy(Rank.A), SELF, OTHER)))
        .contains("rank B");
    assertThat(
            reason(
                ticket(
                    1,
                    MIB,
                    PackTicket.Kind.REPAIR,
                    new Policy(Rank.C, List.of("DE"), 0, 3),
                    SELF,
                    OTHER)))
        .contains("region DE");
    assertThat(reason(ticket(1, MIB, PackTicket.Kind.REPAIR, policy(Rank.C), OTHER, OTHER)))
        .contains("not for this node");
    assertThat(reason(ticket(1, MIB, PackTicket.Kind.DEPOSIT, policy(Rank.C), SELF, SELF)))
        .contains("own machine");
    offer.refuse(ticket -> ticket.pack().equals(pack(9)));
    assertThat(reason(ticket(9, MIB))).contains("own machine");
    offer.draining(true);
    assertThat(reason(ticket(1, MIB))).contains("moving what it holds");
    assertThat(offer.room()).isZero();
    offer.draining(false);
    PackTicket stale = ticket(1, MIB);
    clock.now = clock.now.plus(Duration.ofHours(1));
    assertThat(reason(stale)).contains("expired");
  }

  private StoreRefusal.Why why(PackTicket ticket) {
    return refusal(ticket).why();
  }

  private String reason(PackTicket ticket) {
    return refusal(ticket).getMessage();
  }

  private StoreRefusal refusal(PackTicket ticket) {
    StoreRefusal refusal = catchThrowableOfType(StoreRefusal.class, () -> offer.admit(ticket));
    assertThat(refusal).isNotNull();
    return refusal;
  }

  private PackTicket ticket(int pack, long bytes) {
    return ticket(pack, bytes, PackTicket.Kind.REPAIR, policy(Rank.C), SELF, OTHER);
  }

  private PackTicket ticket(
      int pack, long bytes, PackTicket.Kind kind, Policy policy, NodeId holder, NodeId issuer) {
    return ticket(pack(pack), bytes, kind, policy, holder, issuer, clock.now);
  }

  static PackTicket ticket(
      PackId pack,
      long bytes,
      PackTicket.Kind kind,
      Policy policy,
      NodeId holder,
      NodeId issuer,
      Instant now) {
    return new PackTicket(
        kind,
        pack,
        bytes,
        ACCOUNT,
        policy,
        List.of(holder),
        1,
        issuer,
        now.plus(Duration.ofMinutes(10)),
        new byte[0]);
  }

  private static Policy policy(Rank rank) {
    return new Policy(rank, List.of(), 0, 3);
  }

  static PackId pack(int number) {
    return new PackId(String.format("%064x", number));
  }

  static NodeProfile profile(Rank rank, String region) {
    return new NodeProfile(
        SELF,
        "n",
        ACCOUNT,
        region,
        "",
        rank,
        0,
        0,
        0,
        false,
        new HostPort("127.0.0.1", 1),
        "",
        "0",
        1,
        Instant.EPOCH);
  }

  /** A clock that a test moves. */
  static final class MovableClock extends Clock {
    volatile Instant now = Instant.parse("2026-11-23T00:00:00Z");

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }
}
