package io.github.sqsconnect.quickstart;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Supplier;

/** The console: one aligned line a step, colours and overwriting only on a terminal. */
final class Screen {
  private static final int NAME_WIDTH = 15;
  private static final int TEXT_WIDTH = 60;

  private final PrintStream out;
  private final boolean terminal = Boolean.getBoolean("quickstart.terminal");
  private final boolean color = Boolean.getBoolean("quickstart.color");
  private final boolean unicode = Boolean.getBoolean("quickstart.unicode");

  Screen() {
    this.out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
  }

  /** What a step gives, how to say it in a line, and whether it is what was wanted. */
  record Outcome<T>(T value, String text, boolean good) {
    Outcome(T value, String text) {
      this(value, text, true);
    }
  }

  void title(String text) {
    out.println();
    out.println(bold(text));
    out.println();
  }

  void heading(String text) {
    out.println();
    out.println("  " + bold(text));
  }

  void line(String text) {
    out.println("  " + text);
  }

  void plain(String text) {
    out.println(text);
  }

  /**
   * Runs a step and prints its line: first that it runs, then what it gave and how long it took.
   */
  <T> T step(String name, String running, Supplier<Outcome<T>> work) {
    long from = System.nanoTime();
    if (terminal) {
      out.print("  " + dim(mark("·", "-") + " " + pad(name, NAME_WIDTH) + running));
      out.flush();
    }
    Outcome<T> outcome;
    try {
      outcome = work.get();
    } catch (RuntimeException e) {
      overwrite();
      out.println("  " + red(mark("✗", "x")) + " " + pad(name, NAME_WIDTH) + "failed");
      throw e;
    }
    over(
        outcome.good() ? green(mark("✓", "+")) : red(mark("✗", "x")),
        name,
        outcome.text(),
        Duration.ofNanos(System.nanoTime() - from));
    return outcome.value();
  }

  /** The line of a step that somebody else has done. */
  void done(String name, String text, Duration took) {
    over(green(mark("✓", "+")), name, text, took);
  }

  private void over(String sign, String name, String text, Duration took) {
    overwrite();
    String seconds = String.format(Locale.ROOT, "%5.1f s", took.toMillis() / 1000.0);
    out.println("  " + sign + " " + pad(name, NAME_WIDTH) + pad(text, TEXT_WIDTH) + dim(seconds));
  }

  /** A name and a value, aligned with the others. */
  void fact(String name, Object value) {
    out.println("    " + pad(name, 28) + value);
  }

  void success(String text) {
    out.println();
    out.println("  " + green(mark("✓", "+")) + " " + bold(text));
  }

  void failure(String text) {
    out.println();
    out.println("  " + red(mark("✗", "x")) + " " + bold(text));
  }

  String dim(String text) {
    return paint("2", text);
  }

  private void overwrite() {
    if (terminal) {
      out.print("\r\033[K");
    }
  }

  private String mark(String nice, String plain) {
    return unicode ? nice : plain;
  }

  private String bold(String text) {
    return paint("1", text);
  }

  private String green(String text) {
    return paint("32", text);
  }

  private String red(String text) {
    return paint("31", text);
  }

  private String paint(String code, String text) {
    return color ? "\033[" + code + "m" + text + "\033[0m" : text;
  }

  private static String pad(String text, int width) {
    return text.length() >= width ? text + " " : text + " ".repeat(width - text.length());
  }
}
