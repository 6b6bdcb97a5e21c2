/** JavaFX screens. No Ignite in here: they know HozonNode and the model. */
package org.hozon.ui;
