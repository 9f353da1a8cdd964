package io.github.sqsconnect.config;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Recommender;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.Validator;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.jspecify.annotations.Nullable;

/** Defines one group of keys, in the order in which a form shows them. */
final class KeyGroup {
  private final ConfigDef definition;
  private final String name;
  private int order;

  KeyGroup(ConfigDef definition, String name) {
    this.definition = definition;
    this.name = name;
  }

  /** A key that must be given. */
  KeyGroup required(
      String key, Type type, Validator rule, Importance importance, String display, String doc) {
    return define(key, type, ConfigDef.NO_DEFAULT_VALUE, rule, importance, display, doc, null);
  }

  /** A key with a default; null if a missing value has a meaning of its own. */
  KeyGroup optional(
      String key,
      Type type,
      @Nullable Object defaultValue,
      @Nullable Validator rule,
      Importance importance,
      String display,
      String doc) {
    return define(key, type, defaultValue, rule, importance, display, doc, null);
  }

  /** A key whose value is one of a few words, which user interfaces can offer. */
  KeyGroup choice(
      String key,
      String defaultValue,
      Importance importance,
      String display,
      String doc,
      String... words) {
    List<String> allowed = List.of(words);
    return define(
        key,
        Type.STRING,
        defaultValue,
        Rules.oneOf(allowed),
        importance,
        display,
        doc,
        recommend(allowed));
  }

  /** An on/off key. */
  KeyGroup flag(
      String key, boolean defaultValue, Importance importance, String display, String doc) {
    return define(
        key,
        Type.BOOLEAN,
        defaultValue,
        null,
        importance,
        display,
        doc,
        recommend(List.of(true, false)));
  }

  private KeyGroup define(
      String key,
      Type type,
      @Nullable Object defaultValue,
      @Nullable Validator rule,
      Importance importance,
      String display,
      String doc,
      @Nullable Recommender recommender) {
    Width width =
        switch (type) {
          case BOOLEAN, INT, LONG, SHORT, DOUBLE -> Width.SHORT;
          case LIST -> Width.LONG;
          default -> Width.MEDIUM;
        };
    order++;
    definition.define(
        key,
        type,
        defaultValue,
        rule,
        importance,
        doc,
        name,
        order,
        width,
        display,
        List.of(),
        recommender);
    return this;
  }

  private static Recommender recommend(List<?> values) {
    return new Recommender() {
      @Override
      public List<Object> validValues(String key, Map<String, Object> parsed) {
        return List.copyOf(values);
      }

      @Override
      public boolean visible(String key, Map<String, Object> parsed) {
        return true;
      }
    };
  }
}
