/** The window: no screen is in here yet. It may know HozonNode and the model, never Ignite. */
package org.hozon.ui;
