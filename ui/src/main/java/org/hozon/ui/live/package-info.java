/** The node behind the window: where it comes from and how it is now. */
package org.hozon.ui.live;
