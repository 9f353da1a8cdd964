package io.github.sqsconnect.config;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.jspecify.annotations.Nullable;

/** Finds values such as {@code 5ms} or {@code 1MB} of keys whose value is a whole number. */
final class PlainNumbers {
  private static final Pattern WHOLE = Pattern.compile("[+-]?\\d+");
  private static final Pattern WITH_UNIT =
      Pattern.compile("(\\d{1,15}(?:\\.\\d{1,3})?)\\s*([a-zA-Z]*)");

  private static final Map<String, Long> MILLISECONDS =
      Map.ofEntries(
          Map.entry("ms", 1L),
          Map.entry("s", 1_000L),
          Map.entry("sec", 1_000L),
          Map.entry("seconds", 1_000L),
          Map.entry("m", 60_000L),
          Map.entry("min", 60_000L),
          Map.entry("minutes", 60_000L),
          Map.entry("h", 3_600_000L));

  private static final Map<String, Long> BYTES =
      Map.ofEntries(
          Map.entry("b", 1L),
          Map.entry("k", 1L << 10),
          Map.entry("kb", 1L << 10),
          Map.entry("kib", 1L << 10),
          Map.entry("m", 1L << 20),
          Map.entry("mb", 1L << 20),
          Map.entry("mib", 1L << 20),
          Map.entry("g", 1L << 30),
          Map.entry("gb", 1L << 30),
          Map.entry("gib", 1L << 30));

  private PlainNumbers() {}

  /** The errors: the message by key. */
  static Map<String, String> errors(Map<String, @Nullable String> properties) {
    Map<String, String> errors = new LinkedHashMap<>();
    for (ConfigKey key : SqsSinkConfig.definition().configKeys().values()) {
      String value = properties.get(key.name);
      boolean isNumber = key.type == Type.INT || key.type == Type.LONG;
      if (isNumber && value != null && !isWhole(value.trim(), key.type)) {
        errors.put(key.name, error(key, value.trim()));
      }
    }
    return errors;
  }

  private static boolean isWhole(String value, Type type) {
    if (!WHOLE.matcher(value).matches()) {
      return false;
    }
    BigDecimal number = new BigDecimal(value);
    long most = type == Type.INT ? Integer.MAX_VALUE : Long.MAX_VALUE;
    return number.abs().compareTo(BigDecimal.valueOf(most)) <= 0;
  }

  private static String error(ConfigKey key, String value) {
    String unit = "";
    Map<String, Long> units = Map.of();
    if (key.name.endsWith(".ms")) {
      unit = " of milliseconds";
      units = MILLISECONDS;
    } else if (key.name.endsWith(".bytes")) {
      unit = " of bytes";
      units = BYTES;
    }
    return key.name
        + " = '"
        + value
        + "' is not a whole number"
        + unit
        + ". Set the number without a unit, for example "
        + example(key, value, units)
        + '.';
  }

  /** What the user probably means, if the rule of the key allows it; otherwise the default. */
  private static Object example(ConfigKey key, String value, Map<String, Long> units) {
    Matcher matcher = WITH_UNIT.matcher(value);
    Long factor = matcher.matches() ? units.get(matcher.group(2).toLowerCase(Locale.ROOT)) : null;
    if (factor == null) {
      return key.defaultValue;
    }
    BigDecimal meant = new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(factor));
    try {
      long number = meant.longValueExact();
      if (key.validator != null) {
        key.validator.ensureValid(key.name, number);
      }
      return number;
    } catch (ArithmeticException | org.apache.kafka.common.config.ConfigException e) {
      return key.defaultValue;
    }
  }
}
