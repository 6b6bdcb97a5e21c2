/** Work that takes time, away from the thread that draws. */
package org.hozon.ui.work;
