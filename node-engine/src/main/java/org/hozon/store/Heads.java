package org.hozon.store;

import java.util.List;
import java.util.Optional;
import org.hozon.model.AccountId;
import org.hozon.model.Head;
import org.hozon.model.NodeId;

/** Newest head of each machine of each account. Durable at return. */
public interface Heads {
  /** Keeps the head unless one as new or newer is known; true when it was kept. */
  boolean put(Head head);

  Optional<Head> find(AccountId account, NodeId machine);

  List<Head> of(AccountId account);

  List<Head> all();
}
