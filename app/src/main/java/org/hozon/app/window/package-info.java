/** Puts the window together: the node behind it, the trial, its one instance, its end. */
package org.hozon.app.window;
