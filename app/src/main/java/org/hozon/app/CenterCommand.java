package org.hozon.app;

import java.util.List;
import java.util.concurrent.Callable;
import org.hozon.app.text.Words;
import org.hozon.model.AccountId;
import org.hozon.model.CenterMember;
import org.hozon.model.HozonException;
import org.hozon.node.HomeCenter;
import org.hozon.node.HozonNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hozon center}: makes a closed mesh and decides who belongs to it. */
@Command(
    name = "center",
    description = "Makes a closed mesh and decides who belongs to it.",
    synopsisSubcommandLabel = "COMMAND")
final class CenterCommand implements Callable<Integer> {
  @Spec CommandSpec spec;

  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return ExitCode.USAGE;
  }

  /** {@code hozon center init}: makes the home the center of a new mesh. */
  @Command(
      name = "init",
      description = {
        "Makes this home the center of a new mesh; start its node then.",
        "Keep a copy of keys/authority.key in a safe place."
      })
  static final class Init implements Callable<Integer> {
    @Option(
        names = "--name",
        paramLabel = "MESH",
        description = "what the mesh is called (default: ${DEFAULT-VALUE})")
    String mesh = "hozon";

    @Option(names = "--approve", description = "each newcomer waits until it is approved")
    boolean approval;

    private final Context context;

    Init(Context context) {
      this.context = context;
    }

    @Override
    public Integer call() {
      context.unlock();
      if (!context.door().hasAccount(context.home())) {
        FirstAccount.make(context);
      }
      HomeCenter.Made made = HomeCenter.init(context.home(), mesh, approval);
      context.print(
          made,
          () ->
              "This home is the center of the mesh "
                  + Words.plain(made.mesh())
                  + " now (authority "
                  + made.fingerprint()
                  + "). Start it with 'hozon node' and let others in with 'hozon invite'.");
      return ExitCode.OK;
    }
  }

  /** {@code hozon center members}: lists the accounts in its book. */
  @Command(name = "members", description = "Lists the accounts of the mesh and those that wait.")
  static final class Members extends ClientCommand {
    Members(Context context) {
      super(context);
    }

    @Override
    int run(HozonNode node) {
      List<CenterMember> members = node.centerMembers();
      context.print(
          members,
          () -> {
            StringBuilder text = new StringBuilder();
            for (CenterMember member : members) {
              text.append(member.account())
                  .append("  ")
                  .append(member.state().name().toLowerCase(java.util.Locale.ROOT))
                  .append("  ")
                  .append(Words.plain(member.name()))
                  .append('\n');
            }
            return text.toString();
          });
      return OK;
    }
  }

  /** Decides about one account. */
  abstract static class Decision extends ClientCommand {
    @Parameters(paramLabel = "ACCOUNT", description = "its id, as 'hozon center members' shows it")
    String account;

    Decision(Context context) {
      super(context);
    }

    abstract CenterMember decide(HozonNode node, AccountId about);

    @Override
    final int run(HozonNode node) {
      AccountId about;
      try {
        about = new AccountId(account);
      } catch (IllegalArgumentException wrong) {
        throw new HozonException(
            HozonException.Kind.USAGE,
            "'" + account + "' is not the id of an account; 'hozon center members' lists them.",
            wrong);
      }
      CenterMember member = decide(node, about);
      context.print(
          member,
          () ->
              "The account "
                  + about
                  + (member.state() == CenterMember.State.MEMBER
                      ? " belongs to the mesh now."
                      : " is turned down, for good."));
      return OK;
    }
  }

  /** {@code hozon center approve}: lets a waiting account in. */
  @Command(name = "approve", description = "Lets a waiting account in.")
  static final class Approve extends Decision {
    Approve(Context context) {
      super(context);
    }

    @Override
    CenterMember decide(HozonNode node, AccountId about) {
      return node.approve(about);
    }
  }

  /** {@code hozon center reject}: turns an account down. */
  @Command(name = "reject", description = "Turns an account down, or shuts a member out; for good.")
  static final class Reject extends Decision {
    Reject(Context context) {
      super(context);
    }

    @Override
    CenterMember decide(HozonNode node, AccountId about) {
      return node.reject(about);
    }
  }
}
