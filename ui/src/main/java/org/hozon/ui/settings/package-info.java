/** What the window's user may set. */
package org.hozon.ui.settings;
