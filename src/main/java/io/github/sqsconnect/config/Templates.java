package io.github.sqsconnect.config;

import java.util.Set;
import org.apache.kafka.common.config.ConfigDef.Validator;
import org.jspecify.annotations.Nullable;

/** The syntax of templates: text with {@code ${...}} in it. */
final class Templates {
  private static final Set<String> WORDS = Set.of("topic", "partition", "key");

  private Templates() {}

  static Validator rule() {
    return Rules.rule(
        "text with ${topic}, ${partition}, ${key}, ${header.NAME}, ${value.PATH}",
        value -> complaint((String) value));
  }

  /** What is wrong with the template, or null. */
  static @Nullable String complaint(String template) {
    if (template.isBlank()) {
      return "is blank. Give text, or leave the key out.";
    }
    int at = 0;
    while (true) {
      int open = template.indexOf("${", at);
      if (open < 0) {
        return null;
      }
      int close = template.indexOf('}', open);
      if (close < 0) {
        return "has '${' without '}'. Close it.";
      }
      String word = template.substring(open + 2, close);
      boolean known =
          WORDS.contains(word)
              || (word.startsWith("header.") && word.length() > "header.".length())
              || (word.startsWith("value.")
                  && FieldPaths.complaint(word.substring("value.".length())) == null);
      if (!known) {
        return "holds ${"
            + word
            + "}, which is not known. Allowed: ${topic}, ${partition}, ${key}, ${header.NAME}, ${value.PATH}.";
      }
      at = close + 1;
    }
  }
}
