/** The first start: what to do, which mesh, the recovery phrase. */
package org.hozon.ui.start;
