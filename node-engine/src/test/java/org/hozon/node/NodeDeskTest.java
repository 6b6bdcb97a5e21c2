package org.hozon.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.hozon.crypto.AccountKeys;
import org.hozon.crypto.NodeKeys;
import org.hozon.crypto.PackWriter;
import org.hozon.crypto.RecoveryPhrase;
import org.hozon.crypto.SealedPack;
import org.hozon.crypto.TicketSignatures;
import org.hozon.model.AccountId;
import org.hozon.model.Head;
import org.hozon.model.HeldPack;
import org.hozon.model.Hello;
import org.hozon.model.Hex;
import org.hozon.model.HozonException;
import org.hozon.model.NodeId;
import org.hozon.model.PackId;
import org.hozon.model.PackTicket;
import org.hozon.model.PeerMessage;
import org.hozon.model.Policy;
import org.hozon.model.Rank;
import org.hozon.provide.Offer;
import org.hozon.store.Database;
import org.hozon.store.Home;
import org.hozon.store.PackStore;
import org.hozon.store.StoreRefusal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The desk on a real home, with real packs and signatures. */
class NodeDeskTest {
  private static final NodeId OTHER = new NodeId("e".repeat(32));
  private static final NodeId THIRD = new NodeId("f".repeat(32));

  private final List<Object> watched = new ArrayList<>();
  private final AccountKeys account = account();
  private Home home;
  private Database database;
  private PackStore packs;
  private NodeId self;
  private Offer offer;
  private ProfileBoard board;
  private NodeDesk desk;

  @TempDir Path folder;

  @BeforeEach
  void open() {
    home = Home.open(folder.resolve("home"));
    database = Database.open(home.databaseFile());
    packs = PackStore.open(home, 0);
    self = NodeKeys.loadOrCreate(home.keys()).node();
    board =
        new ProfileBoard(
            MeetingTest.profile(1), database.state(), Clock.systemUTC(), profile -> profile);
    offer =
        new Offer(
            self,
            database.state(),
            new StoreShelf(database.inventory(), packs, () -> 0, 0),
            board::profile,
            Clock.systemUTC());
    offer.set(100 << 20);
    desk = new NodeDesk(self, board, offer, database, packs, Clock.systemUTC());
    desk.watched(
        new NodeDesk.Watch() {
          @Override
          public void stored(PackTicket ticket) {
            watched.add(ticket);
          }

          @Override
          public PeerMessage answer(PeerMessage message) {
            watched.add(message);
            return new PeerMessage.Noted();
          }
        });
  }

  @AfterEach
  void close() {
    database.close();
    home.close();
  }

  @Test
  void aPackIsRecordedBeforeItsReceiptAndCountsOnce() throws Exception {
    SealedPack pack = pack();
    PackTicket ticket = ticket(pack, account, 1, self, OTHER);
    long room = offer.room();
    receive(pack, ticket);
    desk.stored(ticket);
    HeldPack held = database.inventory().find(pack.id()).orElseThrow();
    assertThat(held.holders()).isEqualTo(Set.of(self, OTHER));
    assertThat(held.owner()).isEqualTo(account.account());
    assertThat(watched).containsExactly(ticket);
    assertThat(desk.keeps(pack.id())).isTrue();
    assertThat(offer.used()).isEqualTo(ticket.bytes());
    assertThat(offer.room()).isEqualTo(room - ticket.bytes());
  }

  @Test
  void aTicketThatIsNotItsOwnersForThisNodeAndOfNowIsRefused() throws Exception {
    SealedPack pack = pack();
    PackTicket good = ticket(pack, account, 1, self, OTHER);
    assertThat(desk.admit(good)).isPositive();
    assertRefused(good.withSignature(new byte[0]), "not signed by the account");
    assertRefused(
        good.withSignature(ticket(pack, account(), 1, self, OTHER).signature()),
        "not signed by the account");
    assertRefused(
        good.withSignature(ticket(pack, account, 2, self, OTHER).signature()),
        "not signed by the account");
    assertRefused(ticket(pack, account, 1, OTHER, THIRD), "for other nodes than this one");
    desk.answer(release(pack.id(), account));
    assertRefused(good, "has given it up");
  }

  private void assertRefused(PackTicket ticket, String reason) {
    assertThatThrownBy(() -> desk.admit(ticket))
        .isInstanceOf(StoreRefusal.class)
        .hasMessageContaining(reason);
  }

  @Test
  void anOlderPlacementIsNotBelievedAndAnEqualOneAdds() throws Exception {
    SealedPack pack = pack();
    receive(pack, ticket(pack, account, 5, self, OTHER));
    desk.stored(ticket(pack, account, 5, self, OTHER));
    desk.stored(ticket(pack, account, 4, self, THIRD));
    assertThat(held(pack).holders()).isEqualTo(Set.of(self, OTHER));
    desk.stored(ticket(pack, account, 5, self, THIRD));
    assertThat(held(pack).holders()).isEqualTo(Set.of(self, OTHER, THIRD));
    desk.stored(ticket(pack, account, 6, self, THIRD));
    assertThat(held(pack).holders()).isEqualTo(Set.of(self, THIRD));
    assertThat(held(pack).epoch()).isEqualTo(6);
  }

  @Test
  void whatTheOwnerAskedForIsNotTakenBackByATicket() throws Exception {
    SealedPack pack = pack();
    PackTicket ticket = ticket(pack, account, 1, self, OTHER);
    receive(pack, ticket);
    desk.stored(ticket);
    Policy asked = new Policy(Rank.B, List.of("JP"), 0, 5);
    database.inventory().policy(pack.id(), asked, Instant.now());
    // A lead that did not hear of it repairs under what was asked before.
    desk.stored(ticket(pack, account, 9, self, THIRD));
    assertThat(held(pack).epoch()).isEqualTo(9);
    assertThat(held(pack).policy()).isEqualTo(asked);
  }

  @Test
  void aPackUnderAnotherAccountsNameIsThrownAway() throws Exception {
    SealedPack pack = pack();
    PackTicket forged = ticket(pack, account(), 1, self);
    receive(pack, forged);
    HozonException trouble = catchThrowableOfType(HozonException.class, () -> desk.stored(forged));
    assertThat(trouble.kind()).isEqualTo(HozonException.Kind.DAMAGED);
    assertThat(packs.contains(pack.id())).isFalse();
    assertThat(database.inventory().count()).isZero();
    assertThat(watched).isEmpty();

    PackTicket right = ticket(pack, account, 1, self);
    receive(pack, right);
    desk.stored(right);
    assertThatThrownBy(() -> desk.stored(forged)).isInstanceOf(HozonException.class);
    assertThat(packs.contains(pack.id())).isTrue();
    assertThat(held(pack).owner()).isEqualTo(account.account());
  }

  /** A member leads a "repair" of something that it made itself in another account's name. */
  @Test
  void aPackThatItsOwnerDidNotSignIsThrownAwayWhoeverLedItsRepair() throws Exception {
    NodeKeys liar = NodeKeys.loadOrCreate(folder.resolve("liar"));
    byte[] forged = bytes(pack());
    byte[] stranger = Hex.bytes(account().account().value());
    System.arraycopy(stranger, 0, forged, 16, stranger.length);
    byte[] altered = bytes(pack());
    altered[100] ^= 1;
    byte[] noPack = "no pack at all".getBytes(StandardCharsets.UTF_8);
    for (byte[] made : List.of(forged, altered, noPack)) {
      PackId name = new PackId(Hex.of(MessageDigest.getInstance("SHA-256").digest(made)));
      SealedPack pack = new SealedPack(name, ByteBuffer.wrap(made), List.of());
      AccountId named = made == forged ? new AccountId(Hex.of(stranger)) : account.account();
      PackTicket ticket = repair(pack, named, liar, self);
      assertThat(desk.admit(ticket)).isPositive();
      receive(pack, ticket);
      assertThatThrownBy(() -> desk.stored(ticket)).hasMessageContaining("was not kept");
      assertThat(packs.contains(name)).isFalse();
      assertThat(database.inventory().count()).isZero();
    }
    SealedPack right = pack();
    PackTicket ticket = repair(right, account.account(), liar, self);
    receive(right, ticket);
    desk.stored(ticket);
    assertThat(held(right).owner()).isEqualTo(account.account());
  }

  private static byte[] bytes(SealedPack pack) {
    byte[] bytes = new byte[pack.bytes().remaining()];
    pack.bytes().duplicate().get(bytes);
    return bytes;
  }

  private static PackTicket repair(
      SealedPack pack, AccountId owner, NodeKeys lead, NodeId... holders) {
    return TicketSignatures.sign(
        new PackTicket(
            PackTicket.Kind.REPAIR,
            pack.id(),
            pack.bytes().remaining(),
            owner,
            Policy.STANDARD,
            List.of(holders),
            2,
            lead.node(),
            Instant.now().plusSeconds(60),
            new byte[0]),
        lead);
  }

  @Test
  void nothingComesInBeforeTheWatchIsUp() {
    desk.watched(null);
    SealedPack pack = pack();
    StoreRefusal refusal =
        catchThrowableOfType(StoreRefusal.class, () -> desk.admit(ticket(pack, account, 1, self)));
    assertThat(refusal.why()).isEqualTo(StoreRefusal.Why.BUSY);
    assertThatThrownBy(() -> desk.answer(new PeerMessage.ConfirmHold(OTHER, pack.id())))
        .isInstanceOf(HozonException.class);
  }

  @Test
  void onlyTheOwnerGivesAPackUp() throws Exception {
    SealedPack pack = pack();
    PackTicket ticket = ticket(pack, account, 1, self);
    receive(pack, ticket);
    desk.stored(ticket);
    watched.clear();
    PeerMessage.Release right = release(pack.id(), account);
    PeerMessage.Release unsigned =
        new PeerMessage.Release(
            right.owner(), right.pack(), right.at(), right.publicKey(), new byte[64]);
    for (PeerMessage forged : List.of(unsigned, release(pack.id(), account()))) {
      assertThatThrownBy(() -> desk.answer(forged)).hasMessageContaining("nothing was deleted");
    }
    assertThat(watched).isEmpty();
    assertThat(desk.answer(right)).isEqualTo(new PeerMessage.Noted());
    assertThat(watched).containsExactly(right);
  }

  @Test
  void headsAreKeptWhenSignedAndNew() {
    Head second = account.sealHead(OTHER, 2, Instant.EPOCH, new byte[] {2});
    Head first = account.sealHead(OTHER, 1, Instant.EPOCH, new byte[] {1});
    assertThat(desk.putHead(second)).isTrue();
    assertThat(desk.putHead(first)).as("a newer one is known").isTrue();
    assertThat(desk.heads(account.account())).hasSize(1);
    assertThat(desk.heads(account.account()).get(0).sequence()).isEqualTo(2);
    Head forged =
        new Head(
            second.account(),
            OTHER,
            3,
            second.time(),
            second.publicKey(),
            second.sealedRoot(),
            second.signature());
    assertThat(desk.putHead(forged)).isFalse();
    assertThat(desk.heads(account.account()).get(0).sequence()).isEqualTo(2);
  }

  @Test
  void saysWhetherItIsStillLookingForAMesh() {
    Hello looking = desk.hello();
    assertThat(looking.discovery()).isEmpty();
    assertThat(looking.clusterSize()).isZero();
    desk.founding(true);
    assertThat(desk.hello().clusterSize()).isEqualTo(1);
  }

  @Test
  void theProfileIsMadeAnewOnlyWhenItChanges() {
    List<Long> told = new ArrayList<>();
    board.refresh(offer, profile -> told.add(profile.sequence()));
    board.refresh(offer, profile -> told.add(profile.sequence()));
    assertThat(told).hasSize(1);
    offer.draining(true);
    board.refresh(offer, profile -> told.add(profile.sequence()));
    assertThat(told).hasSize(2).isSorted();
    assertThat(board.profile().draining()).isTrue();
    assertThat(board.profile().roomBytes()).isZero();
    ProfileBoard afterRestart =
        new ProfileBoard(MeetingTest.profile(1), database.state(), Clock.systemUTC(), p -> p);
    afterRestart.refresh(offer, profile -> told.add(profile.sequence()));
    assertThat(told).hasSize(3).doesNotHaveDuplicates().isSorted();
  }

  @Test
  void aCrashIsClosedAtItsLastHeartbeat() {
    Instant start = Instant.parse("2026-11-23T00:00:00Z");
    uptime(start).started();
    uptime(start.plusSeconds(60)).beat();
    UptimeKeeper again = uptime(start.plusSeconds(600));
    again.started();
    uptime(start.plusSeconds(700)).stopped();
    uptime(start.plusSeconds(900)).started();
    assertThat(database.uptime().of(self, Instant.EPOCH))
        .extracting(sample -> sample.at().getEpochSecond() - start.getEpochSecond())
        .containsExactly(0L, 60L, 600L, 700L, 900L);
    assertThat(database.uptime().of(self, Instant.EPOCH))
        .extracting("up")
        .containsExactly(true, false, true, false, true);
  }

  private UptimeKeeper uptime(Instant now) {
    return new UptimeKeeper(
        self, database.uptime(), database.state(), Clock.fixed(now, java.time.ZoneOffset.UTC));
  }

  private HeldPack held(SealedPack pack) {
    return database.inventory().find(pack.id()).orElseThrow();
  }

  private void receive(SealedPack pack, PackTicket ticket) throws Exception {
    long quota = desk.admit(ticket);
    try (PackStore.Incoming incoming = packs.receive(pack.id(), ticket.bytes(), quota)) {
      incoming.write(pack.bytes().duplicate());
      incoming.commit();
    }
  }

  private SealedPack pack() {
    byte[] bytes = "something worth keeping".getBytes(StandardCharsets.UTF_8);
    PackWriter writer = account.newPack();
    writer.add(account.chunkId(bytes, 0, bytes.length), bytes, 0, bytes.length);
    return writer.finish();
  }

  private static PackTicket ticket(
      SealedPack pack, AccountKeys owner, long epoch, NodeId... holders) {
    return TicketSignatures.sign(
        new PackTicket(
            PackTicket.Kind.DEPOSIT,
            pack.id(),
            pack.bytes().remaining(),
            owner.account(),
            Policy.STANDARD,
            List.of(holders),
            epoch,
            OTHER,
            Instant.now().plus(Duration.ofMinutes(5)),
            new byte[0]),
        owner);
  }

  private static PeerMessage.Release release(PackId pack, AccountKeys owner) {
    Instant at = Instant.parse("2026-11-23T00:00:00Z");
    PeerMessage.Release unsigned =
        new PeerMessage.Release(owner.account(), pack, at, owner.publicKey(), new byte[0]);
    return new PeerMessage.Release(
        owner.account(),
        pack,
        at,
        owner.publicKey(),
        owner.sign(unsigned.signedText().getBytes(StandardCharsets.UTF_8)));
  }

  private static AccountKeys account() {
    return AccountKeys.derive(RecoveryPhrase.generate(new SecureRandom()));
  }
}
