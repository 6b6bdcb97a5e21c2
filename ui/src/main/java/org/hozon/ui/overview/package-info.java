/** The first screen: are my files safe, and what happens. */
package org.hozon.ui.overview;
