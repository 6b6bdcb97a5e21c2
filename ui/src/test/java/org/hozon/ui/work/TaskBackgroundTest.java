package org.hozon.ui.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.hozon.ui.text.Figures;
import org.hozon.ui.text.Texts;
import org.junit.jupiter.api.Test;

/** The work of a window that has ended. */
class TaskBackgroundTest {
  @Test
  void whatAWindowAsksAfterItsEndIsLeftUnasked() {
    Texts texts = Texts.of(Locale.ENGLISH);
    TaskBackground background =
        new TaskBackground(new Courses(texts, new Figures(texts, ZoneOffset.UTC)));
    background.close();
    List<Object> happened = new ArrayList<>();
    background.ask(() -> happened.add("asked"), happened::add, happened::add);
    assertThat(happened).isEmpty();
  }
}
