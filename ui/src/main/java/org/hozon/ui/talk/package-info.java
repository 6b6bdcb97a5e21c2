/** What the window says to its user and asks of them. */
package org.hozon.ui.talk;
