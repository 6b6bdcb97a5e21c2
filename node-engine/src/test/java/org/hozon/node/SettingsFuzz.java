package org.hozon.node;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.hozon.fuzz.FuzzTarget;
import org.hozon.model.HozonException;

/** The settings file as people write it, and as it is written back. */
public final class SettingsFuzz implements FuzzTarget {
  private final Path file;

  /** With a file of its own. */
  public SettingsFuzz() throws IOException {
    file = Files.createTempFile("hozon-fuzz", ".toml");
    file.toFile().deleteOnExit();
  }

  @Override
  public boolean read(byte[] input) throws IOException {
    Files.write(file, input);
    try {
      Settings.load(file, null);
      SettingsFile.set(file, Map.of(SettingKey.KEEP, "\"1,2,3,4,5,6\""));
      return true;
    } catch (HozonException refused) {
      return false;
    }
  }

  @Override
  public List<byte[]> seeds() {
    String template = SettingsFile.template();
    return List.of(
        template.getBytes(StandardCharsets.UTF_8),
        template.replaceAll("(?m)^#([a-z_]+ = )", "$1").getBytes(StandardCharsets.UTF_8));
  }
}
