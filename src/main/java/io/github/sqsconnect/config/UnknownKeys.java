package io.github.sqsconnect.config;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds unknown keys with a prefix of this connector, which are probably typing errors. */
public final class UnknownKeys {
  private static final List<String> PREFIXES = List.of("sqs.", "event.", "aws.", "behavior.on.");

  /** A key that differs by more letters may belong to somebody else. */
  private static final int MOST_EDITS = 2;

  private UnknownKeys() {}

  /** Every unknown key with one of the prefixes, and the known key that is most similar. */
  public static Map<String, String> in(Collection<String> keys) {
    Collection<String> known = SqsSinkConfig.definition().names();
    Map<String, String> unknown = new LinkedHashMap<>();
    for (String key : keys) {
      if (!known.contains(key) && !key.startsWith(ProviderSettings.PREFIX) && isOurs(key)) {
        unknown.put(key, nearest(key, known));
      }
    }
    return unknown;
  }

  /**
   * Unknown keys that are probably misspelled: the message by key. Empty if {@code
   * sqs.validate.unknown.keys} is false.
   */
  public static Map<String, String> misspelled(Map<String, @Nullable String> properties) {
    Map<String, String> errors = new LinkedHashMap<>();
    String validate = properties.get(DeliverySettings.VALIDATE_UNKNOWN_KEYS);
    if (validate != null && validate.trim().equalsIgnoreCase("false")) {
      return errors;
    }
    in(properties.keySet())
        .forEach(
            (key, nearest) -> {
              if (distance(key, nearest) <= MOST_EDITS) {
                errors.put(
                    key,
                    key
                        + " is not a key of this connector. Did you mean "
                        + nearest
                        + "? Correct or remove it. To accept keys that the connector does not know, set"
                        + " sqs.validate.unknown.keys=false.");
              }
            });
    return errors;
  }

  /** Whether a key has one of the prefixes, known or not. */
  static boolean isOurs(String key) {
    return PREFIXES.stream().anyMatch(key::startsWith);
  }

  private static String nearest(String key, Collection<String> known) {
    String nearest = "";
    int least = Integer.MAX_VALUE;
    for (String candidate : known) {
      int distance = distance(key, candidate);
      if (distance < least) {
        least = distance;
        nearest = candidate;
      }
    }
    return nearest;
  }

  /** The edits (insert, delete, replace, swap neighbours) that turn one text into the other. */
  static int distance(String a, String b) {
    int[][] edits = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          edits[i][j] = i + j;
          continue;
        }
        int replaced = edits[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        edits[i][j] = Math.min(replaced, 1 + Math.min(edits[i - 1][j], edits[i][j - 1]));
        boolean isSwap =
            i > 1
                && j > 1
                && a.charAt(i - 1) == b.charAt(j - 2)
                && a.charAt(i - 2) == b.charAt(j - 1);
        if (isSwap) {
          edits[i][j] = Math.min(edits[i][j], edits[i - 2][j - 2] + 1);
        }
      }
    }
    return edits[a.length()][b.length()];
  }
}
