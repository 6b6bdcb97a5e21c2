/** What the window asks of the system it runs on; "not supported" is a normal answer. */
package org.hozon.ui.os;
