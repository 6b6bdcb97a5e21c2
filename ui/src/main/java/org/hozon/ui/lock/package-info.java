/** Asks for the passphrase of a home whose keys are locked. */
package org.hozon.ui.lock;
