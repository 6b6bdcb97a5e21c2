package org.hozon.app.trial;

import java.util.ArrayList;
import java.util.List;

/** Where the processes of a trial run: all on this computer as it is, or each in a place apart. */
interface Places {
  /** All on this computer's loopback address. */
  Places HERE =
      new Places() {
        @Override
        public List<String> prefix(String node) {
          return List.of();
        }

        @Override
        public List<String> options(String node) {
          return List.of("--listen", "127.0.0.1");
        }

        @Override
        public boolean reached() {
          return true;
        }
      };

  /** The words before a command so that it runs in the place of that node. */
  List<String> prefix(String node);

  /** The options a node needs at its first start to listen there. */
  List<String> options(String node);

  /** Whether this process reaches the nodes' control ports itself. */
  boolean reached();

  /** The same program, run in the place of that node. */
  default JavaProgram program(String node, JavaProgram program) {
    List<String> command = new ArrayList<>(prefix(node));
    command.addAll(program.command());
    return new JavaProgram(command);
  }
}
