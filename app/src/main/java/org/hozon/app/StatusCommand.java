package org.hozon.app;

import com.fasterxml.jackson.core.type.TypeReference;
import java.util.LinkedHashMap;
import java.util.Map;
import org.hozon.app.text.CertificateText;
import org.hozon.app.text.Words;
import org.hozon.model.CertificateReport;
import org.hozon.model.Json;
import org.hozon.model.Sizes;
import org.hozon.model.StatusReport;
import org.hozon.node.HozonNode;
import picocli.CommandLine.Command;

/** {@code hozon status}: one screen, safe or not. */
@Command(name = "status", description = "Says whether your files are safe, on one screen.")
final class StatusCommand extends ClientCommand {
  StatusCommand(Context context) {
    super(context);
  }

  @Override
  int run(HozonNode node) {
    StatusReport status = node.status();
    CertificateReport certificate = node.certificate();
    context.print(document(status, certificate), () -> screen(status, certificate));
    return OK;
  }

  private static Map<String, Object> document(StatusReport status, CertificateReport certificate) {
    Map<String, Object> document =
        Json.MAPPER.convertValue(status, new TypeReference<LinkedHashMap<String, Object>>() {});
    document.put("certificate", certificate);
    return document;
  }

  private static String screen(StatusReport status, CertificateReport certificate) {
    String offer =
        status.offer().bytes() == 0
            ? "nothing" + (status.offer().used() > 0 ? ", " : "")
            : Sizes.format(status.offer().bytes()) + ", ";
    String used =
        status.offer().bytes() == 0 && status.offer().used() == 0
            ? ""
            : Sizes.format(status.offer().used()) + " used";
    return safety(status)
        + "\n\nnode     "
        + Words.plain(status.name())
        + " ("
        + status.node()
        + ")\naccount  "
        + status.account()
        + "\nmesh     "
        + Words.count(status.members(), "member")
        + "\ntrust    "
        + CertificateText.line(certificate)
        + "\noffer    "
        + offer
        + used
        + "\nrepairs  "
        + (status.repairs() == 0 ? "none" : Words.count(status.repairs()) + " led by this node")
        + "\n";
  }

  private static String safety(StatusReport status) {
    StatusReport.Packs packs = status.packs();
    if (status.deposits() == 0) {
      return "Nothing is deposited yet.";
    }
    String deposits = Words.count(status.deposits(), "deposit");
    if (packs.lost() > 0) {
      return Words.count(packs.lost(), "pack")
          + " of "
          + deposits
          + (packs.lost() == 1 ? " is" : " are")
          + " on no node that can be reached now; files in them cannot be restored until a holder"
          + " is back.";
    }
    if (packs.underReplicated() > 0) {
      return Words.count(packs.underReplicated(), "pack")
          + " of "
          + Words.count(packs.total())
          + (packs.underReplicated() == 1 ? " has" : " have")
          + " fewer copies than asked for; everything can be restored, and the holders make new"
          + " copies by themselves.";
    }
    return "Safe: "
        + deposits
        + " in "
        + Words.count(packs.total(), "pack")
        + ", each with all its copies.";
  }
}
