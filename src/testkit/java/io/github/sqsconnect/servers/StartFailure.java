package io.github.sqsconnect.servers;

import java.nio.file.Path;
import java.util.List;

/** A server that ended before it was ready, with the last lines of its log. */
final class StartFailure extends IllegalStateException {
  private static final long serialVersionUID = 1L;
  private static final int LINES = 40;

  private final boolean portTaken;

  StartFailure(String name, Path log, String text) {
    super(name + " did not start; its log is " + log + "\n" + tail(text));
    this.portTaken = text.contains("Address already in use") || text.contains("BindException");
  }

  /** Whether another process took one of the ports between choosing and binding. */
  boolean portTaken() {
    return portTaken;
  }

  private static String tail(String text) {
    List<String> lines = text.lines().toList();
    return String.join("\n", lines.subList(Math.max(0, lines.size() - LINES), lines.size()));
  }
}
