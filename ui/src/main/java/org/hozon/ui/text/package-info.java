/** Words and figures of the window in the language of its user. */
package org.hozon.ui.text;
