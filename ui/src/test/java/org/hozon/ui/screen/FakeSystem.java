package org.hozon.ui.screen;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.hozon.ui.os.HostSystem;
import org.hozon.ui.os.TrayMenu;

/** A desktop a test sets. */
public final class FakeSystem implements HostSystem {
  public final List<String> notices = Collections.synchronizedList(new ArrayList<>());
  public volatile boolean dark;
  public volatile boolean autostart;
  public volatile Path revealed;
  public volatile TrayMenu tray;

  @Override
  public boolean dark() {
    return dark;
  }

  @Override
  public boolean reveal(Path path) {
    revealed = path;
    return true;
  }

  @Override
  public boolean notice(String heading, String text) {
    notices.add(heading);
    return true;
  }

  @Override
  public void tray(TrayMenu menu) {
    tray = menu;
  }

  @Override
  public boolean canAutostart() {
    return true;
  }

  @Override
  public boolean autostart() {
    return autostart;
  }

  @Override
  public void autostart(boolean on) {
    autostart = on;
  }
}
