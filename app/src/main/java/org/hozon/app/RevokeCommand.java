package org.hozon.app;

import java.util.Map;
import org.hozon.model.HozonException;
import org.hozon.model.NodeId;
import org.hozon.node.HozonNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code hozon revoke}: shuts a lost or stolen machine of this account out. */
@Command(
    name = "revoke",
    description = {
      "Shuts a machine of this account out of the mesh, for good.",
      "What it holds for others is replaced; what it deposited stays safe."
    })
final class RevokeCommand extends ClientCommand {
  @Parameters(paramLabel = "NODE", description = "the machine's id, as 'hozon nodes' shows it")
  String machine;

  RevokeCommand(Context context) {
    super(context);
  }

  @Override
  int run(HozonNode node) {
    NodeId id;
    try {
      id = new NodeId(machine);
    } catch (IllegalArgumentException wrong) {
      throw new HozonException(
          HozonException.Kind.USAGE,
          "'" + machine + "' is not the id of a node; 'hozon nodes' lists them.",
          wrong);
    }
    int told = node.revoke(id);
    context.print(
        Map.of("node", id, "told", told),
        () ->
            "The machine "
                + id
                + " is shut out; "
                + told
                + " other nodes know it already. If it was stolen with its home unlocked, its thief"
                + " has this account's keys: move to a new account.");
    return OK;
  }
}
