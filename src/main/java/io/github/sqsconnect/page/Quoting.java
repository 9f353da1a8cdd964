package io.github.sqsconnect.page;

import java.util.Locale;

/** Writes text so that a reader of another syntax reads exactly this text. */
final class Quoting {
  private static final int FIRST_PRINTABLE = 0x20;
  private static final int LAST_ASCII = 0x7E;

  private Quoting() {}

  /** One word of a POSIX shell. Between single quotes only the single quote itself is special. */
  static String shell(String text) {
    return '\'' + text.replace("'", "'\\''") + '\'';
  }

  /** A key of a properties file. */
  static String propertiesKey(String text) {
    return properties(text, true);
  }

  /** A value of a properties file. */
  static String propertiesValue(String text) {
    return properties(text, false);
  }

  /** Java reads the bytes of a properties file as ISO 8859-1, so only ASCII stays as it is. */
  private static String properties(String text, boolean isKey) {
    StringBuilder quoted = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '\n' -> quoted.append("\\n");
        case '\r' -> quoted.append("\\r");
        case '\t' -> quoted.append("\\t");
        case '\\' -> quoted.append("\\\\");
        case ' ' -> quoted.append(isKey || i == 0 ? "\\ " : " ");
        case '=', ':', '#', '!' -> quoted.append(isKey ? "\\" : "").append(c);
        default -> quoted.append(isPlain(c) ? String.valueOf(c) : unicode(c));
      }
    }
    return quoted.toString();
  }

  /** A string of YAML in double quotes, in which every version of YAML reads the same. */
  static String yaml(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"', '\\' -> quoted.append('\\').append(c);
        case '\n' -> quoted.append("\\n");
        case '\t' -> quoted.append("\\t");
        default -> {
          if (isPlain(c) || Character.isLetterOrDigit(c)) {
            quoted.append(c);
          } else if (Character.isSurrogatePair(c, i + 1 < text.length() ? text.charAt(i + 1) : c)) {
            quoted.append(String.format(Locale.ROOT, "\\U%08X", text.codePointAt(i++)));
          } else {
            quoted.append(unicode(c));
          }
        }
      }
    }
    return quoted.append('"').toString();
  }

  private static boolean isPlain(char c) {
    return c >= FIRST_PRINTABLE && c <= LAST_ASCII;
  }

  private static String unicode(char c) {
    return String.format(Locale.ROOT, "\\u%04X", (int) c);
  }
}
