package io.github.sqsconnect.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What threads die of and loggers say at ERROR, or the libraries at WARN, from now on. */
final class Complaints implements AutoCloseable {
  private final PrintStream stderr = System.err;
  private final Thread.UncaughtExceptionHandler handler =
      Thread.getDefaultUncaughtExceptionHandler();
  private final ByteArrayOutputStream log = new ByteArrayOutputStream();
  private final List<String> deaths = new CopyOnWriteArrayList<>();

  private Complaints() {
    System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
    Thread.setDefaultUncaughtExceptionHandler((thread, error) -> deaths.add(thread + ": " + error));
  }

  static Complaints from() {
    return new Complaints();
  }

  List<String> heard() {
    List<String> heard = new ArrayList<>(deaths);
    log.toString(StandardCharsets.UTF_8).lines().filter(Complaints::isOne).forEach(heard::add);
    return heard;
  }

  private static boolean isOne(String line) {
    boolean ofLibraries = line.contains("io.netty") || line.contains("software.amazon");
    return line.contains(" ERROR ") || (line.contains(" WARN ") && ofLibraries);
  }

  @Override
  public void close() {
    System.setErr(stderr);
    Thread.setDefaultUncaughtExceptionHandler(handler);
  }
}
