package org.hozon.guard;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.hozon.model.HeldPack;
import org.hozon.model.Hex;
import org.hozon.model.HozonException;
import org.hozon.model.NodeId;
import org.hozon.model.PackId;
import org.hozon.model.PeerMessage;
import org.hozon.model.PeerMessage.Challenge;
import org.hozon.model.PeerMessage.Proof;
import org.hozon.rules.AuditRate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers what others want to know of the copies here from the copies themselves: challenges, the
 * wish to have a copy read whole, and when copies were proven last. A copy that turns out missing
 * or bad on the way is told to the guard.
 */
final class AuditDesk {
  private static final Logger LOG = LoggerFactory.getLogger(AuditDesk.class);

  /** Bytes read for one message: enough for a round, not for wearing out a disk. */
  private static final long MOST_BYTES = 2L * AuditRate.MOST * AuditRate.RANGE;

  private static final int MOST_CHECKED = 64;
  private static final int MOST_ASKED = 1_000;
  private static final long WAIT_SECONDS = 60;

  private final NodeId self;
  private final Stores stores;
  private final SteadyClock clock;
  private final Consumer<PackId> lost;
  private final Semaphore reading = new Semaphore(1, true);

  AuditDesk(NodeId self, Stores stores, SteadyClock clock, Consumer<PackId> lost) {
    this.self = self;
    this.stores = stores;
    this.clock = clock;
    this.lost = lost;
  }

  static boolean answers(PeerMessage message) {
    return message instanceof PeerMessage.Audit
        || message instanceof PeerMessage.Check
        || message instanceof PeerMessage.AskProofs;
  }

  /**
   * Answers one of the messages that {@link #answers} names; reads from the disk.
   *
   * @throws HozonException of kind FAILED when too much is being read already
   */
  PeerMessage answer(PeerMessage message) {
    if (message instanceof PeerMessage.Audit audit) {
      return audited(audit);
    } else if (message instanceof PeerMessage.Check check) {
      return checked(check.packs());
    }
    return proofs(((PeerMessage.AskProofs) message).packs());
  }

  private PeerMessage.Audited audited(PeerMessage.Audit audit) {
    List<Proof> proofs = new ArrayList<>();
    long bytes = 0;
    for (Challenge challenge : audit.challenges()) {
      bytes += challenge.length();
      boolean tooMuch = challenge.length() > AuditRate.RANGE || bytes > MOST_BYTES;
      proofs.add(tooMuch ? without(challenge, Proof.Answer.LATER) : proof(challenge));
    }
    return new PeerMessage.Audited(proofs);
  }

  private Proof proof(Challenge challenge) {
    if (stores.inventory().find(challenge.pack()).isEmpty()) {
      return without(challenge, Proof.Answer.ABSENT);
    }
    try {
      Optional<ByteBuffer> range =
          stores.shelf().range(challenge.pack(), challenge.offset(), challenge.length());
      if (range.isPresent()) {
        return new Proof(
            challenge.nonce(), Proof.Answer.GIVEN, mac(challenge.nonce(), range.get()));
      }
    } catch (IOException unreadable) {
      LOG.warn("Pack {} could not be read for an audit", challenge.pack(), unreadable);
    }
    // The file is shorter, gone, or cannot be read there: what it is, reading it whole will tell.
    return check(challenge.pack()) == Found.LOST
        ? without(challenge, Proof.Answer.ABSENT)
        : without(challenge, Proof.Answer.LATER);
  }

  private static Proof without(Challenge challenge, Proof.Answer answer) {
    return new Proof(challenge.nonce(), answer, "");
  }

  private static String mac(String nonce, ByteBuffer range) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(Hex.bytes(nonce), "HmacSHA256"));
      mac.update(range);
      return Hex.of(mac.doFinal());
    } catch (GeneralSecurityException | IllegalArgumentException notANonce) {
      throw new HozonException(
          HozonException.Kind.DAMAGED,
          "Another node's challenge has no proper nonce, so it was refused.",
          notANonce);
    }
  }

  private PeerMessage.Checked checked(List<PackId> packs) {
    if (packs.size() > MOST_CHECKED) {
      throw new HozonException(
          HozonException.Kind.DAMAGED,
          "At most " + MOST_CHECKED + " packs are checked for one message.");
    }
    List<PackId> sound = new ArrayList<>();
    List<PackId> gone = new ArrayList<>();
    for (PackId pack : packs) {
      switch (check(pack)) {
        case SOUND -> sound.add(pack);
        case LOST -> gone.add(pack);
        case UNKNOWN -> LOG.debug("Whether pack {} is right is not known just now", pack);
      }
    }
    return new PeerMessage.Checked(sound, gone);
  }

  private enum Found {
    SOUND,
    LOST,
    UNKNOWN
  }

  /** Reads one copy whole; one at a time in the node, whoever asks. */
  private Found check(PackId pack) {
    HeldPack held = stores.inventory().find(pack).orElse(null);
    if (held == null) {
      return Found.LOST;
    }
    try {
      if (!reading.tryAcquire(WAIT_SECONDS, TimeUnit.SECONDS)) {
        return Found.UNKNOWN;
      }
      try {
        return switch (stores.shelf().inspect(pack, held.bytes())) {
          case SOUND -> {
            stores.proofs().record(self, List.of(pack), Instant.ofEpochMilli(clock.millis()));
            yield Found.SOUND;
          }
          case DAMAGED, MISSING -> {
            lost.accept(pack);
            yield Found.LOST;
          }
          case UNREADABLE -> Found.UNKNOWN;
        };
      } finally {
        reading.release();
      }
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      return Found.UNKNOWN;
    }
  }

  private PeerMessage.Proofs proofs(List<PackId> packs) {
    if (packs.size() > MOST_ASKED) {
      throw new HozonException(
          HozonException.Kind.DAMAGED,
          "At most " + MOST_ASKED + " packs can be asked for in one message.");
    }
    Map<PackId, Map<NodeId, Instant>> known = stores.proofs().of(packs);
    List<PeerMessage.PackProofs> answer = new ArrayList<>();
    for (PackId pack : packs) {
      stores
          .inventory()
          .find(pack)
          .ifPresent(held -> answer.add(proofs(held, known.getOrDefault(pack, Map.of()))));
    }
    return new PeerMessage.Proofs(answer);
  }

  private PeerMessage.PackProofs proofs(HeldPack held, Map<NodeId, Instant> known) {
    List<PeerMessage.Proven> proven = new ArrayList<>();
    // It was hashed when it came.
    Instant own = known.getOrDefault(self, held.storedAt());
    proven.add(new PeerMessage.Proven(self, own.isBefore(held.storedAt()) ? held.storedAt() : own));
    held.holders().stream()
        .sorted()
        .filter(holder -> !holder.equals(self) && known.containsKey(holder))
        .forEach(holder -> proven.add(new PeerMessage.Proven(holder, known.get(holder))));
    return new PeerMessage.PackProofs(held.pack(), held.epoch(), held.holders(), proven);
  }
}
