package org.hozon.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** Says which Hozon this is. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {
      "hozon "
          + number()
          + " (Java "
          + Runtime.version()
          + ", "
          + System.getProperty("os.name")
          + ")"
    };
  }

  /** The version of the build, such as {@code 0.1.0}. */
  static String number() {
    Properties build = new Properties();
    try (InputStream resource = Version.class.getResourceAsStream("build.properties")) {
      build.load(resource);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
    return build.getProperty("version");
  }
}
