package org.hozon.app.hostile;

import java.util.LinkedHashSet;
import java.util.Set;
import javax.cache.Cache;
import org.apache.ignite.Ignite;
import org.apache.ignite.IgniteCache;
import org.apache.ignite.Ignition;
import org.hozon.model.AccountId;

/** Writes into the shared maps as only a member whose program was changed does. */
final class SharedMapForger {
  private static final String GHOST = "f".repeat(32);

  private SharedMapForger() {}

  /** All packs stand on a node that does not exist, or nowhere. */
  static int placements() {
    IgniteCache<String, String> map = map("placements");
    Set<String> packs = new LinkedHashSet<>();
    for (Cache.Entry<String, String> entry : map) {
      packs.add(entry.getKey());
    }
    int forged = 0;
    for (String pack : packs) {
      if (forged++ % 2 == 0) {
        map.put(pack, GHOST);
      } else {
        map.remove(pack);
      }
    }
    map.put("not a pack", "not a node");
    return forged;
  }

  /** What stands in the map of heads for an account; null for nothing. */
  static String heads(AccountId account) {
    return map("heads").get(account.value());
  }

  /** Puts other text there. */
  static void heads(AccountId account, String text) {
    map("heads").put(account.value(), text);
  }

  /** Profiles that are none, and some of other nodes that lead nowhere. */
  static int profiles(Iterable<String> nodes, String profile) {
    int forged = 0;
    for (String node : nodes) {
      map("profiles").put(node, profile.replace("NODE", node));
      forged++;
    }
    map("profiles").put("x", "9 null");
    map("profiles").put("y", "9 {}");
    map("profiles").put("z", "garbage");
    return forged;
  }

  private static IgniteCache<String, String> map(String name) {
    Ignite ignite = Ignition.allGrids().get(0);
    return ignite.cache(name);
  }
}
