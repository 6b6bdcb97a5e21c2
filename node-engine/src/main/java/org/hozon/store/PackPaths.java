package org.hozon.store;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.hozon.model.PackId;

/** Where each pack stands: {@code packs/ab/cd/<sha256>.pack}, its leaf folder by its name. */
final class PackPaths {
  /** Leaf folders in all: two hex digits, twice. */
  static final int LEAVES = 1 << 16;

  private static final String PACK = ".pack";
  private static final String PART = ".part";
  private static final String DAMAGED = ".damaged";

  private static final String PLACING = ".placing";

  private final Path packs;
  private final Path tmp;
  private final Path trash;

  PackPaths(Path packs, Path tmp, Path trash) {
    this.packs = packs;
    this.tmp = tmp;
    this.trash = trash;
  }

  Path root() {
    return packs;
  }

  Path tmp() {
    return tmp;
  }

  /** The pack's leaf folder as a number from 0 to {@link #LEAVES} - 1. */
  static int leaf(PackId pack) {
    return Integer.parseInt(pack.hex(), 0, 4, 16);
  }

  Path folder(PackId pack) {
    return packs.resolve(pack.hex().substring(0, 2)).resolve(pack.hex().substring(2, 4));
  }

  Path file(PackId pack) {
    return folder(pack).resolve(pack.hex() + PACK);
  }

  /** What has come so far of a pack on its way in. */
  Path part(PackId pack) {
    return tmp.resolve(pack.hex() + PART);
  }

  /** Says that a pack may be in place without being recorded. */
  Path placing(PackId pack) {
    return tmp.resolve(pack.hex() + PLACING);
  }

  /** The pack such a mark is of; empty for other files. */
  static Optional<PackId> packOfPlacing(Path file) {
    return named(file, PLACING);
  }

  Path trashed(PackId pack) {
    return trash.resolve(pack.hex() + PACK);
  }

  Path trash() {
    return trash;
  }

  /** The pack a file in {@code trash/} is; empty for what is not one. */
  static Optional<PackId> packOfTrash(Path file) {
    return named(file, PACK);
  }

  /** Where a file stands that has the pack's name and not its bytes. */
  Path aside(PackId pack) {
    return aside().resolve(pack.hex() + DAMAGED);
  }

  Path aside() {
    return packs.resolveSibling("damaged");
  }

  /** The pack a file in {@code damaged/} was to be; empty for what was not. */
  static Optional<PackId> packOfAside(Path file) {
    return named(file, DAMAGED);
  }

  /** The pack a file in {@code tmp/} is a part of; empty for what is not a part. */
  static Optional<PackId> packOfPart(Path file) {
    return named(file, PART);
  }

  /** Walks over all pack files, with their sizes; files that are not packs are passed over. */
  void forEachFile(BiConsumer<PackId, Long> visitor) throws IOException {
    Files.walkFileTree(
        packs,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            named(file, PACK)
                .filter(pack -> attributes.isRegularFile() && file.equals(file(pack)))
                .ifPresent(pack -> visitor.accept(pack, attributes.size()));
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private static Optional<PackId> named(Path file, String suffix) {
    String name = file.getFileName().toString();
    if (!name.endsWith(suffix)) {
      return Optional.empty();
    }
    try {
      return Optional.of(new PackId(name.substring(0, name.length() - suffix.length())));
    } catch (IllegalArgumentException notOurs) {
      return Optional.empty();
    }
  }
}
