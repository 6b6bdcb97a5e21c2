/** The program: main, command line, demo. */
package org.hozon.app;
