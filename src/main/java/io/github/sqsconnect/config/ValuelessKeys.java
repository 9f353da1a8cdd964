package io.github.sqsconnect.config;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/**
 * Finds keys of ours that have no value: Connect passes the null of a JSON configuration on. Keys
 * of others may be null.
 */
public final class ValuelessKeys {
  private ValuelessKeys() {}

  /** What is wrong: the key that the error belongs to, and the message. */
  public static Map<String, String> in(Map<String, @Nullable String> properties) {
    Map<String, String> complaints = new LinkedHashMap<>();
    Set<String> known = SqsSinkConfig.definition().names();
    for (String key : new TreeSet<>(properties.keySet())) {
      if (properties.get(key) == null) {
        if (known.contains(key)) {
          complaints.put(key, complaint(key));
        } else if (key.startsWith(ProviderSettings.PREFIX)) {
          complaints.putIfAbsent(ProviderSettings.CLASS, complaint(key));
        }
      }
    }
    return complaints;
  }

  private static String complaint(String key) {
    return key + " is null. Give it a value, or leave the key out.";
  }

  /**
   * The keys that have a value.
   *
   * @throws ConfigException if a key of ours has none
   */
  public static Map<String, String> refused(Map<String, @Nullable String> properties) {
    Map<String, String> complaints = in(properties);
    if (!complaints.isEmpty()) {
      throw new ConfigException(String.join(" ", complaints.values()));
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
