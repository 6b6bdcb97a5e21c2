package org.hozon.ui.deposit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.hozon.model.DepositSummary;
import org.hozon.model.FileEntry;
import org.hozon.model.VersionSummary;
import org.hozon.node.HozonNode;
import org.hozon.ui.text.Figures;
import org.hozon.ui.text.Texts;
import org.hozon.ui.work.Background;

/** Looks into the versions of a deposit, folder by folder. */
public final class BrowseModel {
  private final DepositSummary deposit;
  private final HozonNode node;
  private final Background background;
  private final Texts texts;
  private final Figures figures;
  private final ReadOnlyObjectWrapper<List<VersionSummary>> versions =
      new ReadOnlyObjectWrapper<>(List.of());
  private final ObjectProperty<VersionSummary> version = new SimpleObjectProperty<>();
  private final StringProperty folder = new SimpleStringProperty("");
  private final StringProperty search = new SimpleStringProperty("");
  private final ReadOnlyObjectWrapper<List<FileEntry>> entries =
      new ReadOnlyObjectWrapper<>(List.of());
  private final ReadOnlyStringWrapper note = new ReadOnlyStringWrapper("");
  private final ReadOnlyObjectWrapper<RuntimeException> trouble = new ReadOnlyObjectWrapper<>();
  private FolderIndex index = new FolderIndex();
  private int loading;
  private int showing;

  public BrowseModel(
      DepositSummary deposit, HozonNode node, Background background, Texts texts, Figures figures) {
    this.deposit = deposit;
    this.node = node;
    this.background = background;
    this.texts = texts;
    this.figures = figures;
    version.addListener((property, before, now) -> load());
    folder.addListener((property, before, now) -> show());
    search.addListener((property, before, now) -> show());
  }

  /** Asks for the versions and opens the newest. */
  public void open() {
    note.set(texts.get("browse.loading"));
    background.ask(
        () -> newestFirst(node.versions(deposit.deposit())),
        found -> {
          versions.set(found);
          if (!found.isEmpty()) {
            version.set(found.get(0));
          }
        },
        this::fail);
  }

  private static List<VersionSummary> newestFirst(List<VersionSummary> found) {
    List<VersionSummary> sorted = new ArrayList<>(found);
    sorted.sort(Comparator.comparingInt(VersionSummary::version).reversed());
    return sorted;
  }

  private void load() {
    int wanted = version.get().version();
    int mine = ++loading;
    note.set(texts.get("browse.loading"));
    trouble.set(null);
    background.ask(
        () -> {
          FolderIndex read = new FolderIndex();
          node.files(deposit.deposit(), wanted, null, read::add);
          return read.done();
        },
        read -> {
          if (mine == loading) {
            index = read;
            keepFolder();
            show();
          }
        },
        this::fail);
  }

  /** Another version may not have the folder that was open. */
  private void keepFolder() {
    while (!folder.get().isEmpty() && index.in(folder.get()).isEmpty()) {
      folder.set(FolderIndex.parentOf(folder.get()));
    }
  }

  private void show() {
    String words = search.get() == null ? "" : search.get().strip();
    int mine = ++showing;
    if (words.isEmpty()) {
      List<FileEntry> here = index.in(folder.get());
      entries.set(here);
      note.set(texts.get("browse.entries", here.size(), index.size()));
      return;
    }
    FolderIndex all = index;
    background.ask(
        () -> all.matching(words),
        found -> {
          if (mine == showing) {
            entries.set(found);
            note.set(texts.get("browse.found", found.size()));
          }
        },
        this::fail);
  }

  private void fail(RuntimeException failure) {
    note.set(Figures.UNKNOWN);
    trouble.set(failure);
  }

  public DepositSummary deposit() {
    return deposit;
  }

  /** All versions, newest first. */
  public ReadOnlyObjectProperty<List<VersionSummary>> versions() {
    return versions.getReadOnlyProperty();
  }

  /** The version that is open. */
  public ObjectProperty<VersionSummary> version() {
    return version;
  }

  /** The folder that is open; empty at the top. */
  public StringProperty folder() {
    return folder;
  }

  /** Words to look for in all folders; empty to look at one folder. */
  public StringProperty search() {
    return search;
  }

  /** What is in the open folder, or was found. */
  public ReadOnlyObjectProperty<List<FileEntry>> entries() {
    return entries.getReadOnlyProperty();
  }

  /** How much is shown, or that it is being read. */
  public ReadOnlyStringProperty note() {
    return note.getReadOnlyProperty();
  }

  /** Why nothing can be shown; null when something can. */
  public ReadOnlyObjectProperty<RuntimeException> trouble() {
    return trouble.getReadOnlyProperty();
  }

  /** Goes into a folder; a file stays where it is. */
  public void enter(FileEntry entry) {
    if (entry.kind() == FileEntry.Kind.FOLDER) {
      search.set("");
      folder.set(entry.path());
    }
  }

  /** Goes to the folder above. */
  public void up() {
    folder.set(FolderIndex.parentOf(folder.get()));
  }

  /** What an entry is called here: its name in a folder, its whole path when it was found. */
  public String nameOf(FileEntry entry) {
    boolean searching = search.get() != null && !search.get().isBlank();
    return searching ? entry.path() : FolderIndex.nameOf(entry.path());
  }

  /** A version as it is listed. */
  public String label(VersionSummary each) {
    return texts.get("browse.version", each.version(), figures.moment(each.time()));
  }
}
