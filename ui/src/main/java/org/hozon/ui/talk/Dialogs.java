package org.hozon.ui.talk;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** Says things and asks things; no other class opens a dialog. Call on the screen's thread. */
public interface Dialogs {
  /**
   * A question before something that cannot be undone or costs time.
   *
   * @param heading what is about to happen
   * @param text what exactly that means
   * @param yes names the action on its button
   * @param danger true when something is lost by it
   */
  record Question(String heading, String text, String yes, boolean danger) {}

  /** Asks; runs {@code then} only when the person says so. */
  void confirm(Question question, Runnable then);

  /** Asks with two ways on; closing it takes neither. */
  void choose(Question question, String other, Runnable then, Runnable otherThen);

  /** Tells of something that went wrong, with what to do. */
  void trouble(Trouble trouble);

  /** Says in passing that something is done. */
  void tell(String heading, String text);

  /** Says in passing that something needs an eye. */
  void warn(String heading, String text);

  /** Lets choose a folder. */
  void folder(String heading, Consumer<Path> chosen);

  /** Lets choose one or more files. */
  void files(String heading, Consumer<List<Path>> chosen);

  /** Lets choose where to save a file. */
  void save(String heading, String name, Consumer<Path> chosen);
}
