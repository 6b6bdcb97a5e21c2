package org.hozon.ui.start;

import javafx.print.PrinterJob;
import javafx.scene.Node;
import org.hozon.ui.talk.Dialogs;
import org.hozon.ui.text.Texts;

/** Prints a part of a screen. */
final class Printing {
  private Printing() {}

  static void print(Node what, Dialogs dialogs, Texts texts) {
    PrinterJob job = PrinterJob.createPrinterJob();
    if (job == null) {
      dialogs.tell(texts.get("print.none"), texts.get("print.none.text"));
      return;
    }
    boolean wanted = job.showPrintDialog(what.getScene().getWindow());
    if (wanted && job.printPage(what)) {
      job.endJob();
    }
  }
}
