/**
 * A simulated universe in virtual time: many guard machines, their disks and the network between
 * them, everything drawn from one seed.
 */
package org.hozon.sim;
