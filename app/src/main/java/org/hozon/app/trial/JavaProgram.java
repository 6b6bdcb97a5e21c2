package org.hozon.app.trial;

import java.io.File;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How to start this program again: the same Java, the same flags, the same class path.
 *
 * @param command the words before the program's own arguments
 */
public record JavaProgram(List<String> command) {
  private static final String MAIN = "org.hozon.app.Main";

  /** The archive of classes serves any process of the same jars. */
  private static final String CLASSES = "-XX:SharedArchiveFile=";

  /** Names the archive of a node's classes; the window's own process has another one or none. */
  private static final String ARCHIVE = "hozon.archive";

  /** Flags of this process that are about its own size or its watchers. */
  private static final List<String> OWN =
      List.of(
          "-Xm",
          "-XX:",
          "-Xshare",
          "-agentlib",
          "-agentpath",
          "-javaagent",
          "-Dhozon.terminal",
          "-Dhozon.launcher",
          "-Dsurefire",
          "-Djava.awt.headless");

  public JavaProgram {
    command = List.copyOf(command);
  }

  /**
   * This process's program with other memory flags.
   *
   * @param memory such as {@code -Xmx256m}
   */
  public static JavaProgram likeThisProcess(List<String> memory) {
    List<String> command = new ArrayList<>();
    command.add(java());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(flag -> isClasses(flag) || OWN.stream().noneMatch(flag::startsWith))
        .forEach(command::add);
    String archive = System.getProperty(ARCHIVE);
    if (archive != null) {
      command.add(CLASSES + archive);
    }
    command.addAll(memory);
    command.add("-cp");
    command.add(absolute(System.getProperty("java.class.path")));
    command.add(MAIN);
    return new JavaProgram(command);
  }

  private static boolean isClasses(String flag) {
    return flag.startsWith(CLASSES) && System.getProperty(ARCHIVE) == null;
  }

  /** The whole command line with the program's arguments. */
  public List<String> with(List<String> arguments) {
    List<String> all = new ArrayList<>(command);
    all.addAll(arguments);
    return all;
  }

  private static String java() {
    boolean windows = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");
    Path beside = Path.of(System.getProperty("java.home"), "bin", windows ? "java.exe" : "java");
    return Files.isExecutable(beside)
        ? beside.toString()
        : ProcessHandle.current().info().command().orElse("java");
  }

  private static String absolute(String classPath) {
    List<String> entries = new ArrayList<>();
    for (String entry : classPath.split(File.pathSeparator, -1)) {
      entries.add(Path.of(entry).toAbsolutePath().toString());
    }
    return String.join(File.pathSeparator, entries);
  }
}
