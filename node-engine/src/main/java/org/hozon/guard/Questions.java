package org.hozon.guard;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.hozon.guard.machine.GuardCommand;
import org.hozon.model.HozonException;
import org.hozon.model.NodeId;
import org.hozon.model.PackId;
import org.hozon.model.PeerMessage;

/**
 * Brings each question of another node's guard to whoever answers it: the desks, or the guard
 * machine by way of its thread. Thread-safe.
 */
final class Questions {
  private final NodeId self;
  private final EventLoop loop;
  private final PackShelf shelf;
  private final PeerAnswers answers;
  private final AuditDesk audits;
  private final Pulse pulse;
  private final Consumer<PackId> lost;
  private final BooleanSupplier started;
  private final BiConsumer<Long, PeerMessage> machine;

  /** Of the guard's thread, as all that follows. */
  private final Map<Long, CompletableFuture<PeerMessage>> requests = new LinkedHashMap<>();

  private long requestNumber;

  /**
   * The questions to one guard.
   *
   * @param lost is told of a pack that is asked for and whose file is not here
   * @param started false until the machine knows all that is held: it would deny it
   * @param machine gives a numbered question to the machine, on the guard's thread
   */
  Questions(
      NodeId self,
      EventLoop loop,
      PackShelf shelf,
      PeerAnswers answers,
      AuditDesk audits,
      Pulse pulse,
      Consumer<PackId> lost,
      BooleanSupplier started,
      BiConsumer<Long, PeerMessage> machine) {
    this.self = self;
    this.loop = loop;
    this.shelf = shelf;
    this.answers = answers;
    this.audits = audits;
    this.pulse = pulse;
    this.lost = lost;
    this.started = started;
    this.machine = machine;
  }

  /**
   * Answers; may block for the length of a transfer.
   *
   * @throws HozonException of kind DAMAGED when the message is not a question or its signature is
   *     wrong; of kind FAILED when this node is too busy or stopping
   */
  PeerMessage answer(PeerMessage message) {
    if (message instanceof PeerMessage.AskDistances question) {
      return answers.distances(question);
    } else if (message instanceof PeerMessage.Reserve reserve) {
      return answers.reserve(reserve.ticket());
    } else if (message instanceof PeerMessage.CopyOrder order) {
      return answers.copy(order);
    } else if (message instanceof PeerMessage.AskHeld question) {
      return answers.tell(question);
    } else if (message instanceof PeerMessage.Release release) {
      return answers.release(release);
    } else if (message instanceof PeerMessage.PolicyChange change) {
      return answers.policy(change);
    } else if (AuditDesk.answers(message)) {
      return audits.answer(message);
    } else if (message instanceof PeerMessage.ConfirmHold question
        && !shelf.contains(question.pack())) {
      lost.accept(question.pack());
    } else if (message instanceof PeerMessage.AskSight question) {
      Optional<Boolean> seen = pulse.sees(question.node());
      return new PeerMessage.Sight(question.node(), seen.isPresent(), seen.orElse(false));
    } else if (message instanceof PeerMessage.Heartbeat beat) {
      pulse.heard(beat.sender());
      return new PeerMessage.Alive(self);
    } else if (!forMachine(message)) {
      throw new HozonException(
          HozonException.Kind.DAMAGED,
          "Another node sent a message that is not a question, so it was refused.");
    }
    return askMachine(message);
  }

  private static boolean forMachine(PeerMessage message) {
    return message instanceof PeerMessage.HoldersNotice
        || message instanceof PeerMessage.Reconcile
        || message instanceof PeerMessage.ConfirmHold
        || message instanceof PeerMessage.AtWork
        || message instanceof PeerMessage.Trim;
  }

  private PeerMessage askMachine(PeerMessage message) {
    if (!started.getAsBoolean()) {
      throw new HozonException(
          HozonException.Kind.FAILED, "This node is still starting; ask again in a moment.");
    }
    CompletableFuture<PeerMessage> reply = new CompletableFuture<>();
    loop.post(
        () -> {
          long request = ++requestNumber;
          requests.put(request, reply);
          try {
            machine.accept(request, message);
          } catch (RuntimeException failure) {
            reply.completeExceptionally(failure);
            throw failure;
          } finally {
            requests.remove(request); // answered, or never to be
          }
        });
    return loop.await(reply);
  }

  /** The machine's reply, on the guard's thread. */
  void reply(GuardCommand.Answer answer) {
    CompletableFuture<PeerMessage> asked = requests.remove(answer.request());
    if (asked != null) {
      asked.complete(answer.reply());
    }
  }
}
