package org.hozon.ui.deposit;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.hozon.model.DepositCare;
import org.hozon.model.DepositRequest;
import org.hozon.model.Policy;
import org.hozon.ui.text.Figures;
import org.hozon.ui.text.Texts;
import org.hozon.ui.work.Background;

/** What is asked before something dropped is deposited. */
public final class DropSheetModel {
  private final List<Path> paths;
  private final CareModel care = new CareModel(DepositCare.STANDARD);
  private final StringProperty name = new SimpleStringProperty();
  private final IntegerProperty copies = new SimpleIntegerProperty(Policy.FEWEST_COPIES);
  private final ReadOnlyStringWrapper size = new ReadOnlyStringWrapper(Figures.UNKNOWN);

  /** A size of files and folders, links not followed. */
  private record Found(long files, long bytes) {}

  public DropSheetModel(List<Path> paths, Background background, Texts texts, Figures figures) {
    this.paths = List.copyOf(paths);
    name.set(DepositsModel.nameOf(paths));
    size.set(texts.get("drop.measuring"));
    background.ask(
        () -> measure(this.paths),
        found -> size.set(texts.get("drop.size", found.files(), figures.bytes(found.bytes()))),
        unreadable -> size.set(Figures.UNKNOWN));
  }

  private static Found measure(List<Path> paths) {
    long[] sums = new long[2];
    for (Path path : paths) {
      try {
        Files.walkFileTree(
            path,
            new SimpleFileVisitor<>() {
              @Override
              public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                sums[0]++;
                sums[1] += attributes.isRegularFile() ? attributes.size() : 0;
                return FileVisitResult.CONTINUE;
              }

              @Override
              public FileVisitResult visitFileFailed(Path file, IOException unreadable) {
                return FileVisitResult.CONTINUE;
              }
            });
      } catch (IOException vanished) {
        throw new IllegalStateException(vanished);
      }
    }
    return new Found(sums[0], sums[1]);
  }

  public StringProperty name() {
    return name;
  }

  /** How many nodes keep each part, 3 to 8. */
  public IntegerProperty copies() {
    return copies;
  }

  /** How much there is, in words. */
  public ReadOnlyStringProperty size() {
    return size.getReadOnlyProperty();
  }

  /** How it is looked after. */
  public CareModel care() {
    return care;
  }

  public List<Path> paths() {
    return paths;
  }

  /** What was chosen. */
  public DepositRequest request() {
    Policy standard = Policy.STANDARD;
    String given = name.get() == null ? "" : name.get().strip();
    return new DepositRequest(
        paths.stream().map(Path::toString).toList(),
        given.isEmpty() ? null : given,
        new Policy(standard.rank(), standard.regions(), standard.withinMillis(), copies.get()),
        care.care());
  }
}
