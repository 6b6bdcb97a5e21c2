package org.hozon.model;

import java.util.List;

/**
 * What to deposit and how.
 *
 * @param paths absolute paths of files and folders on the node's machine, at least one
 * @param name the deposit's name, or null: the name of the first path
 * @param policy what to ask of the holders
 */
public record DepositRequest(List<String> paths, String name, Policy policy) {
  public DepositRequest {
    paths = List.copyOf(paths);
  }
}
