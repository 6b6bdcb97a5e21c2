package org.hozon.app.trial;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** The TCP ports that a process listens on, as Linux tells them. */
final class ListeningPorts {
  private static final String LISTENING = "0A";

  private ListeningPorts() {}

  /** True where this can be asked. */
  static boolean canBeKnown() {
    return Files.isReadable(Path.of("/proc/self/net/tcp"));
  }

  /** All ports of a process, whatever they are for. */
  static Set<Integer> of(long pid) throws IOException {
    Set<String> own = sockets(pid);
    Set<Integer> ports = new TreeSet<>();
    for (String table : new String[] {"tcp", "tcp6"}) {
      for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/net/" + table))) {
        String[] fields = line.strip().split("\\s+", -1);
        if (fields.length > 9 && fields[3].equals(LISTENING) && own.contains(fields[9])) {
          String local = fields[1].toLowerCase(Locale.ROOT);
          ports.add(Integer.parseInt(local.substring(local.indexOf(':') + 1), 16));
        }
      }
    }
    return ports;
  }

  private static Set<String> sockets(long pid) throws IOException {
    Set<String> inodes = new HashSet<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(Path.of("/proc/" + pid + "/fd"))) {
      for (Path file : files) {
        String target = target(file);
        if (target.startsWith("socket:[")) {
          inodes.add(target.substring("socket:[".length(), target.length() - 1));
        }
      }
    }
    return inodes;
  }

  /** What an open file is; empty when it was closed meanwhile. */
  private static String target(Path file) throws IOException {
    try {
      return Files.readSymbolicLink(file).toString();
    } catch (NoSuchFileException closedMeanwhile) {
      return "";
    }
  }
}
