package org.hozon.ui.mesh;

import atlantafx.base.theme.Styles;
import java.util.Comparator;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.hozon.model.NodeReport;
import org.hozon.ui.Kit;
import org.hozon.ui.Screen;
import org.hozon.ui.look.Parts;
import org.hozon.ui.text.Figures;
import org.hozon.ui.text.Texts;
import org.kordamp.ikonli.feather.Feather;

/** Shows the members of the mesh. */
public final class MeshView implements Screen {
  private final MeshModel model;
  private final TableView<NodeReport> table = new TableView<>();
  private final VBox view;

  public MeshView(MeshModel model, Kit kit) {
    this.model = model;
    Texts texts = kit.texts();
    TextField filter = new TextField();
    filter.setId("mesh-filter");
    filter.setPromptText(texts.get("mesh.filter"));
    filter.setAccessibleText(texts.get("mesh.filter"));
    filter.setPrefColumnCount(20);
    filter.textProperty().bindBidirectional(model.filter());
    Label summary = Parts.label("", Styles.TEXT_MUTED);
    summary.setId("mesh-summary");
    summary.textProperty().bind(model.summary());
    fill(texts, kit.figures());
    VBox.setVgrow(table, Priority.ALWAYS);
    view = new VBox(Parts.row(summary, Parts.filler(), filter), table);
    view.setId("mesh");
    view.getStyleClass().addAll("screen", "padded");
  }

  private void fill(Texts texts, Figures figures) {
    table.setId("mesh-table");
    table.setAccessibleText(texts.get("place.mesh"));
    table.setItems(model.rows());
    table.getStyleClass().add(Styles.STRIPED);
    table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
    table.setPlaceholder(
        Parts.empty(Feather.SHARE_2, texts.get("mesh.empty"), texts.get("mesh.empty.text")));
    add(texts.get("column.name"), 190, model::name, Comparator.comparing(NodeReport::name));
    add(
        texts.get("column.region"),
        80,
        node -> node.region().isEmpty() ? Figures.UNKNOWN : node.region(),
        Comparator.comparing(NodeReport::region));
    add(
        texts.get("column.rank"),
        72,
        node -> node.rank().name(),
        Comparator.comparing(NodeReport::rank));
    right(
        add(
            texts.get("column.offered"),
            86,
            node -> node.offered() == 0 ? texts.get("mesh.nothing") : figures.bytes(node.offered()),
            Comparator.comparingLong(NodeReport::offered)));
    right(
        add(
            texts.get("column.used"),
            86,
            node -> figures.bytes(node.used()),
            Comparator.comparingLong(NodeReport::used)));
    right(
        add(
            texts.get("column.distance"),
            96,
            model::distance,
            Comparator.comparing(
                NodeReport::distanceSeconds, Comparator.nullsLast(Comparator.naturalOrder()))));
    add(texts.get("column.state"), 110, model::state, Comparator.comparing(NodeReport::state));
  }

  private static void right(TableColumn<NodeReport, NodeReport> column) {
    column.setStyle("-fx-alignment: center-right;");
  }

  private TableColumn<NodeReport, NodeReport> add(
      String name, double width, Function<NodeReport, String> words, Comparator<NodeReport> order) {
    TableColumn<NodeReport, NodeReport> column = new TableColumn<>(name);
    column.setPrefWidth(width);
    column.setMinWidth(Math.min(width, 150));
    column.setComparator(order);
    column.setCellValueFactory(cell -> new ReadOnlyObjectWrapper<>(cell.getValue()));
    column.setCellFactory(
        made ->
            new TableCell<>() {
              @Override
              protected void updateItem(NodeReport node, boolean empty) {
                super.updateItem(node, empty);
                setText(empty || node == null ? null : words.apply(node));
              }
            });
    table.getColumns().add(column);
    return column;
  }

  @Override
  public Node view() {
    return view;
  }
}
