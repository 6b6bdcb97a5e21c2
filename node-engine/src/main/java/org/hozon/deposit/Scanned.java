package org.hozon.deposit;

import java.nio.file.Path;

/**
 * An entry met by the walk.
 *
 * @param path relative to the deposit, forward slashes
 * @param raw bytes of its last name when the text is lossy, else null
 * @param file where it stands
 * @param stamp what the system says of it
 */
record Scanned(String path, byte[] raw, Path file, FileStamp stamp) {}
