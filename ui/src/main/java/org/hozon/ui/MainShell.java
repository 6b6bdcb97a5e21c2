package org.hozon.ui;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import org.hozon.model.Sample;
import org.hozon.ui.chart.CourseModel;
import org.hozon.ui.deposit.DepositsModel;
import org.hozon.ui.deposit.DepositsView;
import org.hozon.ui.live.NodeWatch;
import org.hozon.ui.live.Snapshot;
import org.hozon.ui.look.Parts;
import org.hozon.ui.mesh.MeshModel;
import org.hozon.ui.mesh.MeshView;
import org.hozon.ui.overview.OverviewModel;
import org.hozon.ui.overview.OverviewView;
import org.hozon.ui.provide.LimitsModel;
import org.hozon.ui.provide.ProvideModel;
import org.hozon.ui.provide.ProvideView;
import org.hozon.ui.settings.SettingsView;
import org.hozon.ui.shell.Place;
import org.hozon.ui.shell.Shell;
import org.hozon.ui.text.Texts;
import org.hozon.ui.work.TaskBackground;
import org.kordamp.ikonli.feather.Feather;

/** The shell with its screens, made for one session in one language. */
final class MainShell {
  private final Session session;
  private final Path home;
  private final Kit kit;
  private final SettingsView.Effects effects;
  private final TaskBackground background;
  private final Shell shell;

  MainShell(
      Session session,
      Path home,
      TaskBackground background,
      Kit kit,
      SettingsView.Effects effects) {
    this.session = session;
    this.home = home;
    this.background = background;
    this.kit = kit;
    this.effects = effects;
    shell = new Shell(places(), session.watch().snapshot(), background.shown(), kit.texts());
    if (session.inTrial()) {
      shell.banner(trialBanner());
    }
    shell.banner(awayBanner());
  }

  private List<Place> places() {
    Texts texts = kit.texts();
    NodeWatch watch = session.watch();
    return List.of(
        new Place("overview", texts.get("place.overview"), Feather.HOME, this::overview),
        new Place(
            "deposits",
            texts.get("place.deposits"),
            Feather.LAYERS,
            () ->
                new DepositsView(
                    watch,
                    new DepositsModel(watch, background, kit.dialogs(), texts, kit.figures()),
                    kit)),
        new Place("provide", texts.get("place.provide"), Feather.HARD_DRIVE, this::provide),
        new Place(
            "mesh",
            texts.get("place.mesh"),
            Feather.SHARE_2,
            () -> new MeshView(new MeshModel(watch, texts, kit.figures()), kit)),
        new Place(
            "settings",
            texts.get("place.settings"),
            Feather.SETTINGS,
            () -> new SettingsView(watch, session.gate().keys(), home, kit, effects)));
  }

  private Screen overview() {
    return new OverviewView(
        new OverviewModel(session.watch().snapshot(), kit.texts(), kit.figures(), kit.clock()),
        course(Sample.Kind.DEPOSITED),
        course(Sample.Kind.REPAIRED),
        kit);
  }

  private CourseModel course(Sample.Kind... kinds) {
    return new CourseModel(session.watch(), background, kit.clock(), List.of(kinds));
  }

  private Screen provide() {
    File disk = home.toFile();
    LimitsModel limits =
        new LimitsModel(
            session.watch(), background, kit.dialogs(), kit.texts(), disk::getTotalSpace);
    return new ProvideView(
        new ProvideModel(
            session.watch(),
            background,
            kit.dialogs(),
            kit.texts(),
            kit.figures(),
            () -> disk.getTotalSpace() == 0 ? -1 : disk.getUsableSpace(),
            limits.reserve()),
        limits,
        course(Sample.Kind.OFFERED, Sample.Kind.USED),
        kit);
  }

  private Node trialBanner() {
    Label words = Parts.prose(kit.texts().get("trial.banner"));
    HBox.setHgrow(words, Priority.ALWAYS);
    Button end = Parts.button("trial-end", kit.texts().get("trial.end"), null, effects::quit);
    HBox made = new HBox(Parts.icon(Feather.PLAY_CIRCLE), words, end);
    made.setId("trial-banner");
    made.getStyleClass().add("banner");
    return made;
  }

  /** Shown while the node that was there does not answer, or could not be started. */
  private Node awayBanner() {
    Label words = Parts.prose(kit.texts().get("away.banner"));
    HBox.setHgrow(words, Priority.ALWAYS);
    Button again =
        Parts.button(
            "away-start",
            kit.texts().get("away.start"),
            Feather.PLAY,
            () -> session.open(background));
    HBox made = new HBox(Parts.icon(Feather.ALERT_TRIANGLE), words, again);
    made.setId("away-banner");
    made.getStyleClass().add("banner");
    Runnable decide =
        () ->
            Parts.show(
                made,
                session.failure().get() != null
                    || session.watch().snapshot().get().state() == Snapshot.State.AWAY);
    session.watch().snapshot().addListener((property, before, now) -> decide.run());
    session
        .failure()
        .addListener(
            (property, before, now) -> {
              decide.run();
              if (now != null) {
                kit.dialogs()
                    .trouble(
                        kit.troubles()
                            .of(
                                kit.texts().get("away.failed"),
                                now,
                                kit.texts().get("button.again"),
                                () -> session.open(background)));
              }
            });
    decide.run();
    return made;
  }

  Parent root() {
    return shell.root();
  }

  void go(String id) {
    shell.go(id);
  }

  void keys(Scene scene) {
    shell.keys(scene);
  }

  /** Another shell takes the place of this one. */
  void leave() {
    shell.leave();
  }
}
