package org.hozon.ui.deposit;

import java.util.ArrayList;
import java.util.List;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.hozon.model.DepositCare;
import org.hozon.model.Retention;

/**
 * How a deposit is looked after, as a person sets it: versions kept, what is left out, watching.
 */
public final class CareModel {
  private final ObservableList<Integer> kept = FXCollections.observableArrayList();
  private final BooleanProperty preset = new SimpleBooleanProperty();
  private final StringProperty own = new SimpleStringProperty();
  private final BooleanProperty watch = new SimpleBooleanProperty();
  private final DepositCare before;

  /** Begins with how it is looked after now. */
  public CareModel(DepositCare care) {
    before = care;
    Retention retention = care.retention();
    kept.setAll(
        retention.latest(),
        retention.hourly(),
        retention.daily(),
        retention.weekly(),
        retention.monthly(),
        retention.yearly());
    List<String> all = care.ignore();
    int size = DepositCare.PRESET.size();
    boolean begins = all.size() >= size && all.subList(0, size).equals(DepositCare.PRESET);
    preset.set(begins);
    own.set(String.join("\n", begins ? all.subList(size, all.size()) : all));
    watch.set(care.watch());
  }

  /** Versions kept: latest, hourly, daily, weekly, monthly, yearly. */
  public ObservableList<Integer> kept() {
    return kept;
  }

  /** True when what nobody means to keep is left out. */
  public BooleanProperty preset() {
    return preset;
  }

  /** Further patterns of what is left out, one a line, in the syntax of gitignore. */
  public StringProperty own() {
    return own;
  }

  /** True when it is deposited again whenever something changes. */
  public BooleanProperty watch() {
    return watch;
  }

  /** True when a retention can be made of what is set: at least one version is kept. */
  public boolean valid() {
    return kept.stream().anyMatch(number -> number > 0);
  }

  /**
   * What is set.
   *
   * @throws IllegalArgumentException when it is not {@link #valid}
   */
  public DepositCare care() {
    List<String> ignore = new ArrayList<>(preset.get() ? DepositCare.PRESET : List.of());
    String lines = own.get() == null ? "" : own.get();
    lines.lines().filter(line -> !line.isBlank()).forEach(ignore::add);
    boolean same = watch.get() == before.watch();
    return new DepositCare(
        new Retention(kept.get(0), kept.get(1), kept.get(2), kept.get(3), kept.get(4), kept.get(5)),
        ignore,
        watch.get(),
        same && before.paused(),
        same ? before.pausedBecause() : null);
  }
}
