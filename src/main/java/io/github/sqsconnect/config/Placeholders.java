package io.github.sqsconnect.config;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds placeholders that no config provider of the worker has resolved. Connect resolves {@code
 * ${provider:path:key}} anywhere in a value, before validation and before a task starts. It leaves
 * a placeholder unchanged if the worker has no such provider, or the provider has no such key.
 */
public final class Placeholders {
  /** Excludes templates: the name of a header or a field may contain a colon. */
  private static final Pattern PLACEHOLDER =
      Pattern.compile("\\$\\{(?!header\\.|value\\.)[^}:]*:[^}]*}");

  private Placeholders() {}

  /** The keys of this connector whose values contain one, in alphabetical order. */
  public static List<String> in(Map<String, @Nullable String> properties) {
    return properties.keySet().stream()
        .filter(UnknownKeys::isOurs)
        .filter(key -> areIn(properties.get(key)))
        .sorted()
        .toList();
  }

  /** Whether a value is a placeholder, or several with signs between them. */
  public static boolean areAllOf(String value) {
    return areIn(value)
        && PLACEHOLDER.matcher(value).replaceAll("").chars().noneMatch(Character::isLetterOrDigit);
  }

  /** Whether a value contains one. */
  public static boolean areIn(@Nullable String value) {
    return value != null && PLACEHOLDER.matcher(value).find();
  }
}
