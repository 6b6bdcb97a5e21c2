package org.hozon.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.hozon.app.door.ServingNode;
import org.hozon.app.text.Words;
import org.hozon.model.HostPort;
import org.hozon.model.HozonException;
import org.hozon.model.Invitation;
import org.hozon.model.Sizes;
import org.hozon.node.NodeOptions;
import org.hozon.node.Preset;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/** {@code hozon node}: runs the node of a home in the foreground. */
@Command(
    name = "node",
    sortOptions = false,
    description = {
      "Runs the node of this home in the foreground until it is stopped.",
      "Prints one line when it serves. What is not given is taken from hozon.toml."
    })
final class NodeCommand implements Callable<Integer> {
  /** Set to {@code stdin} by a parent process that wants its nodes to end with it. */
  static final String STOP_WITH = "HOZON_STOP_WITH";

  @Option(names = "--name", paramLabel = "N", description = "what you call this node")
  String name;

  @Option(
      names = "--join",
      paramLabel = "HOST:PORT",
      split = ",",
      description = "addresses of nodes of the mesh to join; any one that answers is enough")
  List<HostPort> join = List.of();

  @Option(
      names = "--invite",
      paramLabel = "FILE|TEXT",
      description = "the invitation to a mesh with a center")
  String invite;

  @Option(names = "--listen", paramLabel = "ADDR", description = "address to listen on")
  String listen;

  @Option(names = "--mesh-port", paramLabel = "P", description = "port of membership; 0: any")
  Integer meshPort;

  @Option(names = "--data-port", paramLabel = "P", description = "port of transfers; 0: any")
  Integer dataPort;

  @Option(names = "--control-port", paramLabel = "P", description = "port of control; 0: any")
  Integer controlPort;

  @Option(
      names = "--offer",
      paramLabel = "SIZE",
      description = "what this node offers to others, such as 200GB")
  String offer;

  @Option(names = "--region", paramLabel = "CODE", description = "where it stands, such as JP")
  String region;

  @Option(names = "--site", paramLabel = "TEXT", description = "the building or room it stands in")
  String site;

  @Option(
      names = "--preset",
      paramLabel = "home|lan|trial",
      description = "how soon the others replace its copies when it is gone")
  Preset preset;

  private final Context context;

  NodeCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws InterruptedException {
    Path home = context.home();
    NodeOptions start = start(home);
    context.unlock();
    if (!context.door().hasAccount(home)) {
      FirstAccount.make(context);
    }
    Logs.startFor(home, context.verbose());
    Lifetime lifetime = new Lifetime();
    try (ServingNode node = context.door().serve(start)) {
      lifetime.began(node);
      if ("stdin".equals(context.terminal().environment().get(STOP_WITH))) {
        lifetime.endWith(context.terminal().in());
      }
      context.print(document(node, home), () -> sentence(node));
      node.awaitStop();
    } finally {
      lifetime.ended();
    }
    return ExitCode.OK;
  }

  private NodeOptions start(Path home) {
    Long offered = null;
    if (offer != null) {
      try {
        offered = offer.equalsIgnoreCase("off") ? 0L : Sizes.parse(offer);
      } catch (IllegalArgumentException wrong) {
        throw new HozonException(
            HozonException.Kind.USAGE, Words.plain(wrong.getMessage()) + ".", wrong);
      }
    }
    return new NodeOptions(
        home,
        name,
        join,
        listen,
        meshPort,
        dataPort,
        controlPort,
        offered,
        region,
        site,
        preset,
        invite == null ? null : invitation());
  }

  private Invitation invitation() {
    Path file = Path.of("");
    try {
      file = Path.of(invite);
      if (Files.isRegularFile(file) && Files.size(file) <= Invitation.MOST_CHARACTERS) {
        return Invitation.parse(Files.readString(file));
      }
    } catch (InvalidPathException isNoFile) {
      return Invitation.parse(invite);
    } catch (IOException unreadable) {
      throw new HozonException(
          HozonException.Kind.FAILED,
          "The invitation in '" + file + "' cannot be read; nothing was changed.",
          unreadable);
    }
    return Invitation.parse(invite);
  }

  private static Map<String, Object> document(ServingNode node, Path home) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("ready", true);
    document.put("node", node.node());
    document.put("name", node.name());
    document.put("join", node.data());
    document.put("data", node.data());
    document.put("control", node.control());
    document.put("home", home.toString());
    return document;
  }

  private static String sentence(ServingNode node) {
    return "Node "
        + Words.plain(node.name())
        + " serves. Others join its mesh with: hozon node --join "
        + node.data();
  }
}
