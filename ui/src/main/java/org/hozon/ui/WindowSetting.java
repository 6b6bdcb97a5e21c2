package org.hozon.ui;

import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Supplier;
import org.hozon.ui.live.NodeGate;
import org.hozon.ui.live.Trial;
import org.hozon.ui.os.HostSystem;

/**
 * What a window is put into.
 *
 * @param home the home it is for
 * @param gate where its node and account come from
 * @param trials prepares a trial
 * @param system the desktop
 * @param language of the system
 * @param ended called once when the person has quit
 */
public record WindowSetting(
    Path home,
    NodeGate gate,
    Supplier<Trial> trials,
    HostSystem system,
    Locale language,
    Runnable ended) {}
