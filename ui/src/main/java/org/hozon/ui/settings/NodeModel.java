package org.hozon.ui.settings;

import org.hozon.node.HozonNode;
import org.hozon.ui.live.NodeWatch;
import org.hozon.ui.talk.Dialogs;
import org.hozon.ui.talk.Troubles;
import org.hozon.ui.text.Figures;
import org.hozon.ui.text.Texts;
import org.hozon.ui.work.Background;

/** What the models of the settings share: the node they ask, and how they speak. */
abstract class NodeModel {
  final HozonNode node;
  final Background background;
  final Dialogs dialogs;
  final Texts texts;
  final Figures figures;
  private final Troubles troubles;

  NodeModel(NodeWatch watch, Background background, Dialogs dialogs, Texts texts, Figures figures) {
    node = watch.node();
    this.background = background;
    this.dialogs = dialogs;
    this.texts = texts;
    this.figures = figures;
    troubles = new Troubles(texts);
  }

  /** Asks the node anew; called when the settings come on the screen. */
  abstract void load();

  /** Tells that something could not be done; {@code what} is that thing, in words. */
  final void fail(String what, RuntimeException failure) {
    dialogs.trouble(troubles.of(what, failure));
  }
}
