package org.hozon.rules;

import java.util.Locale;
import org.hozon.model.NodeProfile;

/**
 * What fails together with a node: its account and its site. A node that names no site is taken to
 * stand with the others of its account that name none.
 *
 * @param account whose nodes go together when the owner leaves or is attacked
 * @param site nodes that burn together
 */
record Domain(String account, String site) {
  static Domain of(NodeProfile node) {
    String account = node.account().value();
    String place = node.site() == null ? "" : node.site().strip().toLowerCase(Locale.ROOT);
    String site = place.isEmpty() ? "account " + account : node.region() + " / " + place;
    return new Domain(account, site);
  }
}
