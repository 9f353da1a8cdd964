package io.github.sqsconnect.model;

import io.github.sqsconnect.generators.Json;
import io.github.sqsconnect.schema.EventBatchSchema;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which members are 64-bit integers, and how they are written. */
final class Int64Model {
  private static final String INTEGER = "-?(0|[1-9][0-9]*)";
  private static final int DIGITS_OF_64_BITS = 19;

  /**
   * Dotted paths from the root of a message; {@code []} is every element, {@code *} every member.
   *
   * <p>Choice: a path applies to events of every type, so a session duration in a custom event is
   * an Int64 too.
   */
  private static final Set<String> PATHS = EventBatchSchema.published().int64Paths();

  private final String format;

  Int64Model(String format) {
    this.format = format;
  }

  /**
   * A time copied from another member. Choice: "-0" counts as canonical digits, as it does for the
   * format {@code number}. A copy that is not converted here is formatted like any other value:
   * otherwise a second conversion would change it.
   */
  Json derived(Json source) {
    if (source instanceof Json.Num number && isInt64(number.text())) {
      return source;
    }
    if (source instanceof Json.Str string && isInt64(string.value())) {
      return new Json.Num(string.value());
    }
    return source;
  }

  Json format(Json message) {
    Json formatted = message;
    for (String path : PATHS) {
      formatted = at(formatted, List.of(path.replace("[]", ".[]").split("\\.")));
    }
    return formatted;
  }

  private Json at(Json value, List<String> path) {
    if (path.isEmpty()) {
      return formatted(value);
    }
    String segment = path.get(0);
    List<String> rest = path.subList(1, path.size());
    if (segment.equals("[]")) {
      return value instanceof Json.Arr array ? array.map(element -> at(element, rest)) : value;
    }
    if (!(value instanceof Json.Obj object)) {
      return value;
    }
    if (segment.equals("*")) {
      return new Json.Obj(
          object.members().stream()
              .map(m -> new Json.Member(m.name(), at(m.value(), rest)))
              .toList());
    }
    return object.change(segment, member -> at(member, rest));
  }

  private Json formatted(Json value) {
    return switch (format) {
      case "keep" -> value;
      case "number" ->
          value instanceof Json.Str string && isInt64(string.value())
              ? new Json.Num(canonicalDigits(string.value()).orElseThrow())
              : value instanceof Json.Num number
                  ? canonicalDigits(number.text()).<Json>map(Json.Num::new).orElse(value)
                  : value;
      case "string" ->
          value instanceof Json.Num number
              ? canonicalDigits(number.text())
                  .or(() -> Optional.of(number.text()).filter(text -> text.matches(INTEGER)))
                  .<Json>map(Json.Str::new)
                  .orElse(value)
              : value;
      default -> throw new IllegalArgumentException("event.int64.format");
    };
  }

  /**
   * The digits of a number that is an integer within 64 bits, in any notation. Choice: zero has no
   * sign, and an integer of more than 64 bits is still quoted with {@code string}.
   */
  static Optional<String> canonicalDigits(String number) {
    String[] parts = number.split("[eE]");
    BigDecimal mantissa = new BigDecimal(parts[0]).stripTrailingZeros();
    if (mantissa.signum() == 0) {
      return Optional.of("0");
    }
    BigInteger exponent = new BigInteger(parts.length == 1 ? "0" : parts[1]);
    BigInteger zeros = exponent.subtract(BigInteger.valueOf(mantissa.scale()));
    BigInteger digits = zeros.add(BigInteger.valueOf(mantissa.precision()));
    if (zeros.signum() < 0 || digits.compareTo(BigInteger.valueOf(DIGITS_OF_64_BITS)) > 0) {
      return Optional.empty();
    }
    BigInteger integer =
        mantissa.unscaledValue().multiply(BigInteger.TEN.pow(zeros.intValueExact()));
    return Optional.of(integer.toString()).filter(Int64Model::isInt64);
  }

  private static boolean isInt64(String text) {
    return text.matches(INTEGER)
        && text.length() <= DIGITS_OF_64_BITS + 1
        && new BigInteger(text).bitLength() < Long.SIZE;
  }
}
