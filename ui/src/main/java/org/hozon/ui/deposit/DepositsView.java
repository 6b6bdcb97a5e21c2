package org.hozon.ui.deposit;

import atlantafx.base.theme.Styles;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.beans.binding.Bindings;
import javafx.collections.ListChangeListener;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SplitMenuButton;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.hozon.ui.Kit;
import org.hozon.ui.Screen;
import org.hozon.ui.live.NodeWatch;
import org.hozon.ui.look.Drops;
import org.hozon.ui.look.Parts;
import org.hozon.ui.text.Texts;
import org.kordamp.ikonli.feather.Feather;

/** Shows the deposits; files dropped anywhere on it are deposited. */
public final class DepositsView implements Screen {
  private final Kit kit;
  private final NodeWatch watch;
  private final DepositsModel model;
  private final RestoreActions restore;
  private final DepositActions actions;
  private final TableView<DepositRow> table = new TableView<>();
  private final VBox list = new VBox();
  private final VBox empty;
  private final StackPane view = new StackPane();

  public DepositsView(NodeWatch watch, DepositsModel model, Kit kit) {
    this.kit = kit;
    this.watch = watch;
    this.model = model;
    restore = new RestoreActions(watch.node(), kit);
    actions = new DepositActions(watch, kit);
    list.setId("deposits-list");
    list.getStyleClass().addAll("screen", "padded");
    empty = emptyArea();
    fillTable();
    VBox.setVgrow(table, Priority.ALWAYS);
    list.getChildren().addAll(tools(), table);
    VBox veil = Drops.veil(kit.texts().get("deposits.drop-here"), Feather.UPLOAD_CLOUD);
    view.setId("deposits");
    view.getStyleClass().add("screen");
    view.getChildren().addAll(empty, list, veil);
    Drops.accept(view, veil, this::dropped);
    model
        .rows()
        .addListener(
            (ListChangeListener<DepositRow>)
                change -> {
                  showWhatThereIs();
                  Platform.runLater(this::markChosen);
                });
    model.known().addListener((property, before, now) -> showWhatThereIs());
    showWhatThereIs();
  }

  /** Exchanged rows lose their mark in the table though the same deposit is meant. */
  private void markChosen() {
    DepositRow meant = model.chosen().get();
    if (meant != null && !meant.equals(table.getSelectionModel().getSelectedItem())) {
      table.getSelectionModel().select(meant);
    }
  }

  private void showWhatThereIs() {
    boolean none = model.known().get() && model.rows().isEmpty();
    Parts.show(empty, none);
    Parts.show(list, !none);
  }

  private VBox emptyArea() {
    Texts texts = kit.texts();
    VBox words =
        Parts.empty(
            Feather.UPLOAD_CLOUD,
            texts.get("deposits.empty"),
            texts.get("deposits.empty.text"),
            Parts.mainButton(
                "deposits-choose-folder",
                texts.get("deposits.choose-folder"),
                Feather.FOLDER_PLUS,
                this::chooseFolder),
            Parts.button(
                "deposits-choose-files",
                texts.get("deposits.choose-files"),
                Feather.FILE_PLUS,
                this::chooseFiles));
    words.getStyleClass().add("drop-area");
    VBox.setVgrow(words, Priority.ALWAYS);
    VBox made = new VBox(words);
    made.setId("deposits-empty");
    made.getStyleClass().addAll("screen", "padded");
    return made;
  }

  private Node tools() {
    Texts texts = kit.texts();
    MenuItem files = new MenuItem(texts.get("deposits.choose-files"));
    files.setId("deposits-add-files");
    files.setOnAction(event -> chooseFiles());
    SplitMenuButton add = new SplitMenuButton(files);
    add.setId("deposits-add");
    add.setText(texts.get("deposits.add"));
    add.setGraphic(Parts.icon(Feather.PLUS));
    add.getStyleClass().add(Styles.ACCENT);
    add.setOnAction(event -> chooseFolder());
    Button open = forOne("deposits-open", texts.get("deposits.open"), Feather.FOLDER, this::open);
    Button take =
        forOne(
            "deposits-restore",
            texts.get("deposits.restore"),
            Feather.DOWNLOAD,
            row -> restore.ask(row.summary(), 0, List.of()));
    Button verify =
        forOne(
            "deposits-verify",
            texts.get("deposits.verify"),
            Feather.CHECK_SQUARE,
            row -> model.verify(row.summary()));
    MenuButton more = MoreMenu.of(model.chosen(), actions, texts);
    HBox row = Parts.row(open, take, verify, more, Parts.filler(), add);
    row.setId("deposits-tools");
    return row;
  }

  /** A button for the selected deposit. */
  private Button forOne(String id, String text, Feather icon, Consumer<DepositRow> action) {
    Button made = Parts.button(id, text, icon, () -> action.accept(model.chosen().get()));
    made.disableProperty().bind(Bindings.isNull(model.chosen()));
    return made;
  }

  private void fillTable() {
    Texts texts = kit.texts();
    table.setId("deposits-table");
    table.setAccessibleText(texts.get("place.deposits"));
    table.setItems(model.rows());
    table
        .getSelectionModel()
        .selectedItemProperty()
        .addListener((property, before, now) -> model.choose(now));
    model.chosen().addListener((property, before, now) -> markChosen());
    table.getStyleClass().addAll(Styles.STRIPED);
    table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
    table.setPlaceholder(Parts.label(texts.get("deposits.loading"), Styles.TEXT_MUTED));
    DepositColumns.into(table, texts, kit.figures());
    table.setRowFactory(
        view -> {
          TableRow<DepositRow> row = new TableRow<>();
          row.setOnMouseClicked(
              event -> {
                boolean twice = event.getClickCount() == 2;
                if (twice && event.getButton() == MouseButton.PRIMARY && !row.isEmpty()) {
                  open(row.getItem());
                }
              });
          return row;
        });
    table.setOnKeyPressed(
        event -> {
          DepositRow chosen = table.getSelectionModel().getSelectedItem();
          if (event.getCode() == KeyCode.ENTER && chosen != null) {
            open(chosen);
          }
        });
  }

  private void open(DepositRow row) {
    BrowseModel browse =
        new BrowseModel(row.summary(), watch.node(), kit.background(), kit.texts(), kit.figures());
    BrowseView opened = new BrowseView(browse, restore, actions, kit, this::closeBrowser);
    view.getChildren().add(view.getChildren().size() - 1, opened.view());
    opened.entered();
  }

  private void closeBrowser() {
    view.getChildren().removeIf(child -> BrowseView.ID.equals(child.getId()));
    table.requestFocus();
  }

  private void chooseFolder() {
    kit.dialogs()
        .folder(kit.texts().get("deposits.choose-folder"), folder -> dropped(List.of(folder)));
  }

  private void chooseFiles() {
    kit.dialogs().files(kit.texts().get("deposits.choose-files"), this::dropped);
  }

  private void dropped(List<Path> paths) {
    DropSheetModel sheet = new DropSheetModel(paths, kit.background(), kit.texts(), kit.figures());
    DropSheet.show(
        sheet,
        kit.sheets(),
        kit.texts(),
        request ->
            model.deposit(
                request, request.name() == null ? DepositsModel.nameOf(paths) : request.name()));
  }

  @Override
  public Node view() {
    return view;
  }
}
