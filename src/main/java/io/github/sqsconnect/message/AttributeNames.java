package io.github.sqsconnect.message;

import io.github.sqsconnect.config.AttributeSettings;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Names that SQS accepts for the attributes of headers, which may have any name. */
final class AttributeNames {
  private static final int LONGEST = AttributeSettings.LONGEST_NAME;
  private static final List<String> RESERVED = List.of("AWS.", "Amazon.");

  private AttributeNames() {}

  /**
   * Different, legal names in the order of the headers. A header whose name is legal keeps it, so
   * that no other header of the record changes it; only a taken name is changed. Of the others,
   * names that are equal get {@code _2}, {@code _3} and so on.
   *
   * @param headers few, different names
   * @param taken names of other attributes
   */
  static String[] distinct(List<String> headers, Set<String> taken) {
    Set<String> used = new HashSet<>(taken);
    String[] names = new String[headers.size()];
    for (int i = 0; i < names.length; i++) {
      String name = headers.get(i);
      if (legal(name).equals(name) && used.add(name)) {
        names[i] = name;
      }
    }

    for (int i = 0; i < names.length; i++) {
      if (names[i] == null) {
        names[i] = unused(legal(headers.get(i)), used);
        used.add(names[i]);
      }
    }
    return names;
  }

  private static String unused(String name, Set<String> used) {
    String unused = name;
    for (int number = 2; used.contains(unused); number++) {
      String suffix = "_" + number;
      unused = name.substring(0, Math.min(name.length(), LONGEST - suffix.length())) + suffix;
    }
    return unused;
  }

  /** The name with {@code _} instead of each character that SQS refuses at its place. */
  static String legal(String name) {
    StringBuilder legal = new StringBuilder(Math.min(name.length(), LONGEST));
    for (int i = 0; i < name.length() && legal.length() < LONGEST; ) {
      int character = name.codePointAt(i);
      boolean isLegal = character == '.' ? mayAddDot(legal) : isLetter(character);
      legal.append(isLegal ? (char) character : '_');
      i += Character.charCount(character);
    }

    int last = legal.length() - 1;
    if (last < 0) {
      return "_";
    }
    if (legal.charAt(last) == '.') {
      legal.setCharAt(last, '_');
    }
    for (String reserved : RESERVED) {
      if (reserved.regionMatches(true, 0, legal.toString(), 0, reserved.length())) {
        legal.setCharAt(reserved.length() - 1, '_');
      }
    }
    return legal.toString();
  }

  private static boolean mayAddDot(StringBuilder name) {
    return !name.isEmpty() && name.charAt(name.length() - 1) != '.';
  }

  private static boolean isLetter(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '_'
        || c == '-';
  }

  /** A name in a message for people: not longer than needed, and on one line. */
  static String shown(String name) {
    int shown = Math.min(name.length(), 64);
    StringBuilder text = new StringBuilder(shown + 1);
    for (int i = 0; i < shown; i++) {
      char c = name.charAt(i);
      text.append(Character.isISOControl(c) || Character.isSurrogate(c) ? '?' : c);
    }
    return shown < name.length() ? text.append('…').toString() : text.toString();
  }
}
