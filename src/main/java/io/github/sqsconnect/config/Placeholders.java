package io.github.sqsconnect.config;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds what a config provider of the worker should have put in and did not. Connect resolves
 * {@code ${provider:path:key}} anywhere in a value, before it validates and before a task starts,
 * and leaves in place what names no provider of the worker, or nothing that the provider knows.
 */
public final class Placeholders {
  /** In templates a colon can stand in the name of a header or of a field. */
  private static final Pattern PLACEHOLDER =
      Pattern.compile("\\$\\{(?!header\\.|value\\.)[^}:]*:[^}]*}");

  private Placeholders() {}

  /** The keys of ours whose values hold one, in alphabetical order. */
  public static List<String> in(Map<String, @Nullable String> properties) {
    return properties.keySet().stream()
        .filter(UnknownKeys::isOurs)
        .filter(key -> isLeftIn(properties.get(key)))
        .sorted()
        .toList();
  }

  private static boolean isLeftIn(@Nullable String value) {
    return value != null && PLACEHOLDER.matcher(value).find();
  }
}
