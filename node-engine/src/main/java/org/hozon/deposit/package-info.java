/** Floor 5, the depositor's side: chunk, seal, place, send, versions, catalogue, restore. */
package org.hozon.deposit;
