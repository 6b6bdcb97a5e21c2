package org.hozon.app.text;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.hozon.model.CertificateReport;

/** Says in one line how a node stands in its mesh. */
public final class CertificateText {
  private CertificateText() {}

  /** The line, without its end. */
  public static String line(CertificateReport report) {
    String mesh = Words.plain(report.mesh());
    return switch (report.state()) {
      case OPEN -> "an open mesh: no center certifies its accounts";
      case FINE ->
          "certified in the mesh "
              + mesh
              + " until "
              + day(report.until())
              + "; its center renews that unasked from "
              + day(report.renewal())
              + " on";
      case RENEWAL_OVERDUE ->
          "certified in the mesh "
              + mesh
              + " until "
              + day(report.until())
              + ", but its center should have renewed that since "
              + day(report.renewal())
              + ": ask who runs it to start it";
      case NOT_YET_VALID ->
          "the certificate of the mesh "
              + mesh
              + " begins on "
              + day(report.from())
              + ": set this computer's clock right";
      case EXPIRED ->
          "the certificate of the mesh "
              + mesh
              + " expired on "
              + day(report.until())
              + ", so other nodes take this one no more: ask who runs the center to start it";
      case UNCERTIFIED ->
          "no certificate of the mesh "
              + mesh
              + " is known here, so other nodes may not take this one: ask for an invitation";
      case MACHINE_SHUT_OUT ->
          "this machine was shut out by its account on " + day(report.shutOut()) + ", for good";
      case ACCOUNT_SHUT_OUT ->
          "this account was shut out by the center of the mesh "
              + mesh
              + " on "
              + day(report.shutOut())
              + ", for good";
    };
  }

  private static String day(Instant moment) {
    return moment.truncatedTo(ChronoUnit.DAYS).toString().substring(0, "2026-11-26".length());
  }
}
