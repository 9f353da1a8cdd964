package io.github.sqsconnect.model;

import io.github.sqsconnect.generators.Json;
import io.github.sqsconnect.generators.Json.Arr;
import io.github.sqsconnect.generators.Json.Bool;
import io.github.sqsconnect.generators.Json.Num;
import io.github.sqsconnect.generators.Json.Obj;
import io.github.sqsconnect.generators.Json.Str;
import io.github.sqsconnect.model.EventFormatModel.KeyAndHeaders;
import io.github.sqsconnect.model.EventFormatModel.Position;
import io.github.sqsconnect.model.EventFormatModel.Violation;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Maps a plain record to the batch of one event that a sender would have written. */
final class PlainRecordModel {
  private static final Set<String> TYPES =
      Set.of(
          """
          session_start session_end screen_view custom_event crash_report opt_out first_run
          pre_attribution push_registration application_state_transition push_message
          network_performance breadcrumb profile push_reaction commerce_event
          user_attribute_change user_identity_change uninstall"""
              .split("\\s+"));

  private static final Set<String> CUSTOM_TYPES =
      Set.of(
          """
          navigation location search transaction user_content user_preference social other
          media attribution unknown"""
              .split("\\s+"));

  private static final int MOST_PLAIN_DIGITS = 1000;
  private static final DateTimeFormatter BASIC = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss");
  private static final DateTimeFormatter BASIC_WITH_OFFSET =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmssXX");

  private final Map<String, String> settings;

  PlainRecordModel(Map<String, String> settings) {
    this.settings = settings;
  }

  /**
   * Choices: only a custom event has a custom event type; the members of the data have this order,
   * and custom attributes are always present; a user id is written as a number.
   *
   * @param id used if the record has no id
   */
  Obj batch(Obj record, KeyAndHeaders keyAndHeaders, Position position, String id) {
    Run run = new Run(record, keyAndHeaders, position);
    Map<String, Json> data = new LinkedHashMap<>();
    String type = run.word("event.record.type", "custom_event", TYPES);
    data.put(type.equals("screen_view") ? "screen_name" : "event_name", run.name());
    if (type.equals("custom_event")) {
      data.put(
          "custom_event_type",
          Json.string(run.word("event.record.custom.type", "other", CUSTOM_TYPES)));
    }
    run.given("event.record.timestamp.path")
        .ifPresent(time -> data.put("timestamp_unixtime_ms", Json.number(millis(time))));
    data.put("source_message_id", Json.string(run.text("event.record.id.path").orElse(id)));
    run.text("event.record.session.path")
        .ifPresent(session -> data.put("session_uuid", Json.string(session)));
    Map<String, Json> batch = new LinkedHashMap<>();
    run.given("event.record.mpid.path").ifPresent(mpid -> batch.put("mpid", userId(mpid)));
    Map<String, Json> identities =
        run.pairs("event.record.identities", value -> Json.string(text(value)));
    identities.values().removeIf(PlainRecordModel::isBlank);
    Map<String, Json> attributes =
        run.pairs("event.record.user.attributes", PlainRecordModel::listed);
    Map<String, Json> device = run.pairs("event.record.device", PlainRecordModel::scalar);
    data.put("custom_attributes", run.customAttributes());
    batch.put(
        "events", Json.array(Json.object("data", Obj.of(data), "event_type", Json.string(type))));
    if (!identities.isEmpty()) {
      batch.put("user_identities", Obj.of(identities));
    }
    if (!attributes.isEmpty()) {
      batch.put("user_attributes", Obj.of(attributes));
    }
    if (!device.isEmpty()) {
      batch.put("device_info", Obj.of(device));
    }
    return Obj.of(batch);
  }

  private interface Reading {
    Json of(Json value);
  }

  /** The mapping of one record. */
  private final class Run {
    private final Obj value;
    private final KeyAndHeaders keyAndHeaders;
    private final Position position;

    /** The values that a setting has used, by identity and not by equality. */
    private final Map<Json, Boolean> used = new IdentityHashMap<>();

    Run(Obj value, KeyAndHeaders keyAndHeaders, Position position) {
      this.value = value;
      this.keyAndHeaders = keyAndHeaders;
      this.position = position;
    }

    Optional<Json> at(String setting) {
      return Optional.ofNullable(settings.get(setting)).flatMap(this::use);
    }

    Optional<String> text(String setting) {
      return given(setting).map(PlainRecordModel::text);
    }

    /** Choice: blank text counts as absent, yet as used. */
    Optional<Json> given(String setting) {
      return at(setting).filter(value -> !isBlank(value));
    }

    private Optional<Json> use(String path) {
      Optional<Json> found = find(path);
      if (!path.startsWith("key:") && !path.startsWith("header:")) {
        found.ifPresent(json -> used.put(json, true));
      }
      return found;
    }

    /**
     * Choices: {@code key:} alone is the whole key as text; a key that is not JSON has no members;
     * if names of headers contain dots, the longest name that exists is used.
     */
    private Optional<Json> find(String path) {
      if (path.equals("key:")) {
        return Optional.ofNullable(keyAndHeaders.key()).map(Json::string);
      }
      if (path.startsWith("key:")) {
        return keyAsJson().flatMap(key -> below(key, path.substring(4)));
      }
      if (!path.startsWith("header:")) {
        return below(value, path);
      }
      List<String> segments = List.of(path.substring(7).split("\\.", -1));
      for (int end = segments.size(); end > 0; end--) {
        Json header = keyAndHeaders.headers().get(String.join(".", segments.subList(0, end)));
        if (header != null && !(header instanceof Json.Null)) {
          return below(header, String.join(".", segments.subList(end, segments.size())));
        }
      }
      return Optional.empty();
    }

    private Optional<Json> keyAsJson() {
      try {
        return Optional.ofNullable(keyAndHeaders.key()).map(Json::parse).map(Json::lastOfEachName);
      } catch (Json.Malformed notJson) {
        return Optional.empty();
      }
    }

    private static Optional<Json> below(Json start, String path) {
      Optional<Json> found = Optional.of(start);
      for (String segment : path.isEmpty() ? new String[0] : path.split("\\.", -1)) {
        found =
            found.flatMap(v -> v instanceof Obj object ? object.get(segment) : Optional.empty());
      }
      return found.filter(json -> !(json instanceof Json.Null));
    }

    String word(String setting, String otherwise, Set<String> allowed) {
      String word = text(setting + ".path").orElse(settings.getOrDefault(setting, otherwise));
      if (!allowed.contains(word)) {
        throw new Violation("", setting + " is unknown");
      }
      return word;
    }

    Json name() {
      return Json.string(
          text("event.record.name.path")
              .orElseGet(() -> filled(settings.getOrDefault("event.record.name", "${topic}"))));
    }

    /**
     * Choice: values in a template do not count as used; one that is no scalar becomes empty text.
     */
    private String filled(String template) {
      StringBuilder text = new StringBuilder();
      String rest = template;
      while (rest.contains("${")) {
        int open = rest.indexOf("${");
        int close = rest.indexOf('}', open);
        text.append(rest, 0, open).append(shown(rest.substring(open + 2, close)));
        rest = rest.substring(close + 1);
      }
      return text.append(rest).toString();
    }

    private String shown(String word) {
      if (word.equals("topic")) {
        return position.topic();
      }
      if (word.equals("partition")) {
        return Integer.toString(position.partition());
      }
      String path =
          word.equals("key")
              ? "key:"
              : word.startsWith("header.")
                  ? "header:" + word.substring(7)
                  : word.substring("value.".length());
      return find(path)
          .filter(json -> !(json instanceof Arr) && !(json instanceof Obj))
          .map(PlainRecordModel::text)
          .orElse("");
    }

    Map<String, Json> pairs(String setting, Reading reading) {
      Map<String, Json> read = new LinkedHashMap<>();
      for (String pair : settings.getOrDefault(setting, "").split(",")) {
        int equals = pair.indexOf('=');
        if (equals > 0) {
          String name = pair.substring(0, equals).trim();
          use(pair.substring(equals + 1).trim())
              .ifPresent(found -> read.put(name, reading.of(found)));
        }
      }
      return read;
    }

    Obj customAttributes() {
      Map<String, Json> attributes = new LinkedHashMap<>();
      flatten(value, "", paths("include").isEmpty(), attributes);
      return Obj.of(attributes);
    }

    private Set<String> paths(String which) {
      String list = settings.getOrDefault("event.record.attributes." + which, "");
      Set<String> paths = new HashSet<>();
      Arrays.stream(list.split(",")).map(String::trim).forEach(paths::add);
      paths.remove("");
      return paths;
    }

    private void flatten(Obj object, String prefix, boolean included, Map<String, Json> into) {
      object
          .toMap()
          .forEach(
              (name, member) -> {
                String path = prefix + name;
                boolean inside = included || paths("include").contains(path);
                if (used.containsKey(member) || paths("exclude").contains(path)) {
                  return;
                }
                if (member instanceof Obj nested && !nested.members().isEmpty()) {
                  flatten(nested, path + ".", inside, into);
                } else if (inside && into.put(path, attribute(member)) != null) {
                  throw new Violation("", "two members become one attribute");
                }
              });
    }
  }

  private static Json attribute(Json value) {
    boolean container = value instanceof Arr || value instanceof Obj;
    return Json.string(container ? value.canonical() : text(value));
  }

  private static Json scalar(Json value) {
    text(value);
    return value;
  }

  private static Json listed(Json value) {
    if (value instanceof Arr array) {
      array.elements().stream()
          .filter(element -> !(element instanceof Json.Null))
          .forEach(PlainRecordModel::text);
      return value;
    }
    return scalar(value);
  }

  private static boolean isBlank(Json value) {
    return value instanceof Str string && string.value().isBlank();
  }

  /** A scalar as text. */
  private static String text(Json value) {
    if (value instanceof Str string) {
      return string.value();
    }
    if (value instanceof Num number) {
      return plain(number.text());
    }
    if (value instanceof Bool bool) {
      return Boolean.toString(bool.value());
    }
    throw new Violation("", "not a scalar");
  }

  /**
   * Choice: a number with a fraction or an exponent is accepted up to 2^53, where a double is
   * exact.
   */
  private static Json userId(Json value) {
    String text = text(value);
    if (value instanceof Num number && !number.text().matches("-?[0-9]+")) {
      text = integral(number.text());
    }
    if (!text.matches("-?(0|[1-9][0-9]*)") || new BigInteger(text).bitLength() > 63) {
      throw new Violation("", "not a 64-bit integer");
    }
    return Json.number(new BigInteger(text).toString());
  }

  private static String integral(String number) {
    try {
      BigDecimal value = new BigDecimal(number).stripTrailingZeros();
      if (number.length() <= 64
          && (long) value.precision() - value.scale() < 30
          && value.scale() <= 0
          && value.abs().compareTo(BigDecimal.valueOf(1L << 53)) <= 0) {
        return value.toBigIntegerExact().toString();
      }
    } catch (ArithmeticException | NumberFormatException e) {
      return number;
    }
    return number;
  }

  /**
   * Choices: the limit counts the digits of the plain form, including the zero before the point;
   * the form with an exponent is that of Java's BigDecimal; a number without an exponent keeps its
   * own characters, and a zero its sign; a number whose exponent needs more than 64 bits is written
   * unchanged, even a zero.
   */
  static String plain(String number) {
    String mantissa = number.replaceFirst("[eE].*", "");
    BigInteger exponent =
        number.equals(mantissa)
            ? BigInteger.ZERO
            : new BigInteger(number.substring(mantissa.length() + 1).replace("+", ""));
    String sign = mantissa.startsWith("-") ? "-" : "";
    String unsigned = mantissa.substring(sign.length());
    int point = unsigned.indexOf('.');
    BigInteger scale =
        BigInteger.valueOf(point < 0 ? 0 : unsigned.length() - point - 1).subtract(exponent);
    String digits = unsigned.replace(".", "").replaceFirst("^0+(?=.)", "");
    boolean zero = digits.equals("0");
    BigInteger length = BigInteger.valueOf(digits.length());
    if (Stream.of(exponent, scale, length.subtract(scale)).anyMatch(n -> n.bitLength() > 63)) {
      return number;
    }
    BigInteger needed =
        scale.signum() > 0
            ? length.max(scale.add(BigInteger.ONE))
            : zero ? BigInteger.ONE : length.subtract(scale);
    if (needed.compareTo(BigInteger.valueOf(MOST_PLAIN_DIGITS)) <= 0) {
      return number.equals(mantissa) ? number : sign + plainDigits(digits, scale.intValue(), zero);
    }
    BigInteger adjusted = length.subtract(BigInteger.ONE).subtract(scale);
    if (scale.signum() == 0) {
      return sign + digits;
    }
    if (scale.signum() > 0 && adjusted.compareTo(BigInteger.valueOf(-6)) >= 0) {
      return sign + plainDigits(digits, scale.intValue(), zero);
    }
    String fraction = digits.length() > 1 ? "." + digits.substring(1) : "";
    String adjustedSign = adjusted.signum() > 0 ? "+" : "";
    String power = adjusted.signum() == 0 ? "" : "E" + adjustedSign + adjusted;
    return sign + digits.charAt(0) + fraction + power;
  }

  private static String plainDigits(String digits, int scale, boolean zero) {
    if (scale <= 0) {
      return zero ? "0" : digits + "0".repeat(-scale);
    }
    String padded = "0".repeat(Math.max(0, scale + 1 - digits.length())) + digits;
    int point = padded.length() - scale;
    return padded.substring(0, point) + "." + padded.substring(point);
  }

  /** Choices: fractions of a millisecond are rounded down; text is read without trimming. */
  private static long millis(Json value) {
    if (value instanceof Num number) {
      return millis(number.text());
    }
    if (!(value instanceof Str string)) {
      throw new Violation("", "not a time");
    }
    String text = string.value();
    if (text.matches("-?[0-9][0-9.]*([eE][+-]?[0-9]+)?")) {
      return millis(text);
    }
    List<Reader> readers = new ArrayList<>();
    readers.add(t -> OffsetDateTime.parse(t).toInstant());
    readers.add(t -> LocalDateTime.parse(t).toInstant(ZoneOffset.UTC));
    readers.add(t -> LocalDate.parse(t).atStartOfDay().toInstant(ZoneOffset.UTC));
    readers.add(t -> LocalDateTime.parse(t, BASIC).toInstant(ZoneOffset.UTC));
    readers.add(t -> OffsetDateTime.parse(t, BASIC_WITH_OFFSET).toInstant());
    for (Reader reader : readers) {
      try {
        return reader.read(text).toEpochMilli();
      } catch (DateTimeException | ArithmeticException notSo) {
        continue;
      }
    }
    throw new Violation("", "not a time");
  }

  private interface Reader {
    Instant read(String text);
  }

  /** Choice: a number is a time from 1980 to 2199 in one unit, or a date of eight digits. */
  private static long millis(String number) {
    try {
      if (number.length() > 64) {
        throw new Violation("", "not a time");
      }
      BigDecimal value = new BigDecimal(number);
      if (Math.abs((long) value.precision() - value.scale()) > 30) {
        throw new Violation("", "not a time");
      }
      if (value.compareTo(BigDecimal.TEN.pow(8)) < 0) {
        LocalDate date =
            LocalDate.parse(value.toBigIntegerExact().toString(), DateTimeFormatter.BASIC_ISO_DATE);
        return plausible(BigDecimal.valueOf(date.toEpochDay() * 86_400_000L)).orElseThrow();
      }
      return List.of(3, 0, -3, -6).stream()
          .flatMap(places -> plausible(value.movePointRight(places)).stream())
          .findFirst()
          .orElseThrow();
    } catch (ArithmeticException
        | NumberFormatException
        | DateTimeException
        | NoSuchElementException e) {
      throw new Violation("", "not a time");
    }
  }

  private static Optional<Long> plausible(BigDecimal millis) {
    boolean inside = millis.compareTo(start(1980)) >= 0 && millis.compareTo(start(2200)) < 0;
    return inside
        ? Optional.of(millis.setScale(0, RoundingMode.FLOOR).longValueExact())
        : Optional.empty();
  }

  private static BigDecimal start(int year) {
    return BigDecimal.valueOf(Instant.parse(year + "-01-01T00:00:00Z").toEpochMilli());
  }
}
