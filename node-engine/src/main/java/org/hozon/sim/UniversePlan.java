package org.hozon.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.hozon.guard.machine.MachineSettings;
import org.hozon.model.Policy;
import org.hozon.model.Rank;

/**
 * All that one universe is and all that happens to it. Two lives of one plan are the same to the
 * last message; a plan with less in it is a smaller universe.
 *
 * @param seed decides what is left to chance: delays, losses, names
 * @param days how long it lives before peace comes
 * @param preset the settings in a word
 * @param settings what the machines are told
 * @param loss share of messages lost in ordinary times
 * @param nodes the nodes by number; those that join later are the last
 * @param absent numbers of nodes that are left out
 * @param deposits what is deposited
 * @param releases what is given up
 * @param faults what goes wrong
 */
record UniversePlan(
    long seed,
    int days,
    String preset,
    MachineSettings settings,
    double loss,
    List<NodeSpec> nodes,
    Set<Integer> absent,
    List<Deposit> deposits,
    List<Release> releases,
    List<Fault> faults) {
  static final String HOME_REGION = "JP";
  static final String OTHER_REGION = "IS";

  /**
   * A node as it begins.
   *
   * @param capacity bytes it offers
   * @param account the number of its account
   * @param site the number of its site
   * @param mibPerSecond how fast it sends
   */
  record NodeSpec(
      long capacity, Rank rank, String region, int account, int site, double mibPerSecond) {}

  /**
   * A deposit.
   *
   * @param at milliseconds since the start
   * @param depositor number of the node it comes from
   * @param packs how many packs
   * @param bytes size of each
   */
  record Deposit(long at, int depositor, int packs, long bytes, Policy policy) {}

  /**
   * A depositor gives up the oldest pack it has.
   *
   * @param at milliseconds since the start
   */
  record Release(long at, int depositor) {}

  UniversePlan {
    nodes = List.copyOf(nodes);
    absent = new TreeSet<>(absent);
    deposits = List.copyOf(deposits);
    releases = List.copyOf(releases);
    faults = List.copyOf(faults);
  }

  UniversePlan withFaults(List<Fault> fewer) {
    return new UniversePlan(
        seed, days, preset, settings, loss, nodes, absent, deposits, releases, fewer);
  }

  UniversePlan withDeposits(List<Deposit> fewer) {
    return new UniversePlan(
        seed, days, preset, settings, loss, nodes, absent, fewer, releases, faults);
  }

  UniversePlan withReleases(List<Release> fewer) {
    return new UniversePlan(
        seed, days, preset, settings, loss, nodes, absent, deposits, fewer, faults);
  }

  UniversePlan withoutNode(int number) {
    Set<Integer> more = new TreeSet<>(absent);
    more.add(number);
    List<Fault> rest = new ArrayList<>(faults);
    rest.removeIf(fault -> fault.nodes().contains(number) && fault.nodes().size() == 1);
    return new UniversePlan(
        seed, days, preset, settings, loss, nodes, more, deposits, releases, rest);
  }

  UniversePlan withDays(int fewer) {
    return new UniversePlan(
        seed, fewer, preset, settings, loss, nodes, absent, deposits, releases, faults);
  }
}
