package org.hozon.crypto;

import java.security.cert.CertificateException;

/** A certificate chain is not taken; the message says why in words that follow "refused: ". */
public final class CertificateRefusal extends CertificateException {
  private static final long serialVersionUID = 1L;

  /** A refusal for a reason in words. */
  public CertificateRefusal(String reason) {
    super(reason);
  }
}
