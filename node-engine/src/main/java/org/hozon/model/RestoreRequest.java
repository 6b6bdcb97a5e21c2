package org.hozon.model;

import java.util.List;

/**
 * What to take out and where to.
 *
 * @param deposit the deposit
 * @param version its version, 0 for the newest
 * @param paths entries to take, whole folders included; empty means everything
 * @param target absolute path of the folder to restore into
 * @param overwrite true when existing files may be replaced
 */
public record RestoreRequest(
    DepositId deposit, int version, List<String> paths, String target, boolean overwrite) {
  public RestoreRequest {
    paths = List.copyOf(paths);
  }
}
