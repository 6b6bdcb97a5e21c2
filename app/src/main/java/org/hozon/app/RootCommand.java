package org.hozon.app;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** {@code hozon} itself: the options every command takes; alone it opens the window. */
@Command(
    name = "hozon",
    description = {
      "Keeps your files safe on at least three other computers, and theirs on yours.",
      "Alone it opens the window."
    },
    synopsisSubcommandLabel = "COMMAND",
    versionProvider = Version.class,
    sortOptions = false,
    footer = {
      "",
      "Exit codes: 0 done, 1 failed, 2 wrong use, 3 the promise cannot be kept now,",
      "4 no node running for this home, 5 damaged or refused data.",
      "To see it work: hozon demo"
    })
final class RootCommand implements Callable<Integer> {
  @Option(
      names = "--home",
      paramLabel = "DIR",
      scope = ScopeType.INHERIT,
      description = "the node's home (default: $HOZON_HOME, else the system's place for data)")
  Path home;

  @Option(
      names = "--passphrase-file",
      paramLabel = "F",
      scope = ScopeType.INHERIT,
      description =
          "file with the passphrase of this home's keys (default: $HOZON_PASSPHRASE_FILE)")
  Path passphraseFile;

  @Option(
      names = "--json",
      scope = ScopeType.INHERIT,
      description = "one JSON document on standard output, nothing else there")
  boolean json;

  @Option(
      names = {"-q", "--quiet"},
      scope = ScopeType.INHERIT,
      description = "no progress")
  boolean quiet;

  @Option(
      names = {"-v", "--verbose"},
      scope = ScopeType.INHERIT,
      description = "details of what goes wrong")
  boolean verbose;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "what this command does and takes")
  boolean help;

  @Option(names = "--version", versionHelp = true, description = "which Hozon this is")
  boolean version;

  private Callable<Integer> alone;

  /** Says what the command does when no other is named. */
  void alone(Callable<Integer> action) {
    alone = action;
  }

  @Override
  public Integer call() throws Exception {
    return alone.call();
  }
}
