package org.hozon.deposit;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.hozon.model.Policy;
import org.hozon.model.Rank;

/** Compares policies: whether a pack written under one may serve a deposit under another. */
final class Policies {
  private Policies() {}

  /** True when what was asked of a pack's holders is at least what is wanted. */
  static boolean covers(Policy written, Policy wanted) {
    boolean regions =
        wanted.regions().isEmpty()
            || (!written.regions().isEmpty() && wanted.regions().containsAll(written.regions()));
    boolean within =
        wanted.withinMillis() == 0
            || (written.withinMillis() > 0 && written.withinMillis() <= wanted.withinMillis());
    return written.rank().serves(wanted.rank())
        && regions
        && within
        && written.copies() >= wanted.copies();
  }

  /** The least that both ask for. */
  static Policy least(Policy a, Policy b) {
    Rank rank = a.rank().serves(b.rank()) ? b.rank() : a.rank();
    Set<String> regions = new LinkedHashSet<>();
    if (!a.regions().isEmpty() && !b.regions().isEmpty()) {
      regions.addAll(a.regions());
      regions.addAll(b.regions());
    }
    List<String> all = new ArrayList<>(regions);
    long within =
        a.withinMillis() == 0 || b.withinMillis() == 0
            ? 0
            : Math.max(a.withinMillis(), b.withinMillis());
    return new Policy(rank, all, within, Math.min(a.copies(), b.copies()));
  }
}
