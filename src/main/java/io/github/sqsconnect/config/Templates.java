package io.github.sqsconnect.config;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigDef.Validator;
import org.jspecify.annotations.Nullable;

/** The syntax of templates: text with {@code ${...}} in it. */
final class Templates {
  private static final List<String> WORDS = List.of("topic", "partition", "key");
  private static final String OTHERS = "${header.NAME}, ${value.PATH}";

  private static final List<String> DISTINGUISHING = List.of("${key}", "${header.", "${value.");
  private static final String DISTINGUISHING_WORDS = "${key}, " + OTHERS;

  private Templates() {}

  /**
   * The rule for a template.
   *
   * @param moreWords what it may hold besides what every record has
   */
  static Validator rule(String... moreWords) {
    List<String> words = Stream.concat(Stream.of(moreWords), WORDS.stream()).toList();
    return Rules.rule("text with " + all(words), value -> complaint((String) value, words));
  }

  /**
   * The rule for a template whose text tells one record from another.
   *
   * @param others values that are allowed besides
   */
  static Validator distinguishing(List<String> others, String... moreWords) {
    List<String> words = Stream.concat(Stream.of(moreWords), WORDS.stream()).toList();
    return Rules.rule(
        String.join(", ", others) + ", or text with at least one of " + DISTINGUISHING_WORDS,
        value -> {
          String template = (String) value;
          if (others.contains(template)) {
            return null;
          }
          String complaint = complaint(template, words);
          return complaint != null || tellsRecordsApart(template)
              ? complaint
              : "is the same for different records. Allowed: "
                  + String.join(", ", others)
                  + ", or a template with at least one of "
                  + DISTINGUISHING_WORDS
                  + '.';
        });
  }

  /** Topic, partition and user are the same for many records. */
  private static boolean tellsRecordsApart(String template) {
    return DISTINGUISHING.stream().anyMatch(template::contains);
  }

  private static String all(List<String> words) {
    return words.stream().map(word -> "${" + word + "}, ").collect(Collectors.joining()) + OTHERS;
  }

  /** What is wrong with the template, or null. */
  private static @Nullable String complaint(String template, List<String> words) {
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
          words.contains(word)
              || (word.startsWith("header.") && word.length() > "header.".length())
              || (word.startsWith("value.")
                  && FieldPaths.complaint(word.substring("value.".length())) == null);
      if (!known) {
        return "holds ${" + word + "}, which is not known. Allowed: " + all(words) + '.';
      }
      at = close + 1;
    }
  }
}
