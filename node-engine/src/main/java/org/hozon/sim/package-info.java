/**
 * The simulated universe: the guard machines and rules of live nodes in virtual time, up to
 * thousands of them, with their disks, their network and everything that may go wrong, all of it
 * from one seed.
 *
 * <p>{@link org.hozon.sim.Simulation} lives many universes and counts. A {@code UniversePlan} says
 * what one universe is and what happens in it; a {@code Universe} lives it; {@code Truth} knows
 * what really is on the disks, and {@code Invariants} and {@code Inspector} hold the machines to
 * it; the {@code Shrinker} makes a universe that broke as small as it can be while it still breaks.
 * {@link org.hozon.sim.Break} names rules that can be broken on purpose, to show that a universe
 * notices.
 */
package org.hozon.sim;
