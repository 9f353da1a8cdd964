package io.github.sqsconnect.quickstart;

import io.github.sqsconnect.generators.Json;
import io.github.sqsconnect.generators.ReadableJson;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Supplier;

/** The console: one aligned line for each step; colours and overwriting only on a terminal. */
final class Screen {
  private static final int NAME_WIDTH = 15;
  private static final int TEXT_WIDTH = 60;

  private final PrintStream out =
      new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
  private final boolean terminal = Boolean.getBoolean("quickstart.terminal");
  private final boolean color = Boolean.getBoolean("quickstart.color");
  private final boolean unicode = Boolean.getBoolean("quickstart.unicode");

  /** The value of a step, the text of its line, and whether the step succeeded. */
  record Outcome<T>(T value, String text, boolean good) {
    Outcome(T value, String text) {
      this(value, text, true);
    }
  }

  void title(String text) {
    out.println("\n" + bold(text) + "\n");
  }

  void heading(String text) {
    out.println("\n  " + bold(text));
  }

  void plain(String text) {
    out.println(text);
  }

  void json(String text) {
    plain(ReadableJson.of(Json.parse(text)).indent(4).stripTrailing());
  }

  /** Runs a step. Its line first says that it runs, then its outcome and how long it took. */
  <T> T step(String name, String running, Supplier<Outcome<T>> work) {
    long from = System.nanoTime();
    if (terminal) {
      out.print("  " + dim((unicode ? "·" : "-") + " " + pad(name, NAME_WIDTH) + running));
      out.flush();
    }
    try {
      Outcome<T> outcome = work.get();
      done(name, outcome.text(), outcome.good(), Duration.ofNanos(System.nanoTime() - from));
      return outcome.value();
    } catch (RuntimeException e) {
      overwrite();
      out.println("  " + sign(false) + " " + pad(name, NAME_WIDTH) + "failed");
      throw e;
    }
  }

  /** The line of a step that has ended. */
  void done(String name, String text, boolean good, Duration took) {
    overwrite();
    String seconds = String.format(Locale.ROOT, "%5.1f s", took.toMillis() / 1000.0);
    out.println(
        "  " + sign(good) + " " + pad(name, NAME_WIDTH) + pad(text, TEXT_WIDTH) + dim(seconds));
  }

  /** A name and a value. */
  void fact(String name, Object value) {
    out.println("    " + pad(name, 28) + value);
  }

  void verdict(boolean good, String text) {
    out.println("\n  " + sign(good) + " " + bold(text));
  }

  private void overwrite() {
    if (terminal) {
      out.print("\r\033[K");
    }
  }

  private String sign(boolean good) {
    return good ? paint("32", unicode ? "✓" : "+") : paint("31", unicode ? "✗" : "x");
  }

  String dim(String text) {
    return paint("2", text);
  }

  private String bold(String text) {
    return paint("1", text);
  }

  private String paint(String code, String text) {
    return color ? "\033[" + code + "m" + text + "\033[0m" : text;
  }

  private static String pad(String text, int width) {
    return text.length() >= width ? text + " " : text + " ".repeat(width - text.length());
  }
}
