package org.hozon.ui.shell;

import java.util.function.Supplier;
import org.hozon.ui.Screen;
import org.kordamp.ikonli.feather.Feather;

/**
 * A screen one can go to.
 *
 * @param id looked up by
 * @param name in words, without a mnemonic
 * @param icon beside the name
 * @param screen makes it when it is first gone to
 */
public record Place(String id, String name, Feather icon, Supplier<Screen> screen) {}
