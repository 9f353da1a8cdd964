package io.github.sqsconnect.config;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/**
 * Finds keys of this connector whose value is null: Connect passes on the null of a JSON
 * configuration. Keys of Connect itself may be null.
 */
public final class ValuelessKeys {
  private ValuelessKeys() {}

  /** The errors: the message by key. */
  public static Map<String, String> in(Map<String, @Nullable String> properties) {
    Map<String, String> errors = new LinkedHashMap<>();
    Set<String> known = SqsSinkConfig.definition().names();
    for (String key : new TreeSet<>(properties.keySet())) {
      if (properties.get(key) == null) {
        if (known.contains(key)) {
          errors.put(key, error(key));
        } else if (key.startsWith(ProviderSettings.PREFIX)) {
          errors.putIfAbsent(ProviderSettings.CLASS, error(key));
        }
      }
    }
    return errors;
  }

  private static String error(String key) {
    return key + " is null. Set a value, or remove the key.";
  }

  /**
   * The keys that have a value.
   *
   * @throws ConfigException if a key of this connector has none
   */
  public static Map<String, String> refused(Map<String, @Nullable String> properties) {
    Map<String, String> errors = in(properties);
    if (!errors.isEmpty()) {
      throw new ConfigException(String.join(" ", errors.values()));
    }
    return removed(properties);
  }

  /** The keys that have a value. */
  public static Map<String, String> removed(Map<String, @Nullable String> properties) {
    Map<String, String> withValue = new HashMap<>();
    properties.forEach(
        (key, value) -> {
          if (value != null) {
            withValue.put(key, value);
          }
        });
    return withValue;
  }
}
