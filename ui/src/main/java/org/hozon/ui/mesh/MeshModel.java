package org.hozon.ui.mesh;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.hozon.model.NodeId;
import org.hozon.model.NodeReport;
import org.hozon.ui.live.NodeWatch;
import org.hozon.ui.live.Snapshot;
import org.hozon.ui.text.Figures;
import org.hozon.ui.text.Texts;

/** The members of the mesh, filtered. */
public final class MeshModel {
  private final Texts texts;
  private final Figures figures;
  private final ObservableList<NodeReport> rows = FXCollections.observableArrayList();
  private final StringProperty filter = new SimpleStringProperty("");
  private final ReadOnlyStringWrapper summary = new ReadOnlyStringWrapper(Figures.UNKNOWN);
  private Snapshot last;

  public MeshModel(NodeWatch watch, Texts texts, Figures figures) {
    this.texts = texts;
    this.figures = figures;
    last = watch.snapshot().get();
    watch
        .snapshot()
        .addListener(
            (property, before, now) -> {
              last = now;
              show();
            });
    filter.addListener((property, before, now) -> show());
    show();
  }

  private void show() {
    if (last.nodes() == null) {
      return;
    }
    String words = Objects.requireNonNullElse(filter.get(), "").strip().toLowerCase(Locale.ROOT);
    List<NodeReport> fresh = last.nodes().stream().filter(node -> matches(node, words)).toList();
    if (!fresh.equals(rows)) {
      rows.setAll(fresh);
    }
    long offered = last.nodes().stream().mapToLong(NodeReport::offered).sum();
    long used = last.nodes().stream().mapToLong(NodeReport::used).sum();
    summary.set(
        texts.get(
            "mesh.summary", last.nodes().size(), figures.bytes(offered), figures.bytes(used)));
  }

  private static boolean matches(NodeReport node, String words) {
    return words.isEmpty()
        || node.name().toLowerCase(Locale.ROOT).contains(words)
        || node.region().toLowerCase(Locale.ROOT).contains(words)
        || node.rank().name().toLowerCase(Locale.ROOT).equals(words)
        || node.node().value().startsWith(words);
  }

  /** Members that match the filter. */
  public ObservableList<NodeReport> rows() {
    return rows;
  }

  /** Words a member's name, region, rank or id has. */
  public StringProperty filter() {
    return filter;
  }

  /** How many members there are and what they offer together. */
  public ReadOnlyStringProperty summary() {
    return summary.getReadOnlyProperty();
  }

  /** True for the node of this window. */
  public boolean self(NodeId node) {
    return last.status() != null && last.status().node().equals(node);
  }

  /** A member's name; its own is marked. */
  public String name(NodeReport node) {
    return self(node.node()) ? texts.get("mesh.self", node.name()) : node.name();
  }

  /** Seconds a full pack takes to it, or a dash. */
  public String distance(NodeReport node) {
    return node.distanceSeconds() == null || self(node.node())
        ? Figures.UNKNOWN
        : figures.seconds(node.distanceSeconds());
  }

  /** How it is, in words. */
  public String state(NodeReport node) {
    return switch (node.state()) {
      case "alive" -> texts.get("mesh.alive");
      case "suspect" -> texts.get("mesh.suspect");
      case "down" -> texts.get("mesh.down");
      case "out" -> texts.get("mesh.out");
      default -> node.state();
    };
  }
}
