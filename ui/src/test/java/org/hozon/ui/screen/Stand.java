package org.hozon.ui.screen;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import javafx.application.Platform;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Labeled;
import javafx.scene.control.MenuButton;
import javafx.scene.control.ScrollBar;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextInputControl;
import javafx.scene.text.Text;
import javafx.stage.Stage;
import org.hozon.ui.HozonWindow;
import org.hozon.ui.WindowSetting;
import org.hozon.ui.live.NodeGate;
import org.hozon.ui.live.Trial;
import org.hozon.ui.settings.Preferences;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/** A real window in memory, and the hands of the person before it. */
public final class Stand implements AutoCloseable {
  private static final long LONGEST_SECONDS = 120;

  public final FakeGate gate = new FakeGate();
  public final FakeSystem system = new FakeSystem();
  public final FxRobot hand = new FxRobot();
  private final CountDownLatch ended = new CountDownLatch(1);
  private final WindowSetting setting;
  private HozonWindow window;
  private Stage stage;

  public Stand(Path home, Locale language, Trial trial) {
    startToolkit();
    setting = new WindowSetting(home, gate, () -> trial, system, language, ended::countDown);
  }

  /** A window on a real node: the gate of this stand is left aside. */
  public Stand(Path home, NodeGate real, Supplier<Trial> trials) {
    startToolkit();
    setting = new WindowSetting(home, real, trials, system, Locale.ENGLISH, ended::countDown);
  }

  private static void startToolkit() {
    try {
      FxToolkit.registerPrimaryStage();
    } catch (TimeoutException late) {
      throw new IllegalStateException("the toolkit does not start", late);
    }
  }

  /** Shows the window; the node of the gate is as it is then. */
  public Stand show() {
    return show(1280, 800);
  }

  /** Begins in the background, without showing the window. */
  public Stand begin() {
    onScreen(
        () -> {
          stage = new Stage();
          window = new HozonWindow(stage, setting);
          window.begin();
        });
    return this;
  }

  public Stand show(double width, double height) {
    new Preferences(setting.home()).place(new Preferences.Place(0, 0, width, height, false));
    onScreen(
        () -> {
          stage = new Stage();
          window = new HozonWindow(stage, setting);
          window.show(() -> {});
        });
    return this;
  }

  public Stage stage() {
    return stage;
  }

  public HozonWindow window() {
    return window;
  }

  /** True once the window has let go of everything. */
  public boolean ended() {
    return ended.getCount() == 0;
  }

  /** Runs on the screen's thread and waits for it. */
  public static void onScreen(Runnable action) {
    CountDownLatch done = new CountDownLatch(1);
    List<Throwable> failures = new ArrayList<>();
    Platform.runLater(
        () -> {
          try {
            action.run();
          } catch (RuntimeException | Error failed) {
            failures.add(failed);
          } finally {
            done.countDown();
          }
        });
    try {
      assertThat(done.await(LONGEST_SECONDS, TimeUnit.SECONDS)).as("the screen answers").isTrue();
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
    if (!failures.isEmpty()) {
      throw new AssertionError("on the screen", failures.get(0));
    }
  }

  /** Waits until something is so. */
  public static void until(String what, BooleanSupplier condition) {
    try {
      WaitForAsyncUtils.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS, condition::getAsBoolean);
    } catch (TimeoutException never) {
      throw new AssertionError("waited in vain until " + what, never);
    }
    WaitForAsyncUtils.waitForFxEvents();
  }

  /** Looks on the screen's thread, which may be changing what is looked at. */
  private static <T> T seen(Supplier<T> look) {
    if (Platform.isFxApplicationThread()) {
      return look.get();
    }
    AtomicReference<T> found = new AtomicReference<>();
    onScreen(() -> found.set(look.get()));
    return found.get();
  }

  /** The part of an id, visible now or soon. */
  public Node find(String id) {
    until("#" + id + " is shown", () -> present(id));
    return seen(
        () -> hand.from(stage.getScene().getRoot()).lookup("#" + id).match(Stand::shown).query());
  }

  /** True when a part of this id is on the screen. */
  public boolean present(String id) {
    return seen(
        () ->
            !hand.from(stage.getScene().getRoot())
                .lookup("#" + id)
                .match(Stand::shown)
                .queryAll()
                .isEmpty());
  }

  private static boolean shown(Node node) {
    for (Node at = node; at != null; at = at.getParent()) {
      if (!at.isVisible()) {
        return false;
      }
    }
    return node.getScene() != null;
  }

  /** Presses a button by what it is for, as the keyboard does. */
  public void press(String id) {
    Node found = find(id);
    until("#" + id + " can be pressed", () -> !found.isDisabled());
    onScreen(() -> ((ButtonBase) found).fire());
    WaitForAsyncUtils.waitForFxEvents();
  }

  /** Chooses from a menu. */
  public void choose(String menu, String item) {
    MenuButton found = (MenuButton) find(menu);
    until("#" + menu + " can be opened", () -> !found.isDisabled());
    onScreen(
        () ->
            found.getItems().stream()
                .filter(each -> item.equals(each.getId()) && !each.isDisable())
                .findFirst()
                .orElseThrow()
                .fire());
    WaitForAsyncUtils.waitForFxEvents();
  }

  /** Goes to the end of the page that is shown; false when all of it is on the screen anyway. */
  public boolean scrollToEnd() {
    return scrollTo(1);
  }

  /** Goes so far down the page that is shown, from 0 to 1; false when all of it is shown anyway. */
  public boolean scrollTo(double share) {
    List<ScrollPane> pages =
        seen(
            () ->
                hand
                    .from(stage.getScene().getRoot())
                    .lookup(".page-scroll")
                    .match(Stand::shown)
                    .queryAllAs(ScrollPane.class)
                    .stream()
                    .filter(
                        page ->
                            page.getContent().getLayoutBounds().getHeight()
                                > page.getViewportBounds().getHeight() + 1)
                    .toList());
    onScreen(() -> pages.forEach(page -> page.setVvalue(share * page.getVmax())));
    return !pages.isEmpty();
  }

  /** Types into a field in place of what was there. */
  public void type(String id, String text) {
    Node found = find(id);
    onScreen(() -> ((TextInputControl) found).setText(text));
  }

  /** What a part says. */
  public String text(String id) {
    Node found = find(id);
    if (found instanceof TextInputControl field) {
      return seen(field::getText);
    }
    return found instanceof Labeled labeled
        ? seen(labeled::getText)
        : seen(((Text) found)::getText);
  }

  /** Waits until a part says something that has these words. */
  public void says(String id, String words) {
    until(
        "#" + id + " says " + words,
        () -> present(id) && text(id) != null && text(id).contains(words));
  }

  /** Texts on the screen that are cut off for want of room. */
  public List<String> cutOff() {
    List<String> cut = new ArrayList<>();
    onScreen(
        () -> {
          Parent root = stage.getScene().getRoot();
          root.applyCss();
          root.layout();
          collect(root, cut);
        });
    return cut;
  }

  private static void collect(Node node, List<String> cut) {
    if (!node.isVisible()) {
      return;
    }
    if (node instanceof Labeled labeled && labeled.getText() != null) {
      for (Node child : labeled.getChildrenUnmodifiable()) {
        if (child instanceof Text drawn && !labeled.getText().isEmpty()) {
          String shown = drawn.getText();
          if (shown.endsWith("...") && !labeled.getText().endsWith("...")) {
            cut.add(labeled.getText());
          }
        }
      }
    }
    if (node instanceof ScrollBar bar && bar.getOrientation() == Orientation.HORIZONTAL) {
      cut.add("something is wider than its place: " + bar.getParent().getParent().getId());
    }
    if (node instanceof Parent parent) {
      parent.getChildrenUnmodifiable().forEach(child -> collect(child, cut));
    }
  }

  @Override
  public void close() {
    if (window != null) {
      onScreen(window::end);
      until("the window has ended", this::ended);
      onScreen(stage::close);
    }
  }
}
