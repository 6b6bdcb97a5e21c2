package org.hozon.link;

import java.nio.file.Path;

/**
 * Data planes in a process of their own: one for each name given, until standard input ends.
 *
 * <p>Arguments: folder, largest pack in bytes, names of one hex digit each. Prints one line with
 * the ports.
 */
public final class ServerProgram {
  private ServerProgram() {}

  public static void main(String[] arguments) throws Exception {
    LinkLimits limits = LinkLimits.standard().withMaxPackBytes(Long.parseLong(arguments[1]));
    StringBuilder ports = new StringBuilder();
    for (char name : arguments[2].toCharArray()) {
      TestNode node = new TestNode(name, Path.of(arguments[0]), limits);
      ports.append(node.server.port()).append(' ');
    }
    System.out.println(ports.toString().trim());
    while (System.in.read() >= 0) {
      // The parent says nothing; the end of its life ends this one.
    }
  }
}
