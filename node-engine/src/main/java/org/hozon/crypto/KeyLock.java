package org.hozon.crypto;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;
import org.hozon.model.Hex;
import org.hozon.model.HozonException;

/**
 * The passphrase that may lock the key files of a home: who takes the disk then has no keys.
 *
 * <p>A random key seals the files (AES-256-GCM); {@code keys/lock} keeps that key sealed under
 * another one that Argon2id (RFC 9106) makes of the passphrase. The file has five lines: {@value
 * #VERSION}, the memory in KiB, the passes, the salt and the sealed key in hex. Once opened, a lock
 * stays open in this process: a node works unattended.
 */
public final class KeyLock {
  static final String FILE = "lock";

  /** Files that it locks; all others in the folder are no secrets. */
  static final List<String> LOCKED = List.of(AccountVault.FILE, NodeKeys.FILE, Authority.FILE);

  private static final String VERSION = "hozon-key-lock-1";
  private static final String SEALED = "hozon-locked-1\n";

  /** RFC 9106 §4, second recommended option. */
  private static final int MEMORY_KIB = 64 << 10;

  private static final int PASSES = 3;
  private static final int MOST_MEMORY_KIB = 1 << 20;
  private static final int MOST_PASSES = 100;
  private static final int KEY_BYTES = 32;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private static final Map<Path, SecretKeySpec> OPEN = new ConcurrentHashMap<>();

  private final Path folder;
  private final Path file;

  private KeyLock(Path folder) {
    this.folder = folder;
    this.file = folder.resolve(FILE);
  }

  /** The lock of a home's {@code keys} folder, whether there is one or not. */
  public static KeyLock of(Path keysFolder) {
    return new KeyLock(keysFolder.toAbsolutePath().normalize());
  }

  /** True when the keys are under a passphrase. */
  public boolean exists() {
    return Files.exists(file);
  }

  /** True when there is a lock that nobody opened in this process yet. */
  public boolean closed() {
    return exists() && !OPEN.containsKey(folder);
  }

  /**
   * Opens the lock for this process.
   *
   * @param passphrase wiped afterwards
   * @throws HozonException of kind USAGE when it is not the right one, DAMAGED when the lock's file
   *     is not as it was written
   */
  public void open(char[] passphrase) {
    try {
      read(passphrase);
    } finally {
      Arrays.fill(passphrase, '\0');
    }
  }

  private void read(char[] passphrase) {
    List<String> lines = new SecretFile(file).read().orElse("").lines().toList();
    byte[] key;
    try {
      if (lines.size() != 5 || !lines.get(0).equals(VERSION)) {
        throw damaged(null);
      }
      int memory = Integer.parseInt(lines.get(1));
      int passes = Integer.parseInt(lines.get(2));
      if (memory < 8 || memory > MOST_MEMORY_KIB || passes < 1 || passes > MOST_PASSES) {
        throw damaged(null);
      }
      SecretKeySpec wrapping = derive(passphrase, Hex.bytes(lines.get(3)), memory, passes);
      key = run(Cipher.DECRYPT_MODE, wrapping, VERSION, Hex.bytes(lines.get(4)));
    } catch (GeneralSecurityException wrong) {
      throw new HozonException(
          HozonException.Kind.USAGE,
          "That is not the passphrase of this home's keys; nothing was changed. Without it, the 24"
              + " words bring the account back on another home.",
          wrong);
    } catch (IllegalArgumentException malformed) {
      throw damaged(malformed);
    }
    OPEN.put(folder, new SecretKeySpec(key, "AES"));
    Arrays.fill(key, (byte) 0);
  }

  private HozonException damaged(Exception cause) {
    return new HozonException(
        HozonException.Kind.DAMAGED,
        "The file "
            + file
            + " is damaged, so this home's keys cannot be unlocked; nothing deposited is lost: the"
            + " 24 words bring the account back on another home.",
        cause);
  }

  /**
   * Puts the keys under a passphrase, or under another one when the lock is open.
   *
   * @param passphrase wiped afterwards
   * @throws HozonException of kind FAILED when it is closed, or the disk refuses
   */
  public void set(char[] passphrase) {
    try {
      write(passphrase);
    } finally {
      Arrays.fill(passphrase, '\0');
    }
  }

  private void write(char[] passphrase) {
    requireNotClosed();
    boolean first = !exists();
    byte[] salt = random(16);
    byte[] key = first ? random(KEY_BYTES) : OPEN.get(folder).getEncoded();
    try {
      SecretKeySpec wrapping = derive(passphrase, salt, MEMORY_KIB, PASSES);
      byte[] wrapped = run(Cipher.ENCRYPT_MODE, wrapping, VERSION, key);
      new SecretFile(file)
          .write(
              String.join(
                  "\n",
                  VERSION,
                  Integer.toString(MEMORY_KIB),
                  Integer.toString(PASSES),
                  Hex.of(salt),
                  Hex.of(wrapped),
                  ""));
    } catch (GeneralSecurityException everyJdkHasIt) {
      throw new IllegalStateException("locking failed", everyJdkHasIt);
    }
    OPEN.put(folder, new SecretKeySpec(key, "AES"));
    Arrays.fill(key, (byte) 0);
    if (first) {
      rewrite();
    }
  }

  /**
   * Takes the passphrase away: the keys are owner-only files again.
   *
   * @throws HozonException of kind FAILED when the lock is closed, or the disk refuses
   */
  public void remove() {
    requireNotClosed();
    SecretKeySpec key = OPEN.get(folder);
    if (key == null) {
      return;
    }
    for (String name : LOCKED) {
      SecretFile secret = new SecretFile(folder.resolve(name));
      secret.read().map(text -> unlocked(folder.resolve(name), text)).ifPresent(secret::write);
    }
    new SecretFile(file).remove();
    OPEN.remove(folder);
  }

  /**
   * Does something that needs the present passphrase, whether the lock is open in this process or
   * not; where it was not, it is not afterwards either.
   *
   * @param passphrase wiped afterwards
   * @throws HozonException as {@link #open} does
   */
  public void with(char[] passphrase, Runnable work) {
    boolean wasClosed = closed();
    open(passphrase);
    try {
      work.run();
    } finally {
      if (wasClosed) {
        OPEN.remove(folder);
      }
    }
  }

  private void rewrite() {
    for (String name : LOCKED) {
      SecretFile secret = SecretFile.lockable(folder.resolve(name));
      secret.read().ifPresent(secret::write);
    }
  }

  private void requireNotClosed() {
    if (closed()) {
      throw new HozonException(
          HozonException.Kind.FAILED,
          "This home's keys are under a passphrase; give it with --passphrase-file, or type it"
              + " where it is asked. Nothing was changed.");
    }
  }

  /** What is written for a text: the text itself where there is no lock. */
  static String locked(Path file, String text) {
    KeyLock lock = of(file.toAbsolutePath().getParent());
    if (!lock.exists()) {
      return text;
    }
    lock.requireNotClosed();
    try {
      byte[] plain = text.getBytes(StandardCharsets.ISO_8859_1);
      return SEALED + Hex.of(run(Cipher.ENCRYPT_MODE, OPEN.get(lock.folder), name(file), plain));
    } catch (GeneralSecurityException everyJdkHasIt) {
      throw new IllegalStateException("locking failed", everyJdkHasIt);
    }
  }

  /** The text of a file that may be locked. */
  static String unlocked(Path file, String text) {
    if (!text.startsWith(SEALED)) {
      return text;
    }
    KeyLock lock = of(file.toAbsolutePath().getParent());
    lock.requireNotClosed();
    SecretKeySpec key = OPEN.get(lock.folder);
    if (key == null) {
      throw lock.damaged(null);
    }
    try {
      byte[] sealed = Hex.bytes(text.substring(SEALED.length()).strip());
      byte[] plain = run(Cipher.DECRYPT_MODE, key, name(file), sealed);
      return new String(plain, StandardCharsets.ISO_8859_1);
    } catch (GeneralSecurityException | IllegalArgumentException altered) {
      return text; // whoever knows what should be in it says that it is damaged
    }
  }

  private static String name(Path file) {
    return file.getFileName().toString();
  }

  private static SecretKeySpec derive(char[] passphrase, byte[] salt, int memory, int passes) {
    ByteBuffer utf8 = StandardCharsets.UTF_8.encode(CharBuffer.wrap(passphrase));
    byte[] password = new byte[utf8.remaining()];
    utf8.get(password);
    byte[] key = new byte[KEY_BYTES];
    try {
      Argon2BytesGenerator argon = new Argon2BytesGenerator();
      argon.init(
          new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
              .withSalt(salt)
              .withMemoryAsKB(memory)
              .withIterations(passes)
              .withParallelism(1)
              .build());
      argon.generateBytes(password, key);
      return new SecretKeySpec(key, "AES");
    } finally {
      Arrays.fill(passphrase, '\0');
      Arrays.fill(password, (byte) 0);
      int begin = utf8.arrayOffset();
      Arrays.fill(utf8.array(), begin, begin + utf8.capacity(), (byte) 0);
      Arrays.fill(key, (byte) 0);
    }
  }

  /** Seals to nonce and ciphertext, or opens that. */
  private static byte[] run(int mode, SecretKeySpec key, String label, byte[] input)
      throws GeneralSecurityException {
    boolean seals = mode == Cipher.ENCRYPT_MODE;
    if (!seals && input.length < NONCE_BYTES) {
      throw new IllegalArgumentException("too short to be sealed");
    }
    byte[] nonce = seals ? random(NONCE_BYTES) : Arrays.copyOf(input, NONCE_BYTES);
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(label.getBytes(StandardCharsets.US_ASCII));
    if (!seals) {
      return cipher.doFinal(input, NONCE_BYTES, input.length - NONCE_BYTES);
    }
    byte[] sealed = cipher.doFinal(input);
    return ByteBuffer.allocate(NONCE_BYTES + sealed.length).put(nonce).put(sealed).array();
  }

  private static byte[] random(int count) {
    byte[] bytes = new byte[count];
    new SecureRandom().nextBytes(bytes);
    return bytes;
  }

  /** Closes the locks that were opened in this process; for tests. */
  static void forgetAll() {
    OPEN.clear();
  }
}
