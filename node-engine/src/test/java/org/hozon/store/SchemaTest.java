package org.hozon.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchemaTest {
  @TempDir Path folder;

  @Test
  void knowsItsNewestScript() throws Exception {
    Path scripts = Path.of(Schema.class.getResource("migrations").toURI());
    try (Stream<Path> files = Files.list(scripts)) {
      int newest =
          files
              .map(file -> file.getFileName().toString())
              .map(Pattern.compile("V(\\d+)__.*\\.sql")::matcher)
              .filter(Matcher::matches)
              .mapToInt(name -> Integer.parseInt(name.group(1)))
              .max()
              .orElseThrow();
      assertThat(Schema.NEWEST).isEqualTo(newest);
    }
  }

  @Test
  void bringsAnEmptyDatabaseUpAndLeavesACurrentOneAlone() throws Exception {
    SqliteFile file = new SqliteFile(folder.resolve("test.db"));
    try (Connection connection = file.connectWriter()) {
      assertThat(Schema.version(connection)).isZero();
      Schema.bringUp(file, connection);
      assertThat(Schema.version(connection)).isEqualTo(Schema.NEWEST);
      Schema.bringUp(file, connection);
      assertThat(Schema.version(connection)).isEqualTo(Schema.NEWEST);
    }
  }
}
