/** The guard as an event-driven state machine: no threads, sockets, disk or clock in here. */
package org.hozon.guard.machine;
