package org.hozon.ui.settings;

import atlantafx.base.controls.ToggleSwitch;
import atlantafx.base.theme.Styles;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import org.hozon.ui.Kit;
import org.hozon.ui.Screen;
import org.hozon.ui.live.KeyGate;
import org.hozon.ui.live.NodeWatch;
import org.hozon.ui.live.Snapshot;
import org.hozon.ui.look.Parts;
import org.hozon.ui.text.Figures;
import org.hozon.ui.text.Texts;
import org.kordamp.ikonli.feather.Feather;

/** Shows what can be set. */
public final class SettingsView implements Screen {
  /** What the settings change beyond what they remember themselves. */
  public interface Effects {
    /** Takes up the theme that was chosen. */
    void themeChanged();

    /** Takes up the language that was chosen. */
    void languageChanged();

    /** Ends Hozon, after asking where something is lost by it. */
    void quit();
  }

  private final Kit kit;
  private final Texts texts;
  private final Effects effects;
  private final AwayModel away;
  private final CenterModel center;
  private final CertificateModel certificate;
  private final PassphraseModel passphrase;
  private final ScrollPane view;

  public SettingsView(NodeWatch watch, KeyGate keys, Path home, Kit kit, Effects effects) {
    this.kit = kit;
    this.texts = kit.texts();
    this.effects = effects;
    away = new AwayModel(watch, kit.background(), kit.dialogs(), texts, kit.figures());
    center = new CenterModel(watch, kit.background(), kit.dialogs(), texts, kit.figures());
    certificate =
        new CertificateModel(watch, kit.background(), kit.dialogs(), texts, kit.figures());
    passphrase = new PassphraseModel(keys, kit.background(), kit.dialogs(), texts);
    view =
        Parts.page(
            new VBox(
                appearance(),
                identity(watch),
                new CertificateCard(certificate, kit).view(),
                PassphraseCard.of(passphrase, kit.sheets(), texts),
                new CenterCard(center, kit).view(),
                AwayCard.of(away, texts),
                starting(),
                folders(home),
                ending()));
    view.setId("settings");
  }

  private Node appearance() {
    ComboBox<Preferences.Theme> theme =
        choice(
            "settings-theme",
            List.of(Preferences.Theme.values()),
            kit.preferences().theme(),
            this::name,
            chosen -> {
              kit.preferences().theme(chosen);
              effects.themeChanged();
            });
    ComboBox<String> language =
        choice(
            "settings-language",
            List.of("", "en", "ja"),
            kit.preferences().language(),
            this::language,
            chosen -> {
              kit.preferences().language(chosen);
              effects.languageChanged();
            });
    GridPane form = Form.grid();
    form.addRow(0, Parts.labelFor(texts.get("settings.theme"), theme), theme);
    form.addRow(1, Parts.labelFor(texts.get("settings.language"), language), language);
    return Parts.card(texts.get("settings.appearance"), form);
  }

  private String name(Preferences.Theme theme) {
    return switch (theme) {
      case SYSTEM -> texts.get("settings.theme.system");
      case LIGHT -> texts.get("settings.theme.light");
      case DARK -> texts.get("settings.theme.dark");
    };
  }

  /** Languages are named in themselves. */
  private String language(String tag) {
    Locale locale = Locale.forLanguageTag(tag);
    return tag.isEmpty()
        ? texts.get("settings.language.system")
        : locale.getDisplayLanguage(locale);
  }

  private Node identity(NodeWatch watch) {
    TextField account = Form.readOnly("settings-account", texts.get("settings.account"));
    TextField node = Form.readOnly("settings-node", texts.get("settings.node"));
    Consumer<Snapshot> show =
        seen -> {
          boolean known = seen.status() != null;
          account.setText(known ? seen.status().account().value() : Figures.UNKNOWN);
          node.setText(
              known ? seen.status().name() + "  " + seen.status().node() : Figures.UNKNOWN);
        };
    watch.snapshot().addListener((property, before, now) -> show.accept(now));
    show.accept(watch.snapshot().get());
    GridPane form = Form.grid();
    form.addRow(0, Parts.labelFor(texts.get("settings.account"), account), account);
    form.addRow(1, Parts.labelFor(texts.get("settings.node"), node), node);
    return Parts.card(
        texts.get("settings.identity"),
        form,
        Parts.prose(texts.get("settings.identity.text"), Styles.TEXT_MUTED));
  }

  private Node starting() {
    ToggleSwitch start = new ToggleSwitch(texts.get("settings.autostart"));
    start.setId("settings-autostart");
    start.setDisable(true);
    VBox card = Parts.card(texts.get("settings.starting"), start);
    kit.background()
        .ask(
            () ->
                Map.of(
                    "can", kit.system().canAutostart(),
                    "does", kit.system().autostart()),
            answer -> {
              Parts.show(card, answer.get("can"));
              start.setSelected(answer.get("does"));
              start.setUserData(answer.get("does"));
              start.setDisable(false);
              start
                  .selectedProperty()
                  .addListener(
                      (property, before, now) -> {
                        if (!now.equals(start.getUserData())) {
                          autostart(start, now);
                        }
                      });
            },
            unknown -> Parts.show(card, false));
    return card;
  }

  private void autostart(ToggleSwitch start, boolean on) {
    kit.background()
        .ask(
            () -> {
              kit.system().autostart(on);
              return on;
            },
            start::setUserData,
            failure -> {
              start.setSelected(!on);
              kit.dialogs()
                  .trouble(kit.troubles().of(texts.get("settings.autostart.failed"), failure));
            });
  }

  private Node folders(Path home) {
    TextField place = Form.readOnly("settings-home", texts.get("settings.home"));
    place.setText(home.toString());
    Button open =
        Parts.button(
            "settings-home-open",
            texts.get("settings.home.open"),
            Feather.FOLDER,
            () -> reveal(home));
    Button logs =
        Parts.button(
            "settings-logs-open",
            texts.get("settings.logs.open"),
            Feather.FILE_TEXT,
            () -> reveal(home.resolve("logs")));
    GridPane form = Form.grid();
    form.addRow(0, Parts.labelFor(texts.get("settings.home"), place), place);
    return Parts.card(
        texts.get("settings.folders"),
        form,
        Parts.row(open, logs),
        Parts.prose(texts.get("settings.folders.text"), Styles.TEXT_MUTED));
  }

  private void reveal(Path folder) {
    kit.background()
        .ask(
            () -> kit.system().reveal(folder),
            shown -> {
              if (!shown) {
                kit.dialogs().tell(texts.get("settings.reveal.not"), folder.toString());
              }
            },
            failure ->
                kit.dialogs()
                    .trouble(kit.troubles().of(texts.get("settings.reveal.not"), failure)));
  }

  private Node ending() {
    Button quit =
        Parts.button("settings-quit", texts.get("settings.quit"), Feather.POWER, effects::quit);
    return Parts.card(
        texts.get("settings.ending"),
        Parts.prose(texts.get("settings.ending.text"), Styles.TEXT_MUTED),
        Parts.row(quit));
  }

  private static <T> ComboBox<T> choice(
      String id, List<T> all, T present, Function<T, String> name, Consumer<T> then) {
    ComboBox<T> made = new ComboBox<>();
    made.setId(id);
    made.getItems().setAll(all);
    made.setValue(present);
    made.setPrefWidth(220);
    made.setConverter(
        new StringConverter<>() {
          @Override
          public String toString(T value) {
            return value == null ? "" : name.apply(value);
          }

          @Override
          public T fromString(String text) {
            return null;
          }
        });
    made.valueProperty().addListener((property, before, now) -> then.accept(now));
    return made;
  }

  @Override
  public void entered() {
    away.load();
    center.load();
    certificate.load();
    passphrase.load();
  }

  @Override
  public Node view() {
    return view;
  }
}
