/** Courses of figures over time, drawn in the window's colours. */
package org.hozon.ui.chart;
