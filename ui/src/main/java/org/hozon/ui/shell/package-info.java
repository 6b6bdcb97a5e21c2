/** The frame around the screens: navigation, the node's state, tasks, banners. */
package org.hozon.ui.shell;
