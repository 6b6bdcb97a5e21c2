package org.hozon.fuzz;

import java.util.List;

/** The fuzz targets, each beside the parsers it is for. */
final class FuzzTargets {
  /** Names of the classes below {@code org.hozon}. */
  static final List<String> ALL =
      List.of(
          "center.EnrolmentFuzz",
          "crypto.CertificateFuzz",
          "crypto.PackFuzz",
          "deposit.CatalogueFuzz",
          "deposit.IgnoreFuzz",
          "deposit.ManifestFuzz",
          "guard.MessageFuzz",
          "link.BodyFuzz",
          "link.RouteFuzz",
          "mesh.MapTextFuzz",
          "model.TextFuzz",
          "node.ControlFuzz",
          "node.SettingsFuzz",
          "store.DatabaseFuzz");

  private FuzzTargets() {}

  static FuzzTarget open(String name) {
    try {
      return Class.forName("org.hozon." + name)
          .asSubclass(FuzzTarget.class)
          .getDeclaredConstructor()
          .newInstance();
    } catch (ReflectiveOperationException noSuchTarget) {
      throw new IllegalArgumentException("there is no fuzz target " + name, noSuchTarget);
    }
  }
}
