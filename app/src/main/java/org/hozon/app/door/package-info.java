/** Where commands get nodes and accounts from. */
package org.hozon.app.door;
