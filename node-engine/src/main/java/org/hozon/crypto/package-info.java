/** Floor 2: the recovery phrase, keys, sealing, the pack format, signatures. */
package org.hozon.crypto;
