package org.hozon.app;

import org.hozon.app.text.ProgressLine;
import org.hozon.app.text.Words;
import org.hozon.model.HozonException;
import org.hozon.model.OfferReport;
import org.hozon.model.Sizes;
import org.hozon.node.HozonNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code hozon offer}: shows or sets the capacity this node contributes. */
@Command(name = "offer", description = "Shows, sets, lowers or withdraws what this node offers.")
final class OfferCommand extends ClientCommand {
  @Parameters(
      arity = "0..1",
      paramLabel = "SIZE|off",
      description =
          "what to offer from now on, such as 200GB; off moves away what is held and then offers"
              + " nothing")
  String wanted;

  OfferCommand(Context context) {
    super(context);
  }

  @Override
  int run(HozonNode node) {
    OfferReport offer = wanted == null ? node.offer() : change(node);
    context.print(offer, () -> sentence(offer));
    return OK;
  }

  private OfferReport change(HozonNode node) {
    try (ProgressLine line = context.progress()) {
      return wanted.equalsIgnoreCase("off")
          ? node.withdraw(line)
          : node.setOffer(bytes(wanted), line);
    }
  }

  private static long bytes(String said) {
    try {
      return Sizes.parse(said);
    } catch (IllegalArgumentException wrong) {
      throw new HozonException(
          HozonException.Kind.USAGE, Words.plain(wrong.getMessage()) + ", or off.", wrong);
    }
  }

  private static String sentence(OfferReport offer) {
    if (offer.bytes() == 0) {
      return "This node offers nothing"
          + (offer.used() == 0
              ? "."
              : "; it still holds " + Sizes.format(offer.used()) + " for others.");
    }
    return "This node offers "
        + Sizes.format(offer.bytes())
        + "; "
        + Sizes.format(offer.used())
        + " of it is in use"
        + (offer.trashBytes() == 0
            ? "."
            : ", " + Sizes.format(offer.trashBytes()) + " of that by trash, which makes room.");
  }
}
