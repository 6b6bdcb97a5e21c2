package org.hozon.ui.screen;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javafx.embed.swing.SwingFXUtils;
import javafx.scene.image.WritableImage;
import javax.imageio.ImageIO;

/** Pictures of the window, for anyone to look at. */
final class Pictures {
  private static final Path FOLDER = Path.of("target", "screens");

  private Pictures() {}

  /** Draws the whole window into {@code target/screens}. */
  static WritableImage take(Stand stand, String name) {
    WritableImage[] image = new WritableImage[1];
    Stand.onScreen(() -> image[0] = stand.stage().getScene().snapshot(null));
    try {
      Files.createDirectories(FOLDER);
      ImageIO.write(
          SwingFXUtils.fromFXImage(image[0], null), "png", FOLDER.resolve(name + ".png").toFile());
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
    return image[0];
  }
}
