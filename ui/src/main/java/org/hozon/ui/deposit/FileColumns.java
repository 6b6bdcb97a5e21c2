package org.hozon.ui.deposit;

import java.util.Comparator;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import org.hozon.model.FileEntry;
import org.hozon.ui.look.Parts;
import org.hozon.ui.text.Figures;
import org.hozon.ui.text.Texts;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** The columns of the table of files. */
final class FileColumns {
  private FileColumns() {}

  static void into(TableView<FileEntry> table, BrowseModel model, Texts texts, Figures figures) {
    TableColumn<FileEntry, FileEntry> name = column(texts.get("column.name"), 420);
    name.setComparator(FolderIndex.ORDER);
    name.setCellFactory(made -> new NameCell(model));
    TableColumn<FileEntry, FileEntry> size = column(texts.get("column.size"), 110);
    size.setStyle("-fx-alignment: center-right;");
    size.setComparator(Comparator.comparingLong(FileEntry::bytes));
    size.setCellFactory(
        made ->
            new TableCell<>() {
              @Override
              protected void updateItem(FileEntry entry, boolean empty) {
                super.updateItem(entry, empty);
                boolean file = !empty && entry != null && entry.kind() == FileEntry.Kind.FILE;
                setText(file ? figures.bytes(entry.bytes()) : null);
              }
            });
    TableColumn<FileEntry, FileEntry> changed = column(texts.get("column.changed"), 180);
    changed.setComparator(Comparator.comparing(FileEntry::modified));
    changed.setCellFactory(
        made ->
            new TableCell<>() {
              @Override
              protected void updateItem(FileEntry entry, boolean empty) {
                super.updateItem(entry, empty);
                setText(empty || entry == null ? null : figures.moment(entry.modified()));
              }
            });
    table.getColumns().add(name);
    table.getColumns().add(size);
    table.getColumns().add(changed);
  }

  private static TableColumn<FileEntry, FileEntry> column(String name, double width) {
    TableColumn<FileEntry, FileEntry> made = new TableColumn<>(name);
    made.setPrefWidth(width);
    made.setMinWidth(80);
    made.setCellValueFactory(cell -> new ReadOnlyObjectWrapper<>(cell.getValue()));
    return made;
  }

  /** The name with an icon of its kind. */
  private static final class NameCell extends TableCell<FileEntry, FileEntry> {
    private final BrowseModel model;
    private final FontIcon icon = Parts.icon(Feather.FILE);

    private NameCell(BrowseModel model) {
      this.model = model;
      setGraphicTextGap(8);
    }

    @Override
    protected void updateItem(FileEntry entry, boolean empty) {
      super.updateItem(entry, empty);
      if (empty || entry == null) {
        setText(null);
        setGraphic(null);
        return;
      }
      icon.setIconCode(
          switch (entry.kind()) {
            case FILE -> Feather.FILE;
            case FOLDER -> Feather.FOLDER;
            case LINK -> Feather.LINK;
          });
      String name = model.nameOf(entry);
      setText(entry.target() == null ? name : name + " → " + entry.target());
      setGraphic(icon);
    }
  }
}
