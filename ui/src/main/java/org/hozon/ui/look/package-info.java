/** How the window looks: themes, typeface, icons and the small parts every screen is made of. */
package org.hozon.ui.look;
