package io.github.sqsconnect.config;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Finds unknown keys with a prefix of this connector, which are probably typing errors. */
public final class UnknownKeys {
  private static final List<String> PREFIXES = List.of("sqs.", "event.", "aws.", "behavior.on.");

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

  /** The edits (insert, delete, replace) that turn one text into the other. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
