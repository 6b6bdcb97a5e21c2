package org.hozon.app;

import org.hozon.app.text.Words;
import org.hozon.model.Hours;
import org.hozon.model.HozonException;
import org.hozon.model.Limits;
import org.hozon.model.Sizes;
import org.hozon.node.HozonNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code hozon limits}: shows or sets what of line and disk is left to the owner. */
@Command(
    name = "limits",
    description =
        "Shows or sets bandwidth limits, their hours, the disk's free space, an account's share.")
final class LimitsCommand extends ClientCommand {
  @Option(names = "--upload", paramLabel = "SIZE|none", description = "most bytes sent a second")
  String upload;

  @Option(
      names = "--download",
      paramLabel = "SIZE|none",
      description = "most bytes received a second")
  String download;

  @Option(
      names = "--hours",
      paramLabel = "FROM-TO|always",
      description = "when both apply, such as 08:00-18:00")
  String hours;

  @Option(
      names = "--outside",
      paramLabel = "SIZE|none",
      description = "most bytes a second, each way, in the other hours")
  String outside;

  @Option(
      names = "--reserve",
      paramLabel = "SIZE|auto",
      description = "free space of the disk that is never touched")
  String reserve;

  @Option(
      names = "--per-account",
      paramLabel = "SIZE|none",
      description = "most of the offer that one account may fill")
  String perAccount;

  LimitsCommand(Context context) {
    super(context);
  }

  @Override
  int run(HozonNode node) {
    Limits now = node.limits();
    Limits wanted = wanted(now);
    Limits then = wanted.equals(now) ? now : node.setLimits(wanted);
    context.print(then, () -> text(then));
    return OK;
  }

  private Limits wanted(Limits now) {
    try {
      return new Limits(
          upload == null ? now.upload() : bytes(upload, "none", 0),
          download == null ? now.download() : bytes(download, "none", 0),
          hours == null
              ? now.hours()
              : Hours.parse(hours.equalsIgnoreCase("always") ? "" : hours).toString(),
          outside == null ? now.outside() : bytes(outside, "none", 0),
          reserve == null ? now.reserve() : bytes(reserve, "auto", -1),
          perAccount == null ? now.perAccount() : bytes(perAccount, "none", 0));
    } catch (IllegalArgumentException wrong) {
      throw new HozonException(
          HozonException.Kind.USAGE, Words.plain(wrong.getMessage()) + ".", wrong);
    }
  }

  private static long bytes(String said, String word, long meant) {
    return said.equalsIgnoreCase(word) ? meant : Sizes.parse(said);
  }

  private static String text(Limits limits) {
    return "sending    "
        + speed(limits.upload())
        + "\nreceiving  "
        + speed(limits.download())
        + (limits.hours().isEmpty()
            ? ""
            : "\nhours      "
                + limits.hours()
                + "; in the other hours "
                + speed(limits.outside())
                + " each way")
        + "\nfree disk  "
        + (limits.reserve() < 0
            ? "10 % of the disk or 10 GB, whichever is smaller,"
            : Sizes.format(limits.reserve()))
        + " never touched"
        + (limits.perAccount() == 0
            ? ""
            : "\nan account may fill at most " + Sizes.format(limits.perAccount()))
        + "\n";
  }

  private static String speed(long bytes) {
    return bytes == 0 ? "no limit" : "at most " + Sizes.format(bytes) + " a second";
  }
}
