package org.hozon.app;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.hozon.node.HomeAccounts;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/** {@code hozon passphrase}: puts the keys of a home under a passphrase. */
@Command(
    name = "passphrase",
    sortOptions = false,
    description = {
      "Puts this home's keys under a passphrase, which is asked for whenever its node starts.",
      "Whoever takes the disk has no keys then. Without the passphrase only the 24 words help."
    })
final class PassphraseCommand implements Callable<Integer> {
  @Option(
      names = "--new-file",
      paramLabel = "F",
      description = "file with the new passphrase; without it it is asked for")
  Path newFile;

  @Option(names = "--remove", description = "takes the passphrase away")
  boolean remove;

  private final Context context;

  PassphraseCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    Path home = context.home();
    context.unlock();
    if (remove) {
      HomeAccounts.removePassphrase(home);
    } else {
      HomeAccounts.setPassphrase(
          home, newFile == null ? Passphrase.askNew() : Passphrase.read(newFile));
    }
    boolean locked = HomeAccounts.hasPassphrase(home);
    context.print(
        Map.of("locked", locked),
        () ->
            locked
                ? "The keys of this home are under the passphrase from now on. A node started by"
                    + " the system needs it in a file: "
                    + Passphrase.ENVIRONMENT
                    + "."
                : "The keys of this home are under no passphrase any more.");
    return ExitCode.OK;
  }
}
