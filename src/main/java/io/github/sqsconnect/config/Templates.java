package io.github.sqsconnect.config;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigDef.Validator;
import org.jspecify.annotations.Nullable;

/** The syntax of templates: text with {@code ${...}}. */
final class Templates {
  private static final List<String> WORDS = List.of("topic", "partition", "key");
  private static final String OTHERS = "${header.NAME}, ${value.PATH}";

  private static final List<String> DISTINGUISHING = List.of("${key}", "${header.", "${value.");
  private static final String DISTINGUISHING_WORDS = "${key}, " + OTHERS;

  private Templates() {}

  /**
   * The rule for a template.
   *
   * @param moreWords words that it may contain in addition to those of every record
   */
  static Validator rule(String... moreWords) {
    List<String> words = words(moreWords);
    return new TemplateRule(
        Rules.rule("text with " + all(words), value -> error((String) value, words)));
  }

  /** The rule for a template whose text is a URI reference. */
  static Validator uriReference() {
    return new TemplateRule(
        Rules.rule(
            "a URI reference with " + all(WORDS),
            value -> {
              String template = (String) value;
              String error = error(template, WORDS);
              return error != null || isUriReference(template)
                  ? error
                  : "is not a URI reference. Allowed: text such as kafka:${topic} or https://example.com/orders, without spaces and brackets.";
            }));
  }

  /** Whether the text can be a URI reference, if every placeholder stands for a letter. */
  private static boolean isUriReference(String template) {
    StringBuilder text = new StringBuilder();
    int at = 0;
    while (at < template.length()) {
      if (template.startsWith("${", at)) {
        text.append('x');
        at = template.indexOf('}', at) + 1;
      } else {
        text.append(template.charAt(at++));
      }
    }
    return BodySettings.notUriReferenceAt(text.toString()) < 0;
  }

  /**
   * The rule for a template whose text must differ between records.
   *
   * @param others other allowed values
   */
  static Validator distinguishing(List<String> others, String... moreWords) {
    List<String> words = words(moreWords);
    return new TemplateRule(
        Rules.rule(
            String.join(", ", others) + ", or text with at least one of " + DISTINGUISHING_WORDS,
            value -> {
              String template = (String) value;
              if (others.contains(template)) {
                return null;
              }
              String error = error(template, words);
              return error != null || differsBetweenRecords(template)
                  ? error
                  : "is equal for different records. Allowed: "
                      + String.join(", ", others)
                      + ", or a template with at least one of "
                      + DISTINGUISHING_WORDS
                      + '.';
            }));
  }

  /** Topic, partition and user are equal for many records. */
  private static boolean differsBetweenRecords(String template) {
    return DISTINGUISHING.stream().anyMatch(template::contains);
  }

  /** Words without a parameter: those of every template, and these. */
  static List<String> words(String... moreWords) {
    return Stream.concat(Stream.of(moreWords), WORDS.stream()).toList();
  }

  /** The placeholders that a template may contain, for people. */
  static String all(List<String> words) {
    return words.stream().map(word -> "${" + word + "}, ").collect(Collectors.joining()) + OTHERS;
  }

  /** The error of a template with the words of every record, or null. */
  static @Nullable String error(String template) {
    return error(template, WORDS);
  }

  /** The error of the template, or null. */
  static @Nullable String error(String template, List<String> words) {
    if (template.isBlank()) {
      return "is blank. Set text, or remove the key.";
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
                  && FieldPaths.error(word.substring("value.".length())) == null);
      if (!known && word.startsWith("value.$")) {
        return "contains ${" + word + "}. " + FieldPaths.NOT_JSON_PATH;
      }
      if (!known) {
        return "contains ${" + word + "}, which is not known. Allowed: " + all(words) + '.';
      }
      at = close + 1;
    }
  }
}
