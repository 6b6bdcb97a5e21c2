package org.hozon.ui.screen;

import com.sun.javafx.tk.TKClipboard;
import java.io.File;
import java.lang.reflect.Constructor;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import javafx.event.Event;
import javafx.event.EventType;
import javafx.scene.Node;
import javafx.scene.input.DataFormat;
import javafx.scene.input.DragEvent;
import javafx.scene.input.Dragboard;
import javafx.scene.input.TransferMode;

/** Files dragged from outside onto a part of the window: the events the system sends for it. */
public final class FileDrag {
  private final Dragboard board;
  private final Node target;

  public FileDrag(Node target, List<Path> files) {
    this.target = target;
    List<File> plain = files.stream().map(Path::toFile).toList();
    TKClipboard clipboard =
        (TKClipboard)
            Proxy.newProxyInstance(
                TKClipboard.class.getClassLoader(),
                new Class<?>[] {TKClipboard.class},
                (proxy, method, arguments) ->
                    switch (method.getName()) {
                      case "hasContent" -> arguments[0] == DataFormat.FILES;
                      case "getContent" -> arguments[0] == DataFormat.FILES ? plain : null;
                      case "getContentTypes" -> Set.of(DataFormat.FILES);
                      case "getTransferModes" -> Set.of(TransferMode.COPY);
                      default -> method.getReturnType() == boolean.class ? Boolean.TRUE : null;
                    });
    Dragboard[] made = new Dragboard[1];
    Stand.onScreen(() -> made[0] = dragboard(clipboard));
    board = made[0];
  }

  private static Dragboard dragboard(TKClipboard clipboard) {
    try {
      Constructor<Dragboard> maker = Dragboard.class.getDeclaredConstructor(TKClipboard.class);
      maker.setAccessible(true);
      return maker.newInstance(clipboard);
    } catch (ReflectiveOperationException changed) {
      throw new IllegalStateException("JavaFX has changed its dragboard", changed);
    }
  }

  /** The files come over the part. */
  public DragEvent over() {
    fire(DragEvent.DRAG_ENTERED);
    return fire(DragEvent.DRAG_OVER);
  }

  /** They are let go. */
  public DragEvent drop() {
    DragEvent dropped = fire(DragEvent.DRAG_DROPPED);
    fire(DragEvent.DRAG_EXITED);
    return dropped;
  }

  private DragEvent fire(EventType<DragEvent> type) {
    DragEvent event =
        new DragEvent(
                null, target, type, board, 10, 10, 10, 10, TransferMode.COPY, null, target, null)
            .copyFor(target, target, type);
    Stand.onScreen(() -> Event.fireEvent(target, event));
    return event;
  }
}
