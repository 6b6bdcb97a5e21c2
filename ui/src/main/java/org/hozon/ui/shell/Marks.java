package org.hozon.ui.shell;

import javafx.scene.SnapshotParameters;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.image.Image;
import javafx.scene.image.WritableImage;
import javafx.scene.paint.Color;
import javafx.scene.paint.CycleMethod;
import javafx.scene.paint.LinearGradient;
import javafx.scene.paint.Stop;

/** Draws the mark of Hozon, as {@code icons/hozon.svg} has it, in any size. */
public final class Marks {
  private static final double SIDE = 256;

  private Marks() {}

  /** The mark as a square picture; call on the screen's thread. */
  public static Image image(int pixels) {
    Canvas canvas = new Canvas(pixels, pixels);
    GraphicsContext pen = canvas.getGraphicsContext2D();
    pen.scale(pixels / SIDE, pixels / SIDE);
    pen.setFill(
        new LinearGradient(
            0,
            0,
            0,
            1,
            true,
            CycleMethod.NO_CYCLE,
            new Stop(0, Color.web("#1f5f78")),
            new Stop(1, Color.web("#123f55"))));
    pen.fillRoundRect(8, 8, 240, 240, 112, 112);
    pen.setStroke(Color.web("#8fd3c8"));
    pen.setLineWidth(13);
    pen.strokeOval(128 - 62, 136 - 62, 124, 124);
    holder(pen, 128, 74);
    holder(pen, 74.3, 167);
    holder(pen, 181.7, 167);
    pen.translate(128, 136);
    pen.rotate(45);
    pen.setFill(Color.web("#f2b84b"));
    pen.fillRoundRect(-16, -16, 32, 32, 14, 14);
    SnapshotParameters clear = new SnapshotParameters();
    clear.setFill(Color.TRANSPARENT);
    return plain(canvas.snapshot(clear, null));
  }

  /** GTK takes no icon in the format of a snapshot, and says nothing. */
  private static Image plain(Image snapshot) {
    int width = (int) snapshot.getWidth();
    int height = (int) snapshot.getHeight();
    WritableImage copy = new WritableImage(width, height);
    copy.getPixelWriter().setPixels(0, 0, width, height, snapshot.getPixelReader(), 0, 0);
    return copy;
  }

  private static void holder(GraphicsContext pen, double x, double y) {
    pen.setFill(Color.web("#f4f1e8"));
    pen.fillOval(x - 34, y - 34, 68, 68);
    pen.setStroke(Color.web("#184d65"));
    pen.setLineWidth(11);
    pen.strokeOval(x - 34, y - 34, 68, 68);
  }
}
