/** What each step on a byte's way costs; run by hand, see the root README. */
package org.hozon.jmh;
