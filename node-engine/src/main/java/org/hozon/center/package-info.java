/** The center of a mesh: invites, approves and certifies accounts. */
package org.hozon.center;
