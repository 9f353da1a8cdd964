package io.github.sqsconnect.config;

import org.jspecify.annotations.Nullable;

/**
 * The syntax of paths into a record: {@code a.b}, {@code key:a.b}, {@code key:}, {@code
 * header:NAME}.
 */
final class FieldPaths {
  private FieldPaths() {}

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
    return null;
  }
}
