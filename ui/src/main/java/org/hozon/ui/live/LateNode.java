package org.hozon.ui.live;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicReference;
import org.hozon.model.HozonException;
import org.hozon.node.HozonNode;

/**
 * Stands for a node that starts later, or is exchanged for another: screens keep hold of this one.
 * Until there is one, its calls throw {@link HozonException} of kind NO_NODE.
 */
public final class LateNode {
  private final AtomicReference<HozonNode> target = new AtomicReference<>();
  private final String notYet;
  private final HozonNode face;

  /**
   * @param notYet what the calls say while there is none
   */
  public LateNode(String notYet) {
    this.notYet = notYet;
    face =
        (HozonNode)
            Proxy.newProxyInstance(
                HozonNode.class.getClassLoader(),
                new Class<?>[] {HozonNode.class},
                (proxy, method, arguments) -> {
                  if (method.getDeclaringClass() == Object.class) {
                    return method.invoke(this, arguments);
                  }
                  try {
                    return method.invoke(present(), arguments);
                  } catch (InvocationTargetException thrown) {
                    throw thrown.getCause();
                  }
                });
  }

  private HozonNode present() {
    HozonNode present = target.get();
    if (present == null) {
      throw new HozonException(HozonException.Kind.NO_NODE, notYet);
    }
    return present;
  }

  /** What the screens use. */
  public HozonNode face() {
    return face;
  }

  /** From now on the calls go to this node. */
  public void become(HozonNode node) {
    target.set(node);
  }
}
