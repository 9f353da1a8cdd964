package io.github.sqsconnect.config;

import org.jspecify.annotations.Nullable;

/**
 * The syntax of paths into a record: {@code a.b}, {@code key:a.b}, {@code key:}, {@code
 * header:NAME}.
 */
final class FieldPaths {
  /** Limit of the nesting of a record. A longer path cannot match. */
  private static final int MAX_SEGMENTS = 512;

  static final String NOT_JSON_PATH =
      "A path does not begin with '$', because it is not JSONPath. Write user.id instead of $.user.id.";

  private FieldPaths() {}

  /** The error if a dotted path has too many segments, else null. */
  static @Nullable String lengthError(String path) {
    return path.chars().filter(c -> c == '.').count() < MAX_SEGMENTS
        ? null
        : "has a path of more than "
            + MAX_SEGMENTS
            + " segments, which is the limit for the nesting of records. Shorten or remove it.";
  }

  /** The error of the path, or null. */
  static @Nullable String error(String path) {
    if (path.equals("key:")) {
      return null;
    }
    if (path.startsWith("header:")) {
      return emptyOrTooLong(path, path.substring("header:".length()));
    }
    String rest = path.startsWith("key:") ? path.substring("key:".length()) : path;
    return rest.startsWith("$")
        ? "contains '" + path + "'. " + NOT_JSON_PATH
        : emptyOrTooLong(path, rest);
  }

  private static @Nullable String emptyOrTooLong(String path, String rest) {
    if (rest.isEmpty() || rest.startsWith(".") || rest.endsWith(".") || rest.contains("..")) {
      return "has an empty segment in '"
          + path
          + "'. Write paths like user.id, key:id, key: (the whole key) or header:NAME.";
    }
    return lengthError(rest);
  }
}
