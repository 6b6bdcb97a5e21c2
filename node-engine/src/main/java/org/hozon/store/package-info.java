/** Floor 3: this node's disk: the home's lock, pack files, and the SQLite database. */
package org.hozon.store;
