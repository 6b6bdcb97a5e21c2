package org.hozon.app.trial;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestWatcher;

/** Prints what the nodes said when a test fails. */
final class MeshLogs implements TestWatcher {
  /** A test that has a mesh. */
  interface WithMesh {
    TrialMesh mesh();
  }

  @Override
  public void testFailed(ExtensionContext context, Throwable cause) {
    context
        .getTestInstance()
        .filter(WithMesh.class::isInstance)
        .map(test -> ((WithMesh) test).mesh())
        .ifPresent(mesh -> System.err.println(mesh.logs()));
  }
}
