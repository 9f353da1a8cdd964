package io.github.sqsconnect.quickstart;

import io.github.sqsconnect.generators.Json;
import io.github.sqsconnect.generators.ReadableJson;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * The console: one aligned line for each step, no line longer than the console. While a step runs,
 * its line shows how long already: replaced on a terminal, otherwise a new line every 15 s.
 */
final class Screen {
  private static final int NAME_WIDTH = 15;
  private static final int FACT_WIDTH = 28;
  private static final int MOST_TEXT_WIDTH = 60;
  private static final int BESIDE_TEXT = 11;
  private static final Duration TICK = Duration.ofMillis(500);
  private static final Duration LINE_EVERY = Duration.ofSeconds(15);

  private final PrintStream out;
  private final Look look;
  private boolean replacing;
  private boolean ended;

  Screen(PrintStream out, Look look) {
    this.out = out;
    this.look = look;
  }

  /** The value of a step, the text of its line, and whether the step succeeded. */
  record Outcome<T>(T value, String text, boolean good) {
    Outcome(T value, String text) {
      this(value, text, true);
    }
  }

  /** What a line says about its text. */
  enum Mark {
    PLAIN("0"),
    FAINT("2"),
    GOOD("32"),
    BAD("31"),
    RENAMED("36");

    private final String code;

    Mark(String code) {
      this.code = code;
    }
  }

  void title(String text) {
    plain("");
    print(bold(text));
    plain("");
  }

  void heading(String text) {
    plain("");
    lines(text, look.columns() - 2).forEach(line -> print("  " + bold(line)));
  }

  /** A line that may be copied: it is printed as it is. */
  void plain(String text) {
    print(text);
  }

  /** A text in lines that fit. */
  void text(Mark mark, String indent, String text) {
    lines(text, look.columns() - indent.length())
        .forEach(line -> print(indent + paint(mark, line)));
  }

  /** One line, without what does not fit. */
  void cut(Mark mark, String text) {
    print(paint(mark, cut(text, look.columns())));
  }

  void json(String text) {
    int columns = look.columns() - 4 - 1;
    ReadableJson.of(Json.parse(text), columns)
        .lines()
        .forEach(line -> cut(Mark.PLAIN, "    " + line));
  }

  /** Runs a step whose line says the same as long as it runs. */
  <T> T step(String name, String running, Supplier<Outcome<T>> work) {
    return step(name, () -> running, work);
  }

  /** Runs a step. Its line first says what runs, then its outcome and how long it took. */
  <T> T step(String name, Supplier<String> running, Supplier<Outcome<T>> work) {
    long from = System.nanoTime();
    Thread ticker = new Thread(() -> tick(name, running, from), "quickstart-clock");
    ticker.setDaemon(true);
    ticker.start();
    try {
      Outcome<T> outcome = work.get();
      stop(ticker);
      done(name, outcome.text(), outcome.good(), since(from));
      return outcome.value();
    } catch (RuntimeException e) {
      stop(ticker);
      done(name, "failed", false, since(from));
      throw e;
    }
  }

  private void tick(String name, Supplier<String> running, long from) {
    try {
      while (true) {
        if (look.terminal()) {
          replace(name, running.get(), since(from));
          Thread.sleep(TICK.toMillis());
        } else {
          Thread.sleep(LINE_EVERY.toMillis());
          print(faint(line(look.unicode() ? "·" : "-", name, running.get(), since(from))));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Duration since(long from) {
    return Duration.ofNanos(System.nanoTime() - from);
  }

  private static void stop(Thread ticker) {
    ticker.interrupt();
    try {
      ticker.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The line of a step that has ended. */
  void done(String name, String text, boolean good, Duration took) {
    String line = line(" ", name, text, took);
    int time = line.length() - seconds(took).length();
    print("  " + sign(good) + line.substring(3, time) + faint(line.substring(time)));
  }

  private synchronized void replace(String name, String text, Duration time) {
    if (!ended) {
      out.print("\r\033[K" + faint(line(look.unicode() ? "·" : "-", name, text, time)));
      out.flush();
      replacing = true;
    }
  }

  private String line(String sign, String name, String text, Duration time) {
    int width = Math.min(MOST_TEXT_WIDTH, look.columns() - NAME_WIDTH - BESIDE_TEXT - 1);
    return "  " + sign + " " + pad(name, NAME_WIDTH) + pad(cut(text, width), width) + seconds(time);
  }

  /** A name and a value. */
  void fact(String name, Object value) {
    boolean first = true;
    for (String line : lines(String.valueOf(value), look.columns() - 4 - FACT_WIDTH)) {
      print("    " + pad(first ? name : "", FACT_WIDTH) + line);
      first = false;
    }
  }

  void verdict(boolean good, String text) {
    plain("");
    outcome(good, text);
  }

  /** A sentence with a sign before it. */
  void outcome(boolean good, String text) {
    boolean first = true;
    for (String line : lines(text, look.columns() - 4)) {
      print("  " + (first ? sign(good) : " ") + " " + bold(line));
      first = false;
    }
  }

  /** Prints a last sentence; whatever other threads print later is dropped. */
  synchronized void end(String text) {
    verdict(false, text);
    plain("");
    ended = true;
  }

  private synchronized void print(String line) {
    if (!ended) {
      out.println((replacing ? "\r\033[K" : "") + line);
      replacing = false;
    }
  }

  /** The text in lines of at most that many characters; breaks words only if they are longer. */
  private static List<String> lines(String text, int columns) {
    List<String> lines = new ArrayList<>();
    String rest = text;
    while (rest.length() > columns) {
      int blank = rest.lastIndexOf(' ', columns);
      int end = blank > 0 ? blank : columns;
      lines.add(rest.substring(0, end));
      rest = rest.substring(blank > 0 ? end + 1 : end);
    }
    lines.add(rest);
    return lines;
  }

  private String cut(String text, int width) {
    String sign = look.unicode() ? "…" : "...";
    return text.length() <= width ? text : text.substring(0, width - sign.length()) + sign;
  }

  private static String seconds(Duration time) {
    return String.format(Locale.ROOT, "%5.1f s", time.toMillis() / 1000.0);
  }

  private String sign(boolean good) {
    String sign = look.unicode() ? (good ? "✓" : "✗") : (good ? "+" : "x");
    return paint(good ? Mark.GOOD : Mark.BAD, sign);
  }

  private String faint(String text) {
    return paint(Mark.FAINT, text);
  }

  private String paint(Mark mark, String text) {
    return mark == Mark.PLAIN ? text : paint(mark.code, text);
  }

  private String bold(String text) {
    return paint("1", text);
  }

  private String paint(String code, String text) {
    return look.color() ? "\033[" + code + "m" + text + "\033[0m" : text;
  }

  private static String pad(String text, int width) {
    return text.length() >= width ? text : text + " ".repeat(width - text.length());
  }
}
