package org.hozon.app;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.hozon.app.text.Words;
import org.hozon.model.HozonException;
import org.hozon.model.Json;
import org.hozon.model.Nearest;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what went wrong: one sentence on standard error and the exit code of its kind. */
final class Troubles implements IParameterExceptionHandler, IExecutionExceptionHandler {
  private final Context context;
  private final List<String> arguments;

  Troubles(Context context, String[] arguments) {
    this.context = context;
    this.arguments = List.of(arguments);
  }

  @Override
  public int handleParseException(ParameterException wrong, String[] args) {
    return report(HozonException.Kind.USAGE, sentence(wrong), wrong);
  }

  @Override
  public int handleExecutionException(
      Exception trouble, CommandLine commandLine, ParseResult parsed) {
    if (trouble instanceof HozonException known) {
      return report(known.kind(), known.getMessage(), known);
    }
    String what = trouble.getClass().getSimpleName();
    String where = keepDetails(trouble);
    return report(
        HozonException.Kind.FAILED,
        "Hozon met a trouble it does not know (" + what + ") and gave the command up; " + where,
        trouble);
  }

  private int report(HozonException.Kind kind, String sentence, Exception cause) {
    // A line that could not be parsed may not have got as far as --json or --verbose.
    if (context.json() || arguments.contains("--json")) {
      Map<String, Object> document = new LinkedHashMap<>();
      document.put("error", sentence);
      document.put("kind", kind.name().toLowerCase(Locale.ROOT).replace('_', '-'));
      context.terminal().out().println(Json.write(document));
      context.terminal().out().flush();
    }
    context.tell(sentence);
    if (context.verbose() || arguments.contains("--verbose") || arguments.contains("-v")) {
      cause.printStackTrace(context.terminal().err());
    }
    return kind.exitCode();
  }

  private static String sentence(ParameterException wrong) {
    String command = wrong.getCommandLine().getCommandSpec().qualifiedName();
    if (wrong instanceof UnmatchedArgumentException unmatched) {
      String argument = Words.plain(unmatched.getUnmatched().get(0));
      boolean top = wrong.getCommandLine().getParent() == null;
      String what =
          argument.startsWith("-")
              ? "'" + command + "' has no option '" + argument + "'"
              : top
                  ? "There is no command '" + argument + "'"
                  : "'" + command + "' does not take '" + argument + "'";
      List<String> near =
          argument.startsWith("-")
              ? Nearest.to(argument, wrong.getCommandLine().getCommandSpec().optionsMap().keySet())
              : top ? Nearest.to(argument, commands(wrong.getCommandLine())) : List.of();
      return near.isEmpty()
          ? what + "; '" + command + " --help' says what there is."
          : what + "; did you mean " + String.join(" or ", quoted(near)) + "?";
    }
    String message = wrong.getMessage().strip();
    String end = message.endsWith(".") ? message.substring(0, message.length() - 1) : message;
    return end + "; '" + command + " --help' says how it is used.";
  }

  private static Set<String> commands(CommandLine root) {
    return root.getSubcommands().keySet();
  }

  private static List<String> quoted(List<String> words) {
    return words.stream().map(word -> "'" + word + "'").toList();
  }

  private String keepDetails(Exception trouble) {
    Path folder = context.home().resolve("logs");
    Path file = folder.resolve("commands.log");
    if (Files.isDirectory(context.home())) {
      StringWriter details = new StringWriter();
      trouble.printStackTrace(new PrintWriter(details));
      try {
        Files.createDirectories(folder);
        Files.writeString(
            file,
            Instant.now() + " hozon " + Version.number() + "\n" + details + "\n",
            StandardOpenOption.CREATE,
            StandardOpenOption.APPEND);
        return "the details are in " + file + ".";
      } catch (IOException unwritable) {
        trouble.addSuppressed(unwritable);
      }
    }
    return "run it again with --verbose to see the details.";
  }
}
