/** The window of Hozon. It knows HozonNode and the model, nothing else of the engine. */
package org.hozon.ui;
