package io.github.sqsconnect.config;

import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigDef.Validator;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;

/** The validators of single keys; their {@code toString} is what the documentation prints. */
final class Rules {
  private Rules() {}

  static Validator oneOf(List<String> allowed) {
    String words = String.join(", ", allowed);
    return rule(
        "one of " + words,
        value -> allowed.contains(value) ? null : "is not known. Allowed: " + words + ".");
  }

  static Validator between(long least, long most) {
    return rule(
        least + " to " + most,
        value -> {
          long number = ((Number) value).longValue();
          return number >= least && number <= most
              ? null
              : "is out of range. Allowed: " + least + " to " + most + ".";
        });
  }

  static Validator region() {
    return rule(
        "a region such as eu-west-1",
        value -> isRegion((String) value) ? null : "is not a region. Set one such as eu-west-1.");
  }

  private static boolean isRegion(String text) {
    return text.indexOf('-') != text.lastIndexOf('-')
        && Character.isDigit(text.charAt(text.length() - 1))
        && text.chars().allMatch(c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-');
  }

  static Validator atLeast(long least) {
    return rule(
        "at least " + least,
        value ->
            ((Number) value).longValue() >= least
                ? null
                : "is too small. Allowed: " + least + " or more.");
  }

  static Validator timeoutOrForever() {
    return rule(
        "-1 (for ever), or at least 1",
        value -> {
          long number = ((Number) value).longValue();
          return number == -1 || number >= 1
              ? null
              : "is not a timeout. Allowed: -1 (no limit), or 1 or more.";
        });
  }

  static Validator countOrNever() {
    return rule(
        "-1 (never), or at least 1",
        value -> {
          long number = ((Number) value).longValue();
          return number == -1 || number >= 1
              ? null
              : "is not a number of records. Allowed: -1 (never), or 1 or more.";
        });
  }

  static Validator notBlank(String what) {
    return rule(what, value -> ((String) value).isBlank() ? "is blank. Set " + what + "." : null);
  }

  static Validator matching(Pattern pattern, String what) {
    return rule(
        what,
        value ->
            pattern.matcher((String) value).matches()
                ? null
                : "is invalid. Allowed: " + what + ".");
  }

  static Validator secret() {
    return rule(
        "not blank",
        value -> {
          String secret = ((Password) value).value();
          if (secret.isBlank()) {
            return "is blank. Set the value, or remove the key.";
          }
          return secret.chars().allMatch(c -> c > ' ' && c < 0x7F)
              ? null
              : "contains a line break, a blank or another character that no secret has. Set it in one line.";
        },
        false);
  }

  /** A rule with messages that do not show the value. */
  static Validator withoutValue(String description, Function<Object, @Nullable String> check) {
    return rule(description, check, false);
  }

  /**
   * A rule.
   *
   * @param check returns the error, or null if the value is valid
   */
  static Validator rule(String description, Function<Object, @Nullable String> check) {
    return rule(description, check, true);
  }

  private static Validator rule(
      String description, Function<Object, @Nullable String> check, boolean showsValue) {
    return new Validator() {
      @Override
      public void ensureValid(String name, @Nullable Object value) {
        if (value == null) {
          return;
        }
        String error = check.apply(value);
        if (error != null) {
          throw new ConfigException(
              name + (showsValue ? " = '" + shown(value) + "' " : " ") + error);
        }
      }

      @Override
      public String toString() {
        return description;
      }
    };
  }

  /** The value as the user wrote it. */
  private static String shown(Object value) {
    return value instanceof List<?> list
        ? list.stream().map(String::valueOf).collect(Collectors.joining(","))
        : value.toString();
  }
}
