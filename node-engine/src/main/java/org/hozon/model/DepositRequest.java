package org.hozon.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * What to deposit and how.
 *
 * @param paths absolute paths of files and folders on the node's machine, at least one
 * @param name the deposit's name, or null: the name of the first path
 * @param policy what to ask of the holders
 * @param care how to look after it from now on, or null: as it is looked after already, a new
 *     deposit as {@link DepositCare#STANDARD} says
 */
public record DepositRequest(List<String> paths, String name, Policy policy, DepositCare care) {
  @JsonCreator
  public DepositRequest(
      @JsonProperty("paths") List<String> paths,
      @JsonProperty("name") String name,
      @JsonProperty("policy") Policy policy,
      @JsonProperty("care") DepositCare care) {
    this.paths = List.copyOf(paths);
    this.name = name;
    this.policy = policy;
    this.care = care;
  }

  /** A deposit that is looked after as it was before. */
  public DepositRequest(List<String> paths, String name, Policy policy) {
    this(paths, name, policy, null);
  }
}
