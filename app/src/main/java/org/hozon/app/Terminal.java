package org.hozon.app;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * What surrounds a command.
 *
 * @param in standard input
 * @param out standard output: results
 * @param err standard error: progress and troubles
 * @param live true when a person watches {@code err}, so that a line may be drawn over
 * @param environment the environment variables
 */
record Terminal(
    InputStream in,
    PrintStream out,
    PrintStream err,
    boolean live,
    Map<String, String> environment) {

  /**
   * The surroundings of this process. The launcher says whether standard error is a terminal; where
   * it was not asked, Java 17 tells by naming the terminal's encoding.
   */
  static Terminal ofProcess() {
    String told = System.getProperty("hozon.terminal");
    boolean terminalOut = System.getProperty("sun.stdout.encoding") != null;
    boolean terminalErr = System.getProperty("sun.stderr.encoding") != null;
    // Files and pipes get UTF-8 whatever the system's code page; a terminal keeps its own.
    return new Terminal(
        System.in,
        terminalOut ? System.out : utf8(FileDescriptor.out),
        terminalErr ? System.err : utf8(FileDescriptor.err),
        told == null ? terminalErr : Boolean.parseBoolean(told),
        System.getenv());
  }

  private static PrintStream utf8(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
  }
}
