package org.hozon.app.trial;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;

/** A sample folder that was deposited from the depositor of a mesh. */
record Deposited(TrialMesh mesh, Path source, JsonNode report) {
  /** Makes a folder {@code source} in the mesh's and deposits it; returns when it is safe. */
  static Deposited sample(TrialMesh mesh, long seed, int files, long bytes) throws IOException {
    Path source = mesh.folder().resolve("source");
    SampleFolder.make(source, seed, files, bytes);
    JsonNode report = mesh.hozon("depositor", "deposit", source.toString()).good();
    return new Deposited(mesh, source, report);
  }

  String id() {
    return report.get("deposit").asText();
  }

  /** Restores it into a new folder of the mesh's. */
  Answer restore(String into) {
    Path target = mesh.folder().resolve(into);
    return mesh.hozon("depositor", "restore", id(), "--to", target.toString());
  }

  /** What was restored there is what was deposited. */
  void assertSame(String restored) throws IOException {
    Path back = mesh.folder().resolve(restored).resolve(source.getFileName());
    assertThat(FolderComparison.of(source, back).differences()).isEmpty();
  }

  /** Restores it into a new folder of the mesh's and compares. */
  void assertRestores(String into) throws IOException {
    restore(into).good();
    assertSame(into);
  }
}
