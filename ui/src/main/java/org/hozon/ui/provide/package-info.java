/** The disk this node lends. */
package org.hozon.ui.provide;
