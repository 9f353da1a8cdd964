package io.github.sqsconnect.logs;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import org.slf4j.LoggerFactory;
import org.slf4j.impl.SimpleLogger;
import org.slf4j.spi.LocationAwareLogger;

/** The log of this JVM, which the tests' logger writes to standard error. */
public final class CapturedLog {
  private CapturedLog() {}

  /** The same with the INFO lines of one class, which tests do not log otherwise. */
  public static String atInfo(Class<?> type, Runnable action) {
    return at(LocationAwareLogger.INFO_INT, type, action);
  }

  public static String atDebug(Class<?> type, Runnable action) {
    return at(LocationAwareLogger.DEBUG_INT, type, action);
  }

  private static String at(int newLevel, Class<?> type, Runnable action) {
    SimpleLogger logger = (SimpleLogger) LoggerFactory.getLogger(type);
    try {
      Field level = SimpleLogger.class.getDeclaredField("currentLogLevel");
      level.setAccessible(true);
      int before = level.getInt(logger);
      level.setInt(logger, newLevel);
      try {
        return of(action);
      } finally {
        level.setInt(logger, before);
      }
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  /** What any thread logs while an action runs. */
  public static String of(Runnable action) {
    PrintStream stderr = System.err;
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
    try {
      action.run();
    } finally {
      System.setErr(stderr);
    }
    return log.toString(StandardCharsets.UTF_8);
  }
}
