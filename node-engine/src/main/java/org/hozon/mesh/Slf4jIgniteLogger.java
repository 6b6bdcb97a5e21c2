package org.hozon.mesh;

import java.util.Set;
import org.apache.ignite.IgniteLogger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.helpers.NOPLogger;

/**
 * Hands what Ignite logs to SLF4J, lower than Ignite rates it: it warns a hundred times a second
 * while a member comes back, and what a person should know of a trouble the mesh says itself.
 */
final class Slf4jIgniteLogger implements IgniteLogger {
  /** They complain at every start that JMX is off and that the heap is not huge. */
  private static final Set<String> NOISE =
      Set.of(
          "org.apache.ignite.internal.managers.systemview.JmxSystemViewExporterSpi",
          "org.apache.ignite.internal.GridDiagnostic");

  private final Logger to;

  Slf4jIgniteLogger() {
    this(LoggerFactory.getLogger("org.apache.ignite"));
  }

  private Slf4jIgniteLogger(Logger to) {
    this.to = to;
  }

  @Override
  public IgniteLogger getLogger(Object category) {
    String name = category instanceof Class<?> type ? type.getName() : String.valueOf(category);
    return new Slf4jIgniteLogger(
        NOISE.contains(name) ? NOPLogger.NOP_LOGGER : LoggerFactory.getLogger(name));
  }

  @Override
  public void trace(String message) {
    to.trace(message);
  }

  @Override
  public void debug(String message) {
    to.trace(message);
  }

  @Override
  public void info(String message) {
    to.debug(message);
  }

  @Override
  public void warning(String message, Throwable cause) {
    to.debug(message, cause);
  }

  @Override
  public void error(String message, Throwable cause) {
    to.debug(message, cause);
  }

  @Override
  public boolean isTraceEnabled() {
    return to.isTraceEnabled();
  }

  @Override
  public boolean isDebugEnabled() {
    return to.isTraceEnabled();
  }

  @Override
  public boolean isInfoEnabled() {
    return to.isDebugEnabled();
  }

  @Override
  public boolean isQuiet() {
    return false; // quiet would mean: print to standard output instead
  }

  @Override
  public String fileName() {
    return null;
  }
}
