package io.github.sqsconnect.config;

import org.jspecify.annotations.Nullable;

/**
 * The syntax of paths into a record: {@code a.b}, {@code key:a.b}, {@code key:}, {@code
 * header:NAME}.
 */
final class FieldPaths {
  /** As deep as a record may nest. A longer path leads nowhere. */
  private static final int MOST_SEGMENTS = 512;

  private FieldPaths() {}

  /** What is wrong with the number of segments of a dotted path, or null. */
  static @Nullable String lengthComplaint(String path) {
    return path.chars().filter(c -> c == '.').count() < MOST_SEGMENTS
        ? null
        : "has a path of more than "
            + MOST_SEGMENTS
            + " segments. Records nest no deeper. Shorten or remove it.";
  }

  /** What is wrong with the path, or null. */
  static @Nullable String complaint(String path) {
    if (path.equals("key:")) {
      return null;
    }
    String rest = path;
    if (path.startsWith("header:")) {
      rest = path.substring("header:".length());
    } else if (path.startsWith("key:")) {
      rest = path.substring("key:".length());
    }
    if (rest.isEmpty() || rest.startsWith(".") || rest.endsWith(".") || rest.contains("..")) {
      return "has an empty segment in '"
          + path
          + "'. Write paths like user.id, key:id, key: (the whole key) or header:NAME.";
    }
    return lengthComplaint(rest);
  }
}
