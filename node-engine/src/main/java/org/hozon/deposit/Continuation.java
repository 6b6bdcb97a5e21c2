package org.hozon.deposit;

import java.security.SecureRandom;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.hozon.model.DepositCare;
import org.hozon.model.DepositId;
import org.hozon.model.DepositRequest;
import org.hozon.model.Hex;
import org.hozon.model.HozonException;
import org.hozon.model.Json;
import org.hozon.model.Policy;
import org.hozon.store.NodeState;

/**
 * Which deposit a request goes on with: the one it names; else the one this machine made of the
 * same paths; else, on a machine without history, the account's of the same name and paths; else a
 * new one.
 *
 * @param earlier the deposit as the account knows it; empty when it is new
 */
record Continuation(DepositId id, String name, Optional<Merged> earlier) {
  private static final String BEGUN = "deposit.begun";
  private static final int LONGEST_NAME = 255;
  private static final SecureRandom RANDOM = new SecureRandom();

  /** A new deposit whose first version is not published yet; a repeated try keeps its id. */
  private record Begun(DepositId id, String name, List<String> paths) {}

  static Continuation of(
      DepositRequest request, List<FolderWalk.Root> roots, LaneBook book, NodeState state) {
    List<Merged> deposits = book.deposits();
    List<String> paths = paths(roots);
    String wanted = request.name() == null ? roots.get(0).name() : request.name().strip();
    if (wanted.isEmpty() || wanted.length() > LONGEST_NAME) {
      throw new HozonException(
          HozonException.Kind.USAGE,
          "A deposit's name has 1 to " + LONGEST_NAME + " characters; choose another one.");
    }
    Optional<Merged> earlier;
    if (request.name() != null) {
      earlier = last(deposits, deposit -> deposit.name().equals(wanted));
    } else {
      Lane own = book.own();
      earlier =
          own.deposits().isEmpty()
              ? last(
                  deposits,
                  deposit -> deposit.name().equals(wanted) && same(deposit.paths(), paths))
              : last(
                  deposits,
                  deposit ->
                      own.find(deposit.id()).filter(d -> same(d.paths(), paths)).isPresent());
    }
    if (earlier.isPresent()) {
      return new Continuation(earlier.get().id(), earlier.get().name(), earlier);
    }
    Set<String> taken = new HashSet<>(deposits.stream().map(Merged::name).toList());
    String name = Roots.unique(wanted, taken);
    return new Continuation(begun(name, paths, state), name, Optional.empty());
  }

  /** What to ask of the holders: what was said now, else what was asked before. */
  Policy policy(DepositRequest request) {
    return request.policy() != null
        ? request.policy()
        : earlier.map(Merged::policy).orElse(Policy.STANDARD);
  }

  /** How to look after it: as was said now, else as before, else as usual for a new one. */
  DepositCare care(DepositRequest request, DepositCare usual) {
    return request.care() != null ? request.care() : earlier.map(Merged::care).orElse(usual);
  }

  static List<String> paths(List<FolderWalk.Root> roots) {
    return roots.stream().map(root -> root.place().toString()).toList();
  }

  private static DepositId begun(String name, List<String> paths, NodeState state) {
    Begun last = state.get(BEGUN).map(text -> Json.read(text, Begun.class)).orElse(null);
    if (last != null && last.name().equals(name) && last.paths().equals(paths)) {
      return last.id();
    }
    byte[] random = new byte[8];
    RANDOM.nextBytes(random);
    DepositId id = new DepositId(Hex.of(random));
    state.put(BEGUN, Json.write(new Begun(id, name, paths)));
    return id;
  }

  private static boolean same(List<String> a, List<String> b) {
    return new HashSet<>(a).equals(new HashSet<>(b));
  }

  private static Optional<Merged> last(List<Merged> deposits, Predicate<Merged> wanted) {
    return deposits.stream().filter(wanted).reduce((first, second) -> second);
  }
}
