package org.hozon.ui.talk;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Writes down what is said and asked; a test answers. */
public final class Said implements Dialogs {
  public final List<Question> questions = new ArrayList<>();
  public final List<Trouble> troubles = new ArrayList<>();
  public final List<String> told = new ArrayList<>();
  private Runnable yes = () -> {};

  /** Agrees to the last question. */
  public void agree() {
    yes.run();
  }

  @Override
  public void confirm(Question question, Runnable then) {
    questions.add(question);
    yes = then;
  }

  @Override
  public void choose(Question question, String other, Runnable then, Runnable otherThen) {
    confirm(question, then);
  }

  @Override
  public void trouble(Trouble trouble) {
    troubles.add(trouble);
  }

  @Override
  public void tell(String heading, String text) {
    told.add(heading);
  }

  @Override
  public void warn(String heading, String text) {
    told.add(heading);
  }

  @Override
  public void folder(String heading, Consumer<Path> chosen) {}

  @Override
  public void files(String heading, Consumer<List<Path>> chosen) {}

  @Override
  public void save(String heading, String name, Consumer<Path> chosen) {}
}
