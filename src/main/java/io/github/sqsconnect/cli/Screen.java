package io.github.sqsconnect.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a command writes.
 *
 * @param width the most columns of a line; text that is longer is wrapped
 * @param hasColors whether lines may contain colours
 */
record Screen(PrintWriter out, PrintWriter errors, int width, boolean hasColors) {
  /** A style of text. */
  enum Style {
    PLAIN(""),
    BOLD("1"),
    FAINT("2"),
    ERROR("1;31"),
    WARNING("33"),
    ADDED("32"),
    RENAMED("36");

    private final String code;

    Style(String code) {
      this.code = code;
    }
  }

  /** The text in a style, if there are colours. */
  String styled(Style style, String text) {
    return hasColors && style != Style.PLAIN
        ? "\u001b[" + style.code + 'm' + text + "\u001b[0m"
        : text;
  }

  void line(String text) {
    out.println(text);
  }

  void line(Style style, String text) {
    out.println(styled(style, text));
  }

  /** Writes one line, without what does not fit. */
  void cut(Style style, String text) {
    line(style, text.length() > width ? text.substring(0, Math.max(1, width - 1)) + '…' : text);
  }

  /** Writes a text in lines that fit, each after an indent. */
  void wrapped(String indent, String text) {
    wrapped(Style.PLAIN, indent, text);
  }

  void wrapped(Style style, String indent, String text) {
    for (String line : fitting(text, width - indent.length())) {
      line(style, indent + line);
    }
  }

  /** The text in lines of at most that many characters; breaks words only if they are longer. */
  static List<String> fitting(String text, int columns) {
    int most = Math.max(20, columns);
    List<String> lines = new ArrayList<>();
    String rest = text;
    while (rest.length() > most) {
      int blank = rest.lastIndexOf(' ', most);
      int end = blank > 0 ? blank : most;
      lines.add(rest.substring(0, end));
      rest = rest.substring(blank > 0 ? end + 1 : end);
    }
    lines.add(rest);
    return lines;
  }
}
