package org.hozon.app;

import java.util.LinkedHashMap;
import java.util.Map;
import org.hozon.app.text.ProgressLine;
import org.hozon.node.HozonNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code hozon stop}: stops the running node of a home. */
@Command(name = "stop", description = "Stops the node of this home.")
final class StopCommand extends ClientCommand {
  @Option(names = "--drain", description = "first move all it holds for others to other nodes")
  boolean drain;

  StopCommand(Context context) {
    super(context);
  }

  @Override
  int run(HozonNode node) {
    try (ProgressLine progress = context.progress()) {
      node.stop(drain, progress);
    }
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("stopped", true);
    document.put("drained", drain);
    context.print(
        document,
        () ->
            drain
                ? "The node has moved what it held to others and has stopped."
                : "The node has stopped; its packs stay on its disk.");
    return OK;
  }
}
