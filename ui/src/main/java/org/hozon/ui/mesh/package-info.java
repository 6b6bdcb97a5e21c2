/** The servers together, as seen from here. */
package org.hozon.ui.mesh;
