package org.hozon.app;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import org.hozon.app.door.NodeDoor;
import org.hozon.model.HostPort;
import org.hozon.node.Preset;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Puts the command line together. */
final class Commands {
  private Commands() {}

  /**
   * Runs one command line.
   *
   * @return the exit code
   */
  static int run(String[] arguments, Terminal terminal, NodeDoor door) {
    OptionalInt quick = QuickLane.run(arguments, terminal, door);
    return quick.isPresent()
        ? quick.getAsInt()
        : commandLine(arguments, terminal, door).execute(arguments);
  }

  /** All commands, ready to run. */
  static CommandLine commandLine(String[] arguments, Terminal terminal, NodeDoor door) {
    RootCommand root = new RootCommand();
    Context context = new Context(root, terminal, door);
    CommandLine line = new CommandLine(root);
    GuiCommand gui = new GuiCommand(context);
    root.alone(gui);
    line.addSubcommand(gui)
        .addSubcommand(new DemoCommand(context))
        .addSubcommand(new InitCommand(context))
        .addSubcommand(new NodeCommand(context))
        .addSubcommand(new StopCommand(context))
        .addSubcommand(new AwayCommand(context))
        .addSubcommand(new StatusCommand(context))
        .addSubcommand(new NodesCommand(context))
        .addSubcommand(new DepositCommand(context))
        .addSubcommand(new DepositsCommand(context))
        .addSubcommand(new VersionsCommand(context))
        .addSubcommand(new FilesCommand(context))
        .addSubcommand(new RestoreCommand(context))
        .addSubcommand(new VerifyCommand(context))
        .addSubcommand(new PolicyCommand(context))
        .addSubcommand(new RetentionCommand(context))
        .addSubcommand(new WatchCommand(context))
        .addSubcommand(new DeleteCommand(context))
        .addSubcommand(new PacksCommand(context))
        .addSubcommand(new HeldCommand(context))
        .addSubcommand(new ActivityCommand(context))
        .addSubcommand(new AlertsCommand(context))
        .addSubcommand(new LimitsCommand(context))
        .addSubcommand(new OfferCommand(context))
        .addSubcommand(new InviteCommand(context))
        .addSubcommand(
            new CommandLine(new CenterCommand())
                .addSubcommand(new CenterCommand.Init(context))
                .addSubcommand(new CenterCommand.Members(context))
                .addSubcommand(new CenterCommand.Approve(context))
                .addSubcommand(new CenterCommand.Reject(context)))
        .addSubcommand(new RevokeCommand(context))
        .addSubcommand(new PassphraseCommand(context))
        .addSubcommand(new BenchCommand(context))
        .addSubcommand(new BenchFloorCommand(context))
        .addSubcommand(new SimulateCommand(context))
        .addSubcommand(new CompletionCommand(context))
        .addSubcommand(new HelpCommand());
    Troubles troubles = new Troubles(context, arguments);
    return line.setOut(new PrintWriter(terminal.out(), true, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8))
        .setUsageHelpAutoWidth(false)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setAbbreviatedOptionsAllowed(false)
        .registerConverter(HostPort.class, sayingWhy(HostPort::parse))
        .registerConverter(Preset.class, sayingWhy(Preset::parse))
        .setParameterExceptionHandler(troubles)
        .setExecutionExceptionHandler(troubles);
  }

  /** What is wrong with a value is said by whoever reads it, not by the parser. */
  private static <T> ITypeConverter<T> sayingWhy(ITypeConverter<T> reader) {
    return text -> {
      try {
        return reader.convert(text);
      } catch (IllegalArgumentException wrong) {
        TypeConversionException said = new TypeConversionException(wrong.getMessage());
        said.initCause(wrong);
        throw said;
      }
    };
  }
}
