/**
 * Floor 4: embedded Ignite: membership, failure events, shared maps, rejoin. Ignite stays in here.
 */
package org.hozon.mesh;
