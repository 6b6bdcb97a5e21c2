package org.hozon.app;

import java.nio.file.Path;
import java.util.function.Supplier;
import org.hozon.app.door.NodeDoor;
import org.hozon.app.text.ProgressLine;
import org.hozon.model.Json;
import org.hozon.node.HomeAccounts;
import org.hozon.node.HozonNode;

/** What every command shares: the options given to all, the terminal, the door to nodes. */
final class Context {
  private final RootCommand options;
  private final Terminal terminal;
  private final NodeDoor door;

  Context(RootCommand options, Terminal terminal, NodeDoor door) {
    this.options = options;
    this.terminal = terminal;
    this.door = door;
  }

  Terminal terminal() {
    return terminal;
  }

  NodeDoor door() {
    return door;
  }

  boolean json() {
    return options.json;
  }

  boolean verbose() {
    return options.verbose;
  }

  boolean quiet() {
    return options.quiet;
  }

  /** The home this command is about, absolute. */
  Path home() {
    Path home =
        options.home != null
            ? options.home
            : Homes.byDefault(
                terminal.environment(),
                System.getProperty("os.name"),
                Path.of(System.getProperty("user.home")));
    return home.toAbsolutePath().normalize();
  }

  /**
   * Opens the home's keys where they are under a passphrase: by the file that was named, else by
   * asking.
   */
  void unlock() {
    if (HomeAccounts.locked(home())) {
      Path file = passphraseFile();
      HomeAccounts.unlock(
          home(), file == null ? Passphrase.ask("Passphrase of this home") : Passphrase.read(file));
    }
  }

  /** Where the passphrase stands, as it was said; null when nothing was. */
  Path passphraseFile() {
    String named = terminal.environment().get(Passphrase.ENVIRONMENT);
    boolean byEnvironment = options.passphraseFile == null && named != null && !named.isEmpty();
    return byEnvironment ? Path.of(named) : options.passphraseFile;
  }

  /** The running node of the home. */
  HozonNode connect() {
    return door.connect(home());
  }

  /** Prints a result: the document with {@code --json}, else the text for a person. */
  void print(Object document, Supplier<String> text) {
    if (json()) {
      terminal.out().println(Json.write(document));
    } else {
      String lines = text.get();
      terminal.out().print(lines.endsWith("\n") ? lines : lines + "\n");
    }
    terminal.out().flush();
  }

  /** Tells a person something beside the result. */
  void tell(String sentence) {
    terminal.err().println(sentence);
    terminal.err().flush();
  }

  /** Shows how a long task goes, unless {@code --quiet}. */
  ProgressLine progress() {
    return new ProgressLine(quiet() ? null : terminal.err(), terminal.live(), System::nanoTime);
  }
}
