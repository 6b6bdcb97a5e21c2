package org.hozon.fuzz;

import java.util.List;

/**
 * A parser of input from outside under fuzz: whatever the input, it takes it or refuses it in the
 * way it says it does.
 */
public interface FuzzTarget {
  /**
   * Reads an input; a refusal in one of the parser's own words is caught.
   *
   * @return true when the input was taken
   * @throws Exception anything else, which is a finding
   */
  boolean read(byte[] input) throws Exception;

  /** Inputs that are taken: from these the fuzzer begins. */
  List<byte[]> seeds() throws Exception;
}
