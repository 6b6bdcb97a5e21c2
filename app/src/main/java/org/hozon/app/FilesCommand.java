package org.hozon.app;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.function.Consumer;
import org.hozon.app.text.Words;
import org.hozon.model.DepositId;
import org.hozon.model.FileEntry;
import org.hozon.model.Json;
import org.hozon.model.Sizes;
import org.hozon.node.HozonNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code hozon files}: what is in a version; printed as it comes, however much it is. */
@Command(name = "files", description = "Lists the files of a deposit.")
final class FilesCommand extends ClientCommand {
  @Parameters(
      index = "0",
      paramLabel = "ID",
      description = "the deposit: its id, its first digits or its name")
  String deposit;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "PATH",
      description = "only this entry and what is below it")
  String path;

  @Option(names = "--version", paramLabel = "V", description = "version (default: the newest)")
  int version;

  FilesCommand(Context context) {
    super(context);
  }

  @Override
  int run(HozonNode node) {
    DepositId id = DepositFinder.find(node, deposit).deposit();
    PrintStream out = context.terminal().out();
    if (context.json()) {
      document(node, id, out);
    } else {
      node.files(id, version, path, entry -> out.println(line(entry)));
    }
    out.flush();
    return OK;
  }

  private void document(HozonNode node, DepositId id, PrintStream out) {
    try (JsonGenerator json = Json.MAPPER.createGenerator(out)) {
      json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
      json.disable(JsonGenerator.Feature.AUTO_CLOSE_JSON_CONTENT);
      Consumer<FileEntry> writer =
          entry -> {
            try {
              json.writePOJO(entry);
            } catch (IOException unwritable) {
              throw new UncheckedIOException(unwritable);
            }
          };
      // Nothing is written before the first entry, so that a refusal leaves stdout to the error.
      OpeningFirst opening = new OpeningFirst(json, writer);
      node.files(id, version, path, opening);
      opening.open();
      json.writeEndArray();
      json.writeRaw('\n');
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }

  private static String line(FileEntry entry) {
    String kind =
        switch (entry.kind()) {
          case FILE -> "-";
          case FOLDER -> "d";
          case LINK -> "l";
        };
    String size = entry.kind() == FileEntry.Kind.FILE ? Sizes.format(entry.bytes()) : "";
    return kind
        + permissions(entry.mode())
        + " ".repeat(Math.max(1, 10 - size.length()))
        + size
        + "  "
        + Words.moment(entry.modified())
        + "  "
        + Words.plain(entry.path())
        + (entry.target() == null ? "" : " -> " + Words.plain(entry.target()));
  }

  private static String permissions(int mode) {
    if (mode < 0) {
      return "";
    }
    StringBuilder text = new StringBuilder();
    for (int bit = 8; bit >= 0; bit--) {
      text.append((mode >> bit & 1) == 1 ? "rwx".charAt((8 - bit) % 3) : '-');
    }
    return text.toString();
  }

  /** Opens the JSON array with its first entry. */
  private static final class OpeningFirst implements Consumer<FileEntry> {
    private final JsonGenerator json;
    private final Consumer<FileEntry> writer;
    private boolean opened;

    OpeningFirst(JsonGenerator json, Consumer<FileEntry> writer) {
      this.json = json;
      this.writer = writer;
    }

    void open() {
      try {
        if (!opened) {
          opened = true;
          json.writeStartArray();
        }
      } catch (IOException unwritable) {
        throw new UncheckedIOException(unwritable);
      }
    }

    @Override
    public void accept(FileEntry entry) {
      open();
      writer.accept(entry);
    }
  }
}
