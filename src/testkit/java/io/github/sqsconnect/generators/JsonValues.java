package io.github.sqsconnect.generators;

import io.github.sqsconnect.property.Draw;
import io.github.sqsconnect.property.Generator;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** Random JSON values of every kind, the simplest first, so that failures shrink to short text. */
public final class JsonValues {
  private static final int DEEPEST_CHAIN = 480;
  private static final int LONGEST_TEXT = 8;

  private static final Generator<Integer> CHARACTER =
      Generator.oneOf(
          Generator.between('a', 'z'),
          Generator.between('a', 'z'),
          Generator.between('a', 'z'),
          Generator.between('a', 'z'),
          Generator.between(' ', 0x7F),
          Generator.between(' ', 0x7F),
          Generator.between(0, 0x1F),
          Generator.of((int) '"', (int) '\\', (int) '/', 0x7F, 0x85, 0x2028, 0xFEFF),
          Generator.between(0x80, 0xD7FF),
          Generator.between(0xD800, 0xDFFF),
          Generator.between(0xE000, 0xFFFD),
          Generator.of(0xFFFD, 0xFFFE, 0xFFFF),
          JsonValues::beyondTheFirstPlane);

  private JsonValues() {}

  private static int beyondTheFirstPlane(Draw draw) {
    int first = (1 + draw.below(16)) << 16;
    return first + Generator.of(0, 0xFFFE, 0xFFFF, draw.below(0x10000)).from(draw);
  }

  /** Text of all planes, with characters to escape, ones that SQS rejects, and lone surrogates. */
  static Generator<String> text() {
    return CHARACTER.list(LONGEST_TEXT).map(JsonValues::join);
  }

  /**
   * Text for the name of a member, without lone surrogates: some readers of Jackson reject them in
   * names, though not in values.
   */
  static Generator<String> name() {
    return text().map(JsonValues::withoutHalfPairs);
  }

  private static String join(List<Integer> codePoints) {
    StringBuilder joined = new StringBuilder();
    codePoints.forEach(joined::appendCodePoint);
    return joined.toString();
  }

  private static String withoutHalfPairs(String text) {
    return join(
        text.codePoints()
            .filter(c -> Character.getType(c) != Character.SURROGATE)
            .boxed()
            .toList());
  }

  static Generator<Json> string() {
    return text().map(Json::string);
  }

  static Generator<Json> bool() {
    return Generator.of(false, true).map(Json::bool);
  }

  /** A signed 64-bit integer as a number or as a string, with both limits and 2^53. */
  static Generator<Json> int64() {
    Generator<Long> values =
        Generator.oneOf(
            draw -> (long) draw.below(10),
            draw -> 1_400_000_000_000L + draw.below(Integer.MAX_VALUE),
            Draw::anyLong,
            Generator.of(-1L, (1L << 53) + 1, -(1L << 53) - 1, Long.MAX_VALUE, Long.MIN_VALUE));
    return draw -> {
      String digits = Long.toString(values.from(draw));
      return draw.below(2) == 0 ? Json.number(digits) : Json.string(digits);
    };
  }

  /** Nearly a 64-bit integer: too large, with a fraction, or another notation. */
  static Generator<Json> nearlyInt64() {
    Generator<String> beyond =
        Generator.of(
            "9223372036854775808",
            "-9223372036854775809",
            "18446744073709551615",
            "1" + "0".repeat(60));
    return Generator.oneOf(
        Generator.of(
                "-0", "1.0", "1e3", "0.5", "-1E+2", "42.0", "4.2e1", "-0.0", "0.42e+2", "420e-1")
            .map(Json::number),
        Generator.of(
                "0e99999999999999999999", "1e999999999", "1e-999999999", "9223372036854775807.00")
            .map(Json::number),
        Generator.of(
                "9.223372036854775807e18", "9.223372036854775808E18", "-922337203685477580.8e1")
            .map(Json::number),
        Generator.of("-0", "007", "+1", "1.0", "1e3", "", " 1", "1 ", "-", "١٢").map(Json::string),
        beyond.map(Json::number),
        beyond.map(Json::string));
  }

  static Generator<Json> int32() {
    return Generator.oneOf(Generator.between(-9, 999), draw -> (int) draw.anyLong())
        .map(Json::number);
  }

  /** A number: small, long, and such as a double or a decimal class would spoil. */
  static Generator<Json> number() {
    Generator<String> digits = Generator.between(0, 9).list(40).map(JsonValues::digits);
    Generator<String> sign = Generator.of("", "-");
    Generator<String> small = Generator.between(-9, 999).map(n -> Integer.toString(n));
    return Generator.<String>oneOf(
            small,
            small,
            c -> sign.from(c) + digits.from(c),
            c -> digits.from(c) + "." + digits.from(c),
            c -> sign.from(c) + "0." + digits.from(c) + "00",
            Generator.of("-0", "0.0", "-0.0", "6685.0", "1e0", "1E+05", "1e-7", "0e9", "5e-324"),
            Generator.of(
                "1e400", "-1e400", "1e-400", "1e999999999", "-1E-999999999", "0e99999999999"),
            Generator.of(1_000, 1_001, 3_000).map("7"::repeat).or(2, small))
        .map(Json::number);
  }

  private static String digits(List<Integer> digits) {
    StringBuilder text = new StringBuilder("1");
    digits.forEach(text::append);
    return text.toString();
  }

  static Generator<Json> scalar() {
    return Generator.oneOf(string(), bool(), number());
  }

  static Generator<Json> scalarOrNull() {
    return scalar().or(7, Generator.just(Json.NULL));
  }

  /** Any value: scalars, null, arrays and objects of two levels, sometimes a very deep one. */
  public static Generator<Json> any() {
    Generator<Json> flat = container(scalarOrNull());
    Generator<Json> nested = container(Generator.oneOf(scalarOrNull(), flat));
    return Generator.<Json>oneOf(scalarOrNull(), scalarOrNull(), flat, nested).or(30, deep());
  }

  private static Generator<Json> container(Generator<Json> content) {
    Generator<Json.Member> members = c -> new Json.Member(name().from(c), content.from(c));
    return Generator.oneOf(
        content.list(3).map(Json.Arr::new),
        members.list(3).map(several -> new Json.Obj(distinct(several))));
  }

  /** A chain of arrays and objects; inside a batch, within the limit of 512 levels. */
  private static Generator<Json> deep() {
    return draw -> {
      int length = draw.below(DEEPEST_CHAIN);
      Random kinds = new Random(draw.below(1_000));
      Json value = scalarOrNull().from(draw);
      for (int i = 0; i < length; i++) {
        value = kinds.nextBoolean() ? Json.array(value) : Json.object("k", value);
      }
      return value;
    };
  }

  /** An object with all required members and some optional ones, in any order. */
  static Generator<Json.Obj> object(
      Map<String, Generator<Json>> required, Generator<Json.Member> optional, int most) {
    return draw -> {
      List<Json.Member> members = new ArrayList<>();
      required.forEach((name, value) -> members.add(new Json.Member(name, value.from(draw))));
      members.addAll(optional.list(most).from(draw));
      List<Json.Member> distinct = distinct(members);
      int order = draw.below(1_000);
      if (order != 0) {
        Collections.shuffle(distinct, new Random(order));
      }
      return new Json.Obj(distinct);
    };
  }

  private static List<Json.Member> distinct(List<Json.Member> members) {
    Set<String> seen = new HashSet<>();
    return new ArrayList<>(members.stream().filter(m -> seen.add(m.name())).toList());
  }
}
