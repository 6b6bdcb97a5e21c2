package org.hozon.ui.screen;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Locale;
import org.hozon.model.CertificateReport;
import org.hozon.ui.FakeNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The certificate's state in the settings. */
class CertificateScreenTest {
  @TempDir Path home;

  private Stand settings(Locale language) {
    Stand stand = new Stand(home, language, null);
    stand.gate.account = true;
    stand.show();
    stand.press("go-settings");
    return stand;
  }

  @Test
  void theSettingsSayWhoCertifiedThisNodeAndUntilWhen() {
    try (Stand stand = settings(Locale.ENGLISH)) {
      stand.says("certificate-sentence", "“friends” has certified your account");
      assertThat(stand.text("certificate-mesh")).isEqualTo("friends");
      assertThat(stand.text("certificate-authority")).isEqualTo("abababab ".repeat(8).strip());
      assertThat(stand.present("certificate-copy")).isTrue();
      assertThat(stand.text("certificate-valid")).contains("2026").contains("2029");
      assertThat(stand.text("certificate-renewal")).contains("2028");
      assertThat(stand.text("certificate-center")).contains("Answered");
    }
  }

  @Test
  void anOpenMeshIsSaidToBeOpenAlsoInJapanese() {
    try (Stand stand = settings(Locale.JAPANESE)) {
      stand.says("certificate-sentence", "「friends」があなたのアカウントを証明");
      stand.gate.node.certificate = CertificateReport.none(FakeNode.ACCOUNT);
      stand.press("go-overview");
      stand.press("go-settings");
      stand.says("certificate-sentence", "開かれたメッシュ");
      assertThat(stand.text("certificate-authority")).isEqualTo("—");
      assertThat(stand.present("certificate-copy")).isFalse();
    }
  }
}
