package io.github.sqsconnect.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;

/** Generates the configuration reference from the definition of the keys. */
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
        new StringBuilder(
            """
            # Configuration

            Every key of the connector, by group. Durations end in `.ms`, sizes in `.bytes`. Connect's own keys
            (`topics`, converters, `errors.*`, `tasks.max`) work as with every sink connector.

            Some keys matter only with some values of other keys. User interfaces of Connect hide them otherwise, unless they
            are set.

            A key under `sqs.`, `event.`, `aws.` or `behavior.on.` that differs from a key of this page by one or two letters
            is an error (`sqs.validate.unknown.keys`); other unknown keys are logged as `event=unknown_key` with the nearest
            known key.

            This page is generated from the definition of the keys. The table has the first sentence of each description.

            """);
    page.append(table());
    groups.forEach(
        (group, keys) -> {
          page.append("\n## ").append(group).append("\n");
          keys.forEach(key -> page.append(section(key)));
        });
    return page.toString();
  }

  private static String section(ConfigKey key) {
    return "\n### `%s`\n\n%s\n\n- Type: %s\n- Default: %s\n%s%s- Importance: %s\n"
        .formatted(
            key.name,
            key.documentation,
            key.type.name().toLowerCase(Locale.ROOT),
            defaultOf(key),
            key.validator == null ? "" : "- Allowed: " + escaped(key.validator) + "\n",
            Relevance.of(key.name).map(each -> "- Matters: " + each.condition() + "\n").orElse(""),
            key.importance.name().toLowerCase(Locale.ROOT));
  }

  private String table() {
    StringBuilder table = new StringBuilder("| key | default | meaning |\n|---|---|---|\n");
    groups.forEach(
        (group, keys) -> {
          table.append("| **%s** | | |\n".formatted(group));
          for (ConfigKey key : keys) {
            String meaning = firstSentence(key.documentation).replace("|", "\\|");
            String anchor = key.name.replace(".", "");
            table.append(
                "| [`%s`](#%s) | %s | %s |\n".formatted(key.name, anchor, defaultOf(key), meaning));
          }
        });
    return table.toString();
  }

  /** One line for each key: the part of its definition that users rely on. */
  String contract() {
    StringBuilder contract = new StringBuilder();
    groups.forEach(
        (group, keys) ->
            keys.forEach(
                key ->
                    contract.append(
                        "%s | %s | %s | %s | %s | %s %d\n"
                            .formatted(
                                key.name,
                                key.type,
                                defaultOf(key),
                                key.importance,
                                key.validator == null ? "" : key.validator,
                                group,
                                key.orderInGroup))));
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

  /** Pages of code hosts do not show what looks like an HTML element. */
  private static String escaped(Object text) {
    return text.toString().replace("<", "\\<");
  }
}
