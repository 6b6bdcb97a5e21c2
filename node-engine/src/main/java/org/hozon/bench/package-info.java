/** What this computer can do at best with the work of a deposit: the floor speeds are held to. */
package org.hozon.bench;
