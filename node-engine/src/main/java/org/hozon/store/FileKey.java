package org.hozon.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;

/**
 * Tells a file from another that takes its name later.
 *
 * @param key the file system's own; null where it has none
 */
record FileKey(Object key, FileTime modified, long size) {
  static FileKey of(Path file) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
    return new FileKey(attributes.fileKey(), attributes.lastModifiedTime(), attributes.size());
  }
}
