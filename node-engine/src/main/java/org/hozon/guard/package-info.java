/** Floor 5, the holder's side: mutual watch, election, repair, trim; runs the machine live. */
package org.hozon.guard;
