package org.hozon.ui.deposit;

import atlantafx.base.theme.Styles;
import java.util.ArrayList;
import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.SelectionMode;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.control.TreeItem;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import org.controlsfx.control.BreadCrumbBar;
import org.hozon.model.FileEntry;
import org.hozon.model.VersionSummary;
import org.hozon.ui.Kit;
import org.hozon.ui.Screen;
import org.hozon.ui.look.Parts;
import org.hozon.ui.text.Texts;
import org.kordamp.ikonli.feather.Feather;

/** Shows the files of a deposit, version by version. */
final class BrowseView implements Screen {
  static final String ID = "browse";

  private final BrowseModel model;
  private final RestoreActions restore;
  private final Kit kit;
  private final TableView<FileEntry> table = new TableView<>();
  private final BreadCrumbBar<String> path = new BreadCrumbBar<>();
  private final VBox view = new VBox();

  BrowseView(
      BrowseModel model, RestoreActions restore, DepositActions actions, Kit kit, Runnable close) {
    this.model = model;
    this.restore = restore;
    this.kit = kit;
    view.setId(ID);
    view.getStyleClass().addAll("screen", "padded");
    fillTable();
    VBox.setVgrow(table, Priority.ALWAYS);
    Label note = Parts.label("", Styles.TEXT_MUTED);
    note.setId("browse-note");
    note.textProperty().bind(model.note());
    view.getChildren().addAll(top(close), crumbs(), table, bottom(note, actions, close));
    model.entries().addListener((property, before, now) -> table.getItems().setAll(now));
    model.folder().addListener((property, before, now) -> showPath());
    model.trouble().addListener((property, before, now) -> tell(now));
    showPath();
  }

  private Node top(Runnable close) {
    Texts texts = kit.texts();
    Button back =
        Parts.iconButton("browse-back", texts.get("browse.back"), Feather.ARROW_LEFT, close);
    Label name = Parts.label(model.deposit().name(), Styles.TITLE_4);
    ComboBox<VersionSummary> versions = new ComboBox<>();
    versions.setId("browse-version");
    versions.setAccessibleText(texts.get("browse.version.name"));
    versions.setConverter(
        new StringConverter<>() {
          @Override
          public String toString(VersionSummary version) {
            return version == null ? "" : model.label(version);
          }

          @Override
          public VersionSummary fromString(String text) {
            return null;
          }
        });
    model.versions().addListener((property, before, now) -> versions.getItems().setAll(now));
    versions.valueProperty().bindBidirectional(model.version());
    TextField search = new TextField();
    search.setId("browse-search");
    search.setPromptText(texts.get("browse.search"));
    search.setAccessibleText(texts.get("browse.search"));
    search.setPrefColumnCount(16);
    search.textProperty().bindBidirectional(model.search());
    return Parts.row(back, name, Parts.filler(), search, versions);
  }

  private Node crumbs() {
    path.setId("browse-path");
    path.setAutoNavigationEnabled(false);
    path.setOnCrumbAction(event -> model.folder().set(folderOf(event.getSelectedCrumb())));
    return path;
  }

  private void showPath() {
    List<String> names = new ArrayList<>();
    names.add(kit.texts().get("browse.top"));
    if (!model.folder().get().isEmpty()) {
      names.addAll(List.of(model.folder().get().split("/")));
    }
    path.setSelectedCrumb(BreadCrumbBar.buildTreeModel(names.toArray(String[]::new)));
  }

  private static String folderOf(TreeItem<String> crumb) {
    List<String> names = new ArrayList<>();
    for (TreeItem<String> at = crumb; at.getParent() != null; at = at.getParent()) {
      names.add(0, at.getValue());
    }
    return String.join("/", names);
  }

  private void fillTable() {
    Texts texts = kit.texts();
    table.setId("browse-table");
    table.setAccessibleText(texts.get("browse.files"));
    table.getStyleClass().addAll(Styles.STRIPED, Styles.DENSE);
    table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
    table.getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
    table.setFixedCellSize(32);
    table.setPlaceholder(Parts.label(texts.get("browse.empty"), Styles.TEXT_MUTED));
    FileColumns.into(table, model, texts, kit.figures());
    table.setRowFactory(
        made -> {
          TableRow<FileEntry> row = new TableRow<>();
          row.setOnMouseClicked(
              event -> {
                if (event.getClickCount() == 2 && !row.isEmpty()) {
                  model.enter(row.getItem());
                }
              });
          return row;
        });
    table.setOnKeyPressed(
        event -> {
          FileEntry chosen = table.getSelectionModel().getSelectedItem();
          if (event.getCode() == KeyCode.ENTER && chosen != null) {
            model.enter(chosen);
          } else if (event.getCode() == KeyCode.BACK_SPACE) {
            model.up();
          }
        });
  }

  private Node bottom(Label note, DepositActions actions, Runnable close) {
    Texts texts = kit.texts();
    Button some =
        Parts.button(
            "browse-restore-selected",
            texts.get("browse.restore-selected"),
            Feather.DOWNLOAD,
            () -> restoreSome(table.getSelectionModel().getSelectedItems()));
    some.disableProperty().bind(Bindings.isEmpty(table.getSelectionModel().getSelectedItems()));
    Button all =
        Parts.mainButton(
            "browse-restore-version",
            texts.get("browse.restore-version"),
            Feather.DOWNLOAD,
            () -> restoreSome(List.of()));
    all.disableProperty().bind(model.version().isNull());
    Button delete =
        Parts.button(
            "browse-delete-version",
            texts.get("delete.version.menu"),
            Feather.TRASH_2,
            () -> actions.deleteVersion(model.deposit(), model.version().get(), close));
    delete.disableProperty().bind(model.version().isNull());
    return Parts.row(note, Parts.filler(), delete, some, all);
  }

  private void restoreSome(List<FileEntry> chosen) {
    restore.ask(
        model.deposit(),
        model.version().get().version(),
        chosen.stream().map(FileEntry::path).toList());
  }

  private void tell(RuntimeException failure) {
    if (failure != null) {
      kit.dialogs()
          .trouble(
              kit.troubles()
                  .of(
                      kit.texts().get("browse.failed", model.deposit().name()),
                      failure,
                      kit.texts().get("button.again"),
                      model::open));
    }
  }

  @Override
  public Node view() {
    return view;
  }

  @Override
  public void entered() {
    model.open();
    table.requestFocus();
  }
}
