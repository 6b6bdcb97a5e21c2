package org.hozon.ui;

import java.time.Clock;
import org.hozon.ui.look.Look;
import org.hozon.ui.os.HostSystem;
import org.hozon.ui.settings.Preferences;
import org.hozon.ui.talk.Dialogs;
import org.hozon.ui.talk.Sheets;
import org.hozon.ui.talk.Troubles;
import org.hozon.ui.text.Figures;
import org.hozon.ui.text.Texts;
import org.hozon.ui.work.Background;
import org.hozon.ui.work.Courses;

/** What every screen is given to work with. */
public record Kit(
    Texts texts,
    Figures figures,
    Courses courses,
    Background background,
    Dialogs dialogs,
    Sheets sheets,
    Troubles troubles,
    HostSystem system,
    Look look,
    Preferences preferences,
    Clock clock) {}
