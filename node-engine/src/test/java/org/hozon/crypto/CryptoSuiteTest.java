package org.hozon.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.Provider;
import java.security.Security;
import org.junit.jupiter.api.Test;

class CryptoSuiteTest {
  @Test
  void thePropertyForcesTheJdk() {
    assertThat(CryptoSuite.choose("jdk")).hasToString("jdk");
    assertThat(CryptoSuite.choose("JDK")).hasToString("jdk");
  }

  @Test
  void otherwiseConscryptIsUsedWithoutRegisteringIt() throws Exception {
    Provider[] before = Security.getProviders();
    CryptoSuite suite = CryptoSuite.choose(null);
    assertThat(suite).hasToString("conscrypt");
    assertThat(suite.aesGcm().getProvider().getName()).isEqualTo("Conscrypt");
    assertThat(Security.getProviders()).isEqualTo(before);
  }
}
