package io.github.sqsconnect.generators;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** Random JSON values of every kind, simplest first, so that failures shrink to something short. */
final class JsonValues {
  private static final int DEEPEST_CHAIN = 480;
  private static final int LONGEST_TEXT = 8;

  private static final Draw<Integer> CHARACTER =
      Draw.oneOf(
          Draw.between('a', 'z'),
          Draw.between('a', 'z'),
          Draw.between('a', 'z'),
          Draw.between('a', 'z'),
          Draw.between(' ', 0x7F),
          Draw.between(' ', 0x7F),
          Draw.between(0, 0x1F),
          Draw.of((int) '"', (int) '\\', (int) '/', 0x7F, 0x85, 0x2028, 0xFEFF),
          Draw.between(0x80, 0xD7FF),
          Draw.between(0xD800, 0xDFFF),
          Draw.between(0xE000, 0xFFFD),
          Draw.of(0xFFFD, 0xFFFE, 0xFFFF),
          JsonValues::beyondTheFirstPlane);

  private JsonValues() {}

  private static int beyondTheFirstPlane(Choices choices) {
    int first = (1 + choices.below(16)) << 16;
    return first + Draw.of(0, 0xFFFE, 0xFFFF, choices.below(0x10000)).from(choices);
  }

  /** Text from every plane, with what needs an escape, what SQS refuses, and half pairs. */
  static Draw<String> text() {
    return CHARACTER.list(LONGEST_TEXT).map(JsonValues::join);
  }

  /**
   * Text for the name of a member: no half pairs, which Jackson's readers refuse in names, though
   * not in values.
   */
  static Draw<String> name() {
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

  static Draw<Json> string() {
    return text().map(Json::string);
  }

  static Draw<Json> bool() {
    return Draw.of(false, true).map(Json::bool);
  }

  /** A signed 64-bit integer as a number or as a string, the edges and 2^53 among them. */
  static Draw<Json> int64() {
    Draw<Long> values =
        Draw.oneOf(
            choices -> (long) choices.below(10),
            choices -> 1_400_000_000_000L + choices.below(Integer.MAX_VALUE),
            Choices::anyLong,
            Draw.of(-1L, (1L << 53) + 1, -(1L << 53) - 1, Long.MAX_VALUE, Long.MIN_VALUE));
    return choices -> {
      String digits = Long.toString(values.from(choices));
      return choices.below(2) == 0 ? Json.number(digits) : Json.string(digits);
    };
  }

  /** What stands where a 64-bit integer should, and is nearly one. */
  static Draw<Json> nearlyInt64() {
    Draw<String> beyond =
        Draw.of(
            "9223372036854775808",
            "-9223372036854775809",
            "18446744073709551615",
            "1" + "0".repeat(60));
    return Draw.oneOf(
        Draw.of("-0", "1.0", "1e3", "0.5", "-1E+2", "42.0", "4.2e1", "-0.0", "0.42e+2", "420e-1")
            .map(Json::number),
        Draw.of("0e99999999999999999999", "1e999999999", "1e-999999999", "9223372036854775807.00")
            .map(Json::number),
        Draw.of("9.223372036854775807e18", "9.223372036854775808E18", "-922337203685477580.8e1")
            .map(Json::number),
        Draw.of("-0", "007", "+1", "1.0", "1e3", "", " 1", "1 ", "-", "١٢").map(Json::string),
        beyond.map(Json::number),
        beyond.map(Json::string));
  }

  static Draw<Json> int32() {
    return Draw.oneOf(Draw.between(-9, 999), choices -> (int) choices.anyLong()).map(Json::number);
  }

  /** A number: small, long, and such as a double or a decimal class would spoil. */
  static Draw<Json> number() {
    Draw<String> digits = Draw.between(0, 9).list(40).map(JsonValues::digits);
    Draw<String> sign = Draw.of("", "-");
    Draw<String> small = Draw.between(-9, 999).map(n -> Integer.toString(n));
    return Draw.<String>oneOf(
            small,
            small,
            c -> sign.from(c) + digits.from(c),
            c -> digits.from(c) + "." + digits.from(c),
            c -> sign.from(c) + "0." + digits.from(c) + "00",
            Draw.of("-0", "0.0", "-0.0", "6685.0", "1e0", "1E+05", "1e-7", "0e9", "5e-324"),
            Draw.of("1e400", "-1e400", "1e-400", "1e999999999", "-1E-999999999", "0e99999999999"),
            Draw.of(1_000, 1_001, 3_000).map("7"::repeat).or(2, small))
        .map(Json::number);
  }

  private static String digits(List<Integer> digits) {
    StringBuilder text = new StringBuilder("1");
    digits.forEach(text::append);
    return text.toString();
  }

  static Draw<Json> scalar() {
    return Draw.oneOf(string(), bool(), number());
  }

  static Draw<Json> scalarOrNull() {
    return scalar().or(7, Draw.just(Json.NULL));
  }

  /** Any value: scalars, null, arrays and objects of two levels, now and then a very deep one. */
  static Draw<Json> any() {
    Draw<Json> flat = container(scalarOrNull());
    Draw<Json> nested = container(Draw.oneOf(scalarOrNull(), flat));
    return Draw.<Json>oneOf(scalarOrNull(), scalarOrNull(), flat, nested).or(30, deep());
  }

  private static Draw<Json> container(Draw<Json> content) {
    Draw<Json.Member> members = c -> new Json.Member(name().from(c), content.from(c));
    return Draw.oneOf(
        content.list(3).map(Json.Arr::new),
        members.list(3).map(several -> new Json.Obj(distinct(several))));
  }

  /** A chain of arrays and objects; with what stands around it in a batch, within 512. */
  private static Draw<Json> deep() {
    return choices -> {
      int length = choices.below(DEEPEST_CHAIN);
      Random kinds = new Random(choices.below(1_000));
      Json value = scalarOrNull().from(choices);
      for (int i = 0; i < length; i++) {
        value = kinds.nextBoolean() ? Json.array(value) : Json.object("k", value);
      }
      return value;
    };
  }

  /** An object of the given members: all the required, some of the others, in any order. */
  static Draw<Json.Obj> object(
      Map<String, Draw<Json>> required, Draw<Json.Member> optional, int most) {
    return choices -> {
      List<Json.Member> members = new ArrayList<>();
      required.forEach((name, value) -> members.add(new Json.Member(name, value.from(choices))));
      members.addAll(optional.list(most).from(choices));
      List<Json.Member> distinct = distinct(members);
      int order = choices.below(1_000);
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
