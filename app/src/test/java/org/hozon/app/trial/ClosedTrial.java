package org.hozon.app.trial;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** A mesh with a center: who invites and who comes by invitation. */
final class ClosedTrial {
  static final String CENTER = "center";

  private final TrialMesh mesh;

  private ClosedTrial(TrialMesh mesh) {
    this.mesh = mesh;
  }

  /** Starts the center, which holds packs as well. */
  static ClosedTrial start(TrialMesh mesh) {
    mesh.hozon(CENTER, "center", "init", "--name", "trial").good();
    mesh.startHolder(CENTER).awaitReady(TrialMesh.LONGEST_START);
    return new ClosedTrial(mesh);
  }

  /** A new invitation as text. */
  String invitation() {
    return mesh.hozon(CENTER, "invite").good().get("invitation").asText();
  }

  /** Starts holders, each with an account of its own, that are not waited for. */
  void startHolders(List<String> names) {
    names.forEach(name -> mesh.startHolder(name, "--invite", invitation()));
  }

  /**
   * Makes an account and starts its first node, which is not waited for.
   *
   * @return its 24 words
   */
  String startAccount(String name) {
    String words =
        StreamSupport.stream(mesh.hozon(name, "init").good().get("phrase").spliterator(), false)
            .map(word -> word.asText())
            .collect(Collectors.joining(" "));
    mesh.start(name, "--invite", invitation());
    return words;
  }
}
