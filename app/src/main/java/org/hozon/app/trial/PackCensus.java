package org.hozon.app.trial;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.hozon.model.Hex;

/**
 * The packs that stand on the disks of some homes, each file's SHA-256 computed and compared with
 * its name: it asks no node.
 *
 * @param holders for each pack the names of the homes with a right copy
 * @param sizes bytes of each pack
 * @param damaged files whose bytes are not what their name says
 */
public record PackCensus(
    Map<String, Set<String>> holders, Map<String, Long> sizes, List<Path> damaged) {
  private static final String SUFFIX = ".pack";

  /** Counts the packs of homes, given by name. */
  public static PackCensus of(Map<String, Path> homes) {
    PackCensus census = new PackCensus(new TreeMap<>(), new TreeMap<>(), new ArrayList<>());
    homes.forEach(census::count);
    return census;
  }

  /** Which packs have files on which homes, by their names alone: cheap enough to ask again. */
  public static Map<String, Set<String>> namesOnly(Map<String, Path> homes) {
    Map<String, Set<String>> found = new TreeMap<>();
    homes.forEach(
        (name, home) ->
            files(home)
                .forEach(
                    file -> found.computeIfAbsent(pack(file), none -> new TreeSet<>()).add(name)));
    return found;
  }

  /** Right copies in all. */
  public int copies() {
    return holders.values().stream().mapToInt(Set::size).sum();
  }

  private void count(String name, Path home) {
    files(home).forEach(file -> check(name, file));
  }

  private static List<Path> files(Path home) {
    List<Path> found = new ArrayList<>();
    Trees.visitFiles(home.resolve("packs"), found::add);
    return found.stream().filter(file -> file.toString().endsWith(SUFFIX)).toList();
  }

  private static String pack(Path file) {
    String said = file.getFileName().toString();
    return said.substring(0, said.length() - SUFFIX.length());
  }

  private void check(String name, Path file) {
    String pack = pack(file);
    try {
      if (sha256(file).equals(pack)) {
        holders.computeIfAbsent(pack, none -> new TreeSet<>()).add(name);
        sizes.put(pack, Files.size(file));
      } else {
        damaged.add(file);
      }
    } catch (NoSuchFileException movedOn) {
      return; // a running node has just dropped a surplus copy: it is not there
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** SHA-256 of a file as hex digits. */
  public static String sha256(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      DigestInputStream digesting = new DigestInputStream(in, MessageDigest.getInstance("SHA-256"));
      digesting.transferTo(OutputStream.nullOutputStream());
      return Hex.of(digesting.getMessageDigest().digest());
    } catch (NoSuchAlgorithmException everyJavaHasIt) {
      throw new IllegalStateException(everyJavaHasIt);
    }
  }
}
