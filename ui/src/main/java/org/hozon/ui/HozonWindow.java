package org.hozon.ui;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import javafx.application.Platform;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import org.hozon.ui.lock.UnlockModel;
import org.hozon.ui.lock.UnlockView;
import org.hozon.ui.look.Look;
import org.hozon.ui.settings.Preferences;
import org.hozon.ui.settings.SettingsView;
import org.hozon.ui.shell.Marks;
import org.hozon.ui.start.StartModel;
import org.hozon.ui.start.StartView;
import org.hozon.ui.talk.Dialogs;
import org.hozon.ui.talk.FxDialogs;
import org.hozon.ui.talk.Sheets;
import org.hozon.ui.talk.Troubles;
import org.hozon.ui.text.Figures;
import org.hozon.ui.text.Texts;
import org.hozon.ui.work.Courses;
import org.hozon.ui.work.TaskBackground;

/** The window: what it shows from its first start to its end. Lives on the screen's thread. */
public final class HozonWindow implements SettingsView.Effects {
  private static final double WIDTH = 1280;
  private static final double HEIGHT = 800;
  private static final double LEAST_WIDTH = 960;
  private static final double LEAST_HEIGHT = 640;

  private final WindowSetting setting;
  private final Stage stage;
  private final Preferences preferences;
  private final WindowPlace place;
  private final Look look;
  private final StackPane root = new StackPane();
  private Kit kit;
  private TaskBackground background;
  private volatile Session session;
  private MainShell shell;
  private boolean inTray;
  private final AtomicBoolean ended = new AtomicBoolean();

  /** A window on a stage that is not shown yet. */
  public HozonWindow(Stage stage, WindowSetting setting) {
    this.stage = stage;
    this.setting = setting;
    preferences = new Preferences(setting.home());
    look = new Look(preferences.theme() == Preferences.Theme.DARK);
    equip();
    stage.setTitle(kit.texts().get("app.name"));
    stage.getIcons().setAll(List.of(Marks.image(32), Marks.image(64), Marks.image(256)));
    Scene scene = new Scene(root, WIDTH, HEIGHT);
    look.dress(scene);
    stage.setScene(scene);
    stage.setMinWidth(LEAST_WIDTH);
    stage.setMinHeight(LEAST_HEIGHT);
    place = WindowPlace.keep(stage, preferences, WIDTH, HEIGHT);
    stage.setOnCloseRequest(
        event -> {
          event.consume();
          close();
        });
    stage.focusedProperty().addListener((property, before, now) -> followSystem(now));
    followSystem(true);
  }

  /** Makes what the screens work with, in the language that is chosen. */
  private void equip() {
    Texts texts = Texts.of(locale());
    look.speak(texts.locale());
    Figures figures = new Figures(texts, ZoneId.systemDefault());
    Courses courses = new Courses(texts, figures);
    if (background == null) {
      background = new TaskBackground(courses);
    }
    Sheets sheets = new Sheets();
    kit =
        new Kit(
            texts,
            figures,
            courses,
            background,
            new FxDialogs(stage, sheets, texts),
            sheets,
            new Troubles(texts),
            setting.system(),
            look,
            preferences,
            Clock.system(ZoneId.systemDefault()));
  }

  private Locale locale() {
    String chosen = preferences.language();
    return chosen.isEmpty() ? setting.language() : Locale.forLanguageTag(chosen);
  }

  /**
   * Shows the window: the first start, or the screens of the account there is. The node is opened
   * behind the first picture, so that it does not hold it up.
   *
   * @param seen runs once that picture is drawn
   */
  public void show(Runnable seen) {
    Runnable open = prepare();
    stage.show();
    FirstPicture.then(
        () -> {
          place.insist();
          open.run();
          seen.run();
        });
  }

  /** Begins without showing anything: the node works in the background. */
  public void begin() {
    prepare().run();
  }

  /** Fills the window; what is returned opens the node. */
  private Runnable prepare() {
    if (setting.gate().hasAccount()) {
      Session begun = new Session(setting.gate(), null, kit.texts().get("node.starting"));
      begin(begun);
      if (setting.gate().keys().closed()) {
        return askPassphrase("overview")::look;
      }
      showShell("overview");
      return () -> begun.open(background);
    } else {
      StartModel model =
          new StartModel(
              setting.gate(),
              setting.trials(),
              background,
              kit.dialogs(),
              kit.texts(),
              new SecureRandom(),
              this::opened);
      fill(new StartView(model, kit).root());
      return () -> {};
    }
  }

  private void opened(StartModel.Opened opened) {
    Session begun = new Session(opened.gate(), opened.trial(), kit.texts().get("node.starting"));
    begun.use(opened.lease());
    begin(begun);
    String first =
        switch (opened.wish()) {
          case KEEP, BOTH, RESTORE -> "deposits";
          case LEND -> "provide";
        };
    showShell(first);
  }

  private void begin(Session begun) {
    session = begun;
    AlertBell.listen(begun.watch().snapshot(), kit.texts(), this::ring);
    begun
        .locked()
        .addListener(
            (property, before, now) -> {
              if (now) {
                shell.leave();
                askPassphrase("overview").look();
              }
            });
  }

  /** Shows nothing but the question for the passphrase until the node can be had. */
  private UnlockModel askPassphrase(String then) {
    shell = null;
    UnlockModel model =
        new UnlockModel(
            session.gate(),
            background,
            kit.dialogs(),
            kit.texts(),
            () -> {
              showShell(then);
              session.open(background);
            });
    fill(new UnlockView(model, kit.texts(), this::end).root());
    model
        .step()
        .addListener(
            (property, before, now) -> {
              if (now == UnlockModel.Step.ASK && !stage.isShowing()) {
                comeForward(); // begun hidden: nothing works until somebody types it
              }
            });
    return model;
  }

  /** In the window while its user looks at it, else by the desktop. */
  private void ring(String heading, String text) {
    if (stage.isShowing() && stage.isFocused()) {
      kit.dialogs().warn(heading, text);
    } else {
      background.ask(
          () -> setting.system().notice(heading, text),
          shown -> {
            if (!shown) {
              kit.dialogs().warn(heading, text);
            }
          },
          unknown -> kit.dialogs().warn(heading, text));
    }
  }

  private void showShell(String first) {
    if (!inTray) {
      inTray = true;
      TrayItem.show(session.watch(), kit, this::comeForward, this::askToQuit);
    }
    shell = new MainShell(session, setting.home(), background, kit, this);
    fill(shell.root());
    shell.keys(stage.getScene());
    shell.go(first);
  }

  private void fill(Parent content) {
    root.getChildren().setAll(content, kit.sheets().node());
    if (content instanceof Region region) {
      region.setMaxSize(Double.MAX_VALUE, Double.MAX_VALUE);
    }
  }

  /** Comes to the front, from wherever it is; from any thread. */
  public void comeForward() {
    Platform.runLater(
        () -> {
          stage.show();
          stage.setIconified(false);
          stage.toFront();
          stage.requestFocus();
        });
  }

  private void followSystem(boolean focused) {
    switch (preferences.theme()) {
      case LIGHT -> look.set(false);
      case DARK -> look.set(true);
      case SYSTEM -> {
        if (focused) {
          background.ask(setting.system()::dark, this::followSystemDark, unknown -> {});
        }
      }
    }
  }

  private void followSystemDark(boolean dark) {
    if (preferences.theme() == Preferences.Theme.SYSTEM && look.dark().get() != dark) {
      look.set(dark);
    }
  }

  @Override
  public void themeChanged() {
    followSystem(true);
  }

  @Override
  public void languageChanged() {
    if (session != null) {
      shell.leave();
      equip();
      showShell("settings");
    }
  }

  /** The window is closed by its user: the node goes on, unless it is another's anyway. */
  public void close() {
    Texts texts = kit.texts();
    boolean nothingEnds = shell == null || !session.ours();
    if (nothingEnds && !background.busy()) {
      end();
    } else if (session != null && session.inTrial()) {
      kit.dialogs()
          .choose(
              new Dialogs.Question(
                  texts.get("close.trial"),
                  texts.get("close.trial.text"),
                  texts.get("close.keep"),
                  false),
              texts.get("close.trial.end"),
              stage::hide,
              this::end);
    } else if (preferences.closingTold()) {
      stage.hide();
    } else {
      kit.dialogs()
          .choose(
              new Dialogs.Question(
                  texts.get("close.heading"),
                  texts.get("close.text"),
                  texts.get("close.keep"),
                  false),
              texts.get("close.quit"),
              () -> {
                preferences.closingTold(true);
                stage.hide();
              },
              this::end);
    }
  }

  /** From the tray: the question needs the window. */
  private void askToQuit() {
    comeForward();
    Platform.runLater(this::quit);
  }

  @Override
  public void quit() {
    if (shell == null && session != null) {
      end(); // locked: nothing runs yet
      return;
    }
    Texts texts = kit.texts();
    boolean trial = session != null && session.inTrial();
    String text =
        trial
            ? texts.get("quit.trial.text")
            : background.busy()
                ? texts.get("quit.busy.text")
                : session != null && session.ours()
                    ? texts.get("quit.text")
                    : texts.get("quit.attached.text");
    kit.dialogs()
        .confirm(
            new Dialogs.Question(texts.get("quit.heading"), text, texts.get("quit.yes"), trial),
            this::end);
  }

  /** Ends everything; the node first, so that nothing is cut short. */
  public void end() {
    stage.hide();
    new Thread(this::endNow, "hozon-window-end").start();
  }

  /** Ends the node and the trial; returns when they have ended. From any thread. */
  public void endNow() {
    if (ended.compareAndSet(false, true)) {
      setting.system().tray(null);
      if (session != null) {
        session.end();
      }
      background.close();
      setting.ended().run();
    }
  }
}
