package org.hozon.app.window;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import java.util.logging.Logger;
import javafx.application.Platform;
import javafx.stage.Stage;
import org.hozon.app.trial.Trees;
import org.hozon.model.HozonException;
import org.hozon.ui.HozonWindow;
import org.hozon.ui.WindowSetting;
import org.hozon.ui.os.SingleInstance;
import org.hozon.ui.os.Systems;

/** Runs the window of a home until its user quits. */
public final class WindowProgram {
  private static final String TRIAL = "trial";

  /** What the desktop calls the program; JavaFX would say "java". */
  private static final String NAME = "Hozon";

  /** Held, so that its level stays. */
  private static final Logger JAVAFX = Logger.getLogger("javafx");

  private final Path home;
  private final Map<String, String> environment;

  public WindowProgram(Path home, Map<String, String> environment) {
    this.home = home;
    this.environment = environment;
  }

  /**
   * Opens the window and returns when it has ended, or when the one that was there came forward.
   *
   * @param hidden true when it starts in the background, with the session
   * @param log starts the log of the home, once it is sure that this is its window
   * @return false when there was one already
   * @throws HozonException of kind FAILED when there is no display or the home cannot be written
   */
  public boolean run(boolean hidden, Runnable log) {
    if (!Display.present(environment, System.getProperty("os.name"))) {
      throw noDisplay(null);
    }
    Optional<SingleInstance> claimed = SingleInstance.claim(home);
    if (claimed.isEmpty()) {
      if (!SingleInstance.knock(home)) {
        throw new HozonException(
            HozonException.Kind.FAILED,
            "The window of "
                + home
                + " is open already but does not answer; end its process and"
                + " start again.");
      }
      return false;
    }
    try (SingleInstance only = claimed.get()) {
      log.run();
      show(only, hidden);
    }
    return true;
  }

  private void show(SingleInstance only, boolean hidden) {
    Trees.delete(home.resolve(TRIAL)); // left by a trial that could not end itself
    CountDownLatch ended = new CountDownLatch(1);
    CompletableFuture<HozonWindow> window = new CompletableFuture<>();
    startToolkit(
        () -> {
          Platform.setImplicitExit(false);
          com.sun.glass.ui.Application.GetApplication().setName(NAME);
          HozonWindow made = new HozonWindow(new Stage(), setting(ended));
          if (hidden) {
            made.begin();
          } else {
            made.show(StartTime::note);
          }
          window.complete(made);
        });
    only.whenAsked(
        () -> {
          var unused = window.thenAccept(HozonWindow::comeForward);
        });
    Thread toldToGo =
        new Thread(
            () -> {
              var unused = window.thenAccept(HozonWindow::endNow);
            },
            "hozon-told-to-go");
    Runtime.getRuntime().addShutdownHook(toldToGo);
    try {
      ended.await();
    } catch (InterruptedException goOn) {
      Thread.currentThread().interrupt();
    }
    Platform.exit();
  }

  private WindowSetting setting(CountDownLatch ended) {
    return new WindowSetting(
        home,
        new HomeGate(home),
        () -> new ProcessTrial(home.resolve(TRIAL)),
        Systems.here(
            System.getProperty("os.name"),
            environment,
            Path.of(System.getProperty("user.home")),
            command()),
        Locale.getDefault(),
        ended::countDown);
  }

  /** How the session starts Hozon: by the launcher that started it, when it said where it is. */
  private List<String> command() {
    String launcher = System.getProperty("hozon.launcher", "");
    return launcher.isEmpty()
        ? List.of()
        : List.of(launcher, "--home", home.toString(), "gui", "--hidden");
  }

  private static void startToolkit(Runnable then) {
    CompletableFuture<Void> started = new CompletableFuture<>();
    JAVAFX.setLevel(Level.SEVERE); // it warns of being on the class path, which is as we want it
    try {
      Platform.startup(
          () -> {
            try {
              then.run();
              started.complete(null);
            } catch (RuntimeException | Error failed) {
              started.completeExceptionally(failed);
            }
          });
    } catch (UnsupportedOperationException | UnsatisfiedLinkError noDisplay) {
      throw noDisplay(noDisplay);
    }
    started.join();
  }

  private static HozonException noDisplay(Throwable cause) {
    return new HozonException(
        HozonException.Kind.FAILED,
        "There is no display to open the window on; 'hozon --help' lists the commands that need"
            + " none, 'hozon demo' shows them at work.",
        cause);
  }
}
