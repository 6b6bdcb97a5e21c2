package org.hozon.app;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.spi.ContextAwareBase;
import ch.qos.logback.core.spi.FilterReply;
import ch.qos.logback.core.util.FileSize;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where logs go, set up without configuration files, so that a short command starts at once:
 * warnings to standard error; a node's log also to its home, rolled by size.
 */
public final class Logs extends ContextAwareBase implements Configurator {
  private static final String PATTERN =
      "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5level [%thread] %logger{1}: %msg%n";
  private static final long FILE_BYTES = 10_000_000;
  private static final int OLD_FILES = 5;
  private static final List<String> TALKATIVE =
      List.of("org.apache.ignite", "org.eclipse.jetty", "org.flywaydb", "org.jdbi");

  @Override
  public ExecutionStatus configure(LoggerContext logging) {
    PatternLayoutEncoder encoder = encoder(logging, "%level: %msg%n%nopex");
    ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
    console.setContext(logging);
    console.setTarget("System.err");
    console.setEncoder(encoder);
    console.addFilter(new ForPeople());
    console.start();
    logging.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.WARN);
    logging.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(console);
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }

  /** From now on this process logs to the {@code logs} folder of a home as well. */
  static void startFor(Path home, boolean details) {
    if (!(LoggerFactory.getILoggerFactory() instanceof LoggerContext logging)) {
      return; // another logging backend has been put on the class path: its owner decides
    }
    Path folder = home.resolve("logs");
    RollingFileAppender<ILoggingEvent> file = new RollingFileAppender<>();
    file.setContext(logging);
    file.setName(folder.toString());
    file.setFile(folder.resolve("hozon.log").toString());
    file.setEncoder(encoder(logging, PATTERN));
    FixedWindowRollingPolicy window = new FixedWindowRollingPolicy();
    window.setContext(logging);
    window.setParent(file);
    window.setFileNamePattern(folder.resolve("hozon.%i.log").toString());
    window.setMinIndex(1);
    window.setMaxIndex(OLD_FILES);
    window.start();
    SizeBasedTriggeringPolicy<ILoggingEvent> size = new SizeBasedTriggeringPolicy<>();
    size.setContext(logging);
    size.setMaxFileSize(new FileSize(FILE_BYTES));
    size.start();
    file.setRollingPolicy(window);
    file.setTriggeringPolicy(size);
    file.start();
    logging.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.INFO);
    logging.getLogger("org.hozon").setLevel(details ? Level.DEBUG : Level.INFO);
    TALKATIVE.forEach(name -> logging.getLogger(name).setLevel(Level.WARN));
    logging.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(file);
  }

  private static PatternLayoutEncoder encoder(LoggerContext logging, String pattern) {
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(logging);
    encoder.setCharset(StandardCharsets.UTF_8);
    encoder.setPattern(pattern);
    encoder.start();
    return encoder;
  }

  /** Our own warnings; of the libraries' only errors, since their warnings are for the log file. */
  private static final class ForPeople extends Filter<ILoggingEvent> {
    @Override
    public FilterReply decide(ILoggingEvent event) {
      boolean ours = event.getLoggerName().startsWith("org.hozon");
      Level least = ours ? Level.WARN : Level.ERROR;
      return event.getLevel().isGreaterOrEqual(least) ? FilterReply.NEUTRAL : FilterReply.DENY;
    }
  }
}
