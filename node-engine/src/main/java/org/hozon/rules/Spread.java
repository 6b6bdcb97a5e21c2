package org.hozon.rules;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How many distinct accounts and sites a choice of nodes can reach: nodes are edges between
 * accounts and sites, and a maximum matching (augmenting paths) says how many of both can be new at
 * once.
 *
 * @param accounts distinct accounts
 * @param sites distinct sites, at most, once there are as many accounts as can be
 */
record Spread(int accounts, int sites) implements Comparable<Spread> {

  /** What these have by themselves. */
  static Spread of(Collection<Domain> chosen) {
    Set<String> accounts = new HashSet<>();
    Set<String> sites = new HashSet<>();
    chosen.forEach(
        domain -> {
          accounts.add(domain.account());
          sites.add(domain.site());
        });
    return new Spread(accounts.size(), sites.size());
  }

  /**
   * The best that {@code chosen} and {@code slots} more nodes can reach.
   *
   * @param pool the domains of the nodes that may still be chosen, at least {@code slots}
   */
  static Spread reachable(Collection<Domain> chosen, Collection<Domain> pool, int slots) {
    Set<String> oldAccounts = new HashSet<>();
    Set<String> oldSites = new HashSet<>();
    chosen.forEach(
        domain -> {
          oldAccounts.add(domain.account());
          oldSites.add(domain.site());
        });
    Map<String, Set<String>> newSitesOf = new LinkedHashMap<>();
    Set<String> newSites = new HashSet<>();
    for (Domain domain : pool) {
      boolean newSite = !oldSites.contains(domain.site());
      if (newSite) {
        newSites.add(domain.site());
      }
      if (!oldAccounts.contains(domain.account())) {
        Set<String> sites =
            newSitesOf.computeIfAbsent(domain.account(), account -> new LinkedHashSet<>());
        if (newSite) {
          sites.add(domain.site());
        }
      }
    }
    int accounts = Math.min(slots, newSitesOf.size());
    int matched = matching(newSitesOf, accounts);
    // Slots beyond the new accounts are free to bring one more site each.
    int sites = matched + Math.min(slots - accounts, newSites.size() - matched);
    return new Spread(oldAccounts.size() + accounts, oldSites.size() + sites);
  }

  /** Accounts and sites that can be paired, at most {@code enough}. */
  private static int matching(Map<String, Set<String>> sitesOf, int enough) {
    Map<String, String> accountAt = new HashMap<>();
    Set<String> visited = new HashSet<>();
    for (String account : sitesOf.keySet()) {
      if (accountAt.size() >= enough) {
        break;
      }
      if (augment(account, sitesOf, accountAt, visited)) {
        visited.clear();
      }
    }
    return accountAt.size();
  }

  private static boolean augment(
      String account,
      Map<String, Set<String>> sitesOf,
      Map<String, String> accountAt,
      Set<String> visited) {
    List<String> taken = new ArrayList<>();
    for (String site : sitesOf.get(account)) {
      if (!accountAt.containsKey(site)) {
        accountAt.put(site, account);
        return true;
      }
      taken.add(site);
    }
    for (String site : taken) {
      if (visited.add(site) && augment(accountAt.get(site), sitesOf, accountAt, visited)) {
        accountAt.put(site, account);
        return true;
      }
    }
    return false;
  }

  @Override
  public int compareTo(Spread other) {
    int byAccounts = Integer.compare(accounts, other.accounts);
    return byAccounts != 0 ? byAccounts : Integer.compare(sites, other.sites);
  }
}
