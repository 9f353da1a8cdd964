package io.github.sqsconnect.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The exceptions that no thread handles, and what is logged at ERROR, or by libraries at WARN, from
 * now until this is closed.
 */
final class LoggedErrors implements AutoCloseable {
  private final PrintStream stderr = System.err;
  private final Thread.UncaughtExceptionHandler handler =
      Thread.getDefaultUncaughtExceptionHandler();
  private final ByteArrayOutputStream log = new ByteArrayOutputStream();
  private final List<String> uncaught = new CopyOnWriteArrayList<>();

  private LoggedErrors() {
    System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
    Thread.setDefaultUncaughtExceptionHandler(
        (thread, error) -> uncaught.add(thread + ": " + error));
  }

  static LoggedErrors record() {
    return new LoggedErrors();
  }

  List<String> lines() {
    List<String> lines = new ArrayList<>(uncaught);
    log.toString(StandardCharsets.UTF_8).lines().filter(LoggedErrors::isError).forEach(lines::add);
    return lines;
  }

  private static boolean isError(String line) {
    boolean ofLibraries = line.contains("io.netty") || line.contains("software.amazon");
    return line.contains(" ERROR ") || (line.contains(" WARN ") && ofLibraries);
  }

  @Override
  public void close() {
    System.setErr(stderr);
    Thread.setDefaultUncaughtExceptionHandler(handler);
  }
}
