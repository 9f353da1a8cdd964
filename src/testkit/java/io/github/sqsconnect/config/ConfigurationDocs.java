package io.github.sqsconnect.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;

/** Writes the configuration reference from the definition of the keys. */
final class ConfigurationDocs {
  private final Map<String, List<ConfigKey>> groups = new LinkedHashMap<>();

  ConfigurationDocs(ConfigDef definition) {
    for (String group : definition.groups()) {
      List<ConfigKey> keys = new ArrayList<>();
      for (ConfigKey key : definition.configKeys().values()) {
        if (key.group.equals(group)) {
          keys.add(key);
        }
      }
      keys.sort((a, b) -> Integer.compare(a.orderInGroup, b.orderInGroup));
      groups.put(group, keys);
    }
  }

  /** The page for users: every key with its type, default, values, importance and meaning. */
  String page() {
    StringBuilder page =
        new StringBuilder("# Configuration\n\n")
            .append("Every key of the connector, by group. Durations end in `.ms`, sizes in")
            .append(" `.bytes`. Connect's own keys\n(`topics`, converters, `errors.*`,")
            .append(" `tasks.max`) work as they do with every sink.\n\n")
            .append("This page is written by the build from the definition of the keys.\n");
    groups.forEach(
        (group, keys) -> {
          page.append("\n## ").append(group).append("\n");
          for (ConfigKey key : keys) {
            page.append("\n### `").append(key.name).append("`\n\n");
            page.append(key.documentation).append("\n\n");
            page.append("- Type: ").append(key.type.name().toLowerCase(Locale.ROOT)).append('\n');
            page.append("- Default: ").append(defaultOf(key)).append('\n');
            if (key.validator != null) {
              page.append("- Allowed: ").append(key.validator).append('\n');
            }
            page.append("- Importance: ")
                .append(key.importance.name().toLowerCase(Locale.ROOT))
                .append('\n');
          }
        });
    return page.toString();
  }

  /** The short table of the README. */
  String table() {
    StringBuilder table = new StringBuilder("| key | default | meaning |\n|---|---|---|\n");
    groups.forEach(
        (group, keys) -> {
          table.append("| **").append(group).append("** | | |\n");
          for (ConfigKey key : keys) {
            table
                .append("| `")
                .append(key.name)
                .append("` | ")
                .append(defaultOf(key))
                .append(" | ")
                .append(firstSentence(key.documentation).replace("|", "\\|"))
                .append(" |\n");
          }
        });
    return table.toString();
  }

  /** One line a key: what users of the last version rely on. */
  String contract() {
    StringBuilder contract = new StringBuilder();
    groups.forEach(
        (group, keys) -> {
          for (ConfigKey key : keys) {
            contract
                .append(key.name)
                .append(" | ")
                .append(key.type)
                .append(" | ")
                .append(defaultOf(key))
                .append(" | ")
                .append(key.importance)
                .append(" | ")
                .append(key.validator == null ? "" : key.validator)
                .append(" | ")
                .append(group)
                .append(' ')
                .append(key.orderInGroup)
                .append('\n');
          }
        });
    return contract.toString();
  }

  private static String defaultOf(ConfigKey key) {
    if (!key.hasDefault()) {
      return "required";
    }
    if (key.defaultValue == null
        || "".equals(key.defaultValue)
        || List.of().equals(key.defaultValue)) {
      return "–";
    }
    return "`" + key.defaultValue + "`";
  }

  private static String firstSentence(String documentation) {
    for (int at = documentation.indexOf(". "); at >= 0; at = documentation.indexOf(". ", at + 1)) {
      if (Character.isUpperCase(documentation.charAt(at + 2))) {
        return documentation.substring(0, at + 1);
      }
    }
    return documentation;
  }
}
