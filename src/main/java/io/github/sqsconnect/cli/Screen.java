package io.github.sqsconnect.cli;

import java.io.PrintWriter;
import java.lang.Character.UnicodeScript;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Where a command writes.
 *
 * @param width the most columns of a line; text that is longer is wrapped
 * @param hasColors whether lines may contain colours
 */
record Screen(PrintWriter out, PrintWriter errors, int width, boolean hasColors) {
  private static final int FIRST_WIDE = 0x1100;
  private static final int FIRST_FULL_WIDTH = 0xFF01;
  private static final int LAST_FULL_WIDTH = 0xFF60;
  private static final int FIRST_PICTURE = 0x1F300;
  private static final Set<UnicodeScript> WIDE =
      Set.of(
          UnicodeScript.HAN, UnicodeScript.HIRAGANA, UnicodeScript.KATAKANA, UnicodeScript.HANGUL);

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
    out.println(styled(style, printable(text)));
  }

  /** Writes one line, without what does not fit. */
  void cut(Style style, String text) {
    line(
        style,
        fit(text, width) < text.length() ? text.substring(0, fit(text, width - 1)) + '…' : text);
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
    for (int fit = fit(rest, most); fit < rest.length(); fit = fit(rest, most)) {
      int blank = rest.lastIndexOf(' ', fit);
      int end = blank > 0 ? blank : fit;
      lines.add(rest.substring(0, end));
      rest = rest.substring(blank > 0 ? end + 1 : end);
    }
    lines.add(rest);
    return lines;
  }

  /** How many chars of a text that many columns show, without half a character. */
  private static int fit(String text, int columns) {
    int end = 0;
    int used = 0;
    while (end < text.length()) {
      int character = text.codePointAt(end);
      used += isWide(character) ? 2 : 1;
      if (used > columns) {
        return end;
      }
      end += Character.charCount(character);
    }
    return end;
  }

  /** Terminals show the characters of some scripts, and pictures, in two columns. */
  private static boolean isWide(int character) {
    return character >= FIRST_WIDE
        && (character >= FIRST_PICTURE
            || WIDE.contains(UnicodeScript.of(character))
            || character >= FIRST_FULL_WIDTH && character <= LAST_FULL_WIDTH);
  }

  /** The text without characters that a terminal would obey. */
  static String printable(String text) {
    return text.replaceAll("[\\t\\n\\r]", " ").replaceAll("[\\p{Cntrl}\\x80-\\x9f]", ".");
  }
}
