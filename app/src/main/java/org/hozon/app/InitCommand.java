package org.hozon.app;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.hozon.model.AccountId;
import org.hozon.model.HozonException;
import org.hozon.node.HomeAccounts;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/** {@code hozon init}: makes an account for a home, or brings one back from its words. */
@Command(
    name = "init",
    description = {
      "Makes an account for this home and prints its 24 words, once.",
      "With --phrase-file brings an account back from its words."
    })
final class InitCommand implements Callable<Integer> {
  /** A phrase has under 300 characters; whatever is far longer is another file. */
  private static final int LONGEST_PHRASE_FILE = 64 * 1024;

  @Option(
      names = "--phrase-file",
      paramLabel = "F",
      description = "file with the 24 words; - reads them from standard input")
  String phraseFile;

  private final Context context;

  InitCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    context.unlock();
    Map<String, Object> document = new LinkedHashMap<>();
    if (phraseFile == null) {
      HomeAccounts.Made made = context.door().makeAccount(context.home());
      document.put("account", made.account());
      document.put("phrase", made.phrase());
      context.print(document, () -> PhraseSheet.of(made));
      context.door().wordsSeen(context.home());
    } else {
      AccountId account = context.door().recallAccount(context.home(), phrase());
      document.put("account", account);
      context.print(
          document,
          () ->
              "Account "
                  + account
                  + " is back on this home. Start its node with"
                  + " 'hozon node --join HOST:PORT' and list what it keeps with 'hozon deposits'.");
    }
    return ExitCode.OK;
  }

  private String phrase() {
    boolean standardInput = phraseFile.equals("-");
    try (InputStream in =
        standardInput ? context.terminal().in() : Files.newInputStream(Path.of(phraseFile))) {
      byte[] bytes = in.readNBytes(LONGEST_PHRASE_FILE);
      String text = new String(bytes, StandardCharsets.UTF_8);
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (IOException unreadable) {
      throw new HozonException(
          HozonException.Kind.FAILED,
          "The words could not be read from "
              + (standardInput ? "standard input" : "'" + phraseFile + "'")
              + "; nothing was changed.",
          unreadable);
    }
  }
}
