package io.github.sqsconnect.logs;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** The log of this JVM, which the tests' logger writes to standard error. */
public final class CapturedLog {
  private CapturedLog() {}

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
