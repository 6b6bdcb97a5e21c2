package org.hozon.ui.os;

import java.awt.AWTError;
import java.awt.AWTException;
import java.awt.EventQueue;
import java.awt.GraphicsEnvironment;
import java.awt.MenuItem;
import java.awt.PopupMenu;
import java.awt.SystemTray;
import java.awt.TrayIcon;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The item in the desktop's tray. Some desktops have none and some only pretend to: nothing waits
 * for it, and nothing depends on it.
 */
final class Tray {
  private static final Logger LOG = LoggerFactory.getLogger(Tray.class);

  private TrayMenu wanted;
  private TrayIcon shown;
  private boolean starting;
  private boolean none;

  /** Shows a menu from now on; null takes the item away. Returns at once. */
  synchronized void show(TrayMenu menu) {
    wanted = menu;
    if (none || starting || (menu == null && shown == null)) {
      return;
    }
    starting = true;
    Thread thread = new Thread(this::start, "hozon-tray");
    thread.setDaemon(true);
    thread.start();
  }

  /** The first touch of AWT may take long or never end: on a thread that nobody waits for. */
  private void start() {
    try {
      if (GraphicsEnvironment.isHeadless() || !SystemTray.isSupported()) {
        none();
        return;
      }
      EventQueue.invokeLater(this::update);
    } catch (AWTError | UnsatisfiedLinkError | NoClassDefFoundError noDesktop) {
      LOG.debug("There is no tray", noDesktop);
      none();
    }
  }

  private synchronized void none() {
    none = true;
  }

  private synchronized void update() {
    starting = false;
    try {
      SystemTray tray = SystemTray.getSystemTray();
      if (wanted == null) {
        tray.remove(shown);
        shown = null;
        return;
      }
      if (shown == null) {
        shown = new TrayIcon(wanted.icon());
        shown.setImageAutoSize(true);
        shown.addActionListener(chosen -> first());
        tray.add(shown);
      }
      shown.setToolTip(wanted.name() + " · " + wanted.state());
      shown.setPopupMenu(popup(wanted));
    } catch (AWTException | UnsupportedOperationException gone) {
      LOG.debug("The tray has gone", gone);
      shown = null;
      none = true;
    }
  }

  private void first() {
    TrayMenu now;
    synchronized (this) {
      now = wanted;
    }
    if (now != null) {
      now.entries().get(0).action().run();
    }
  }

  private static PopupMenu popup(TrayMenu menu) {
    PopupMenu popup = new PopupMenu();
    MenuItem state = new MenuItem(menu.state());
    state.setEnabled(false);
    popup.add(state);
    popup.addSeparator();
    for (TrayMenu.Entry entry : menu.entries()) {
      MenuItem item = new MenuItem(entry.words());
      item.addActionListener(chosen -> entry.action().run());
      popup.add(item);
    }
    return popup;
  }
}
