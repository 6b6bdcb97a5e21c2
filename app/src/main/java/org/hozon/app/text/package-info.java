/** Figures, tables and progress as people read them. */
package org.hozon.app.text;
