package org.hozon.app.trial;

import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Prints what the nodes said when a test fails, while their homes are still there. */
final class MeshLogs implements AfterTestExecutionCallback {
  /** A test that has a mesh. */
  interface WithMesh {
    TrialMesh mesh();
  }

  @Override
  public void afterTestExecution(ExtensionContext context) {
    if (context.getExecutionException().isPresent()) {
      context
          .getTestInstance()
          .filter(WithMesh.class::isInstance)
          .map(test -> ((WithMesh) test).mesh())
          .ifPresent(mesh -> System.err.println(mesh.logs()));
    }
  }
}
