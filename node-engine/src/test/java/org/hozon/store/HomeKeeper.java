package org.hozon.store;

import java.io.IOException;
import java.nio.file.Path;
import org.hozon.model.HozonException;

/** A process that opens the home it is told, says how that went, and stays until it is killed. */
final class HomeKeeper {
  private HomeKeeper() {}

  public static void main(String[] arguments) throws IOException {
    try (Home home = Home.open(Path.of(arguments[0]))) {
      System.out.println("open " + home.folder());
      // Standard input never ends by itself: the parent holds the other end.
      while (System.in.read() >= 0) {
        Thread.onSpinWait();
      }
    } catch (HozonException refused) {
      System.out.println(refused.kind() + " " + refused.getMessage());
    }
  }
}
