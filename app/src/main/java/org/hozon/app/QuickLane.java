package org.hozon.app;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.OptionalInt;
import java.util.Set;
import org.hozon.app.door.NodeDoor;

/**
 * Runs the plainest command lines, one word that asks the node something and the options that every
 * command takes, without the parser, whose making takes half of such a command's time. Everything
 * else, above all what may be wrong, is left to the parser.
 */
final class QuickLane {
  private final String[] arguments;
  private final RootCommand options = new RootCommand();
  private final Set<String> seen = new HashSet<>();
  private String word;

  private QuickLane(String[] arguments) {
    this.arguments = arguments;
  }

  /** Runs a command line; empty, with nothing done, when it is not one of the plainest. */
  static OptionalInt run(String[] arguments, Terminal terminal, NodeDoor door) {
    QuickLane lane = new QuickLane(arguments);
    if (!lane.understood()) {
      return OptionalInt.empty();
    }
    Context context = new Context(lane.options, terminal, door);
    ClientCommand command = command(lane.word, context);
    if (command == null) {
      return OptionalInt.empty();
    }
    try {
      return OptionalInt.of(command.call());
    } catch (RuntimeException trouble) {
      return OptionalInt.of(
          new Troubles(context, arguments).handleExecutionException(trouble, null, null));
    }
  }

  /** Those without options of their own. */
  private static ClientCommand command(String word, Context context) {
    return switch (word) {
      case "status" -> new StatusCommand(context);
      case "deposits" -> new DepositsCommand(context);
      case "nodes" -> new NodesCommand(context);
      case "held" -> new HeldCommand(context);
      default -> null;
    };
  }

  private boolean understood() {
    boolean plain = true;
    for (int i = 0; plain && i < arguments.length; i++) {
      if (arguments[i].equals("--home")) {
        i++;
        plain = i < arguments.length && home(arguments[i]);
      } else {
        plain = flag(arguments[i]) || isWord(arguments[i]);
      }
    }
    return plain && word != null;
  }

  private boolean home(String value) {
    // An empty one, what looks like an option and a file of arguments are for the parser.
    boolean plain =
        seen.add("home") && !value.isEmpty() && !value.startsWith("-") && !value.startsWith("@");
    try {
      options.home = plain ? Path.of(value) : null;
      return plain;
    } catch (InvalidPathException notAPath) {
      return false;
    }
  }

  private boolean flag(String argument) {
    switch (argument) {
      case "--json" -> {
        options.json = true;
        return seen.add("json");
      }
      case "-q", "--quiet" -> {
        options.quiet = true;
        return seen.add("quiet");
      }
      case "-v", "--verbose" -> {
        options.verbose = true;
        return seen.add("verbose");
      }
      default -> {
        return false;
      }
    }
  }

  private boolean isWord(String argument) {
    boolean first = word == null && !argument.startsWith("-");
    word = argument;
    return first;
  }
}
