package io.github.sqsconnect.json;

import com.fasterxml.jackson.core.io.NumberOutput;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;
import org.jspecify.annotations.Nullable;

/**
 * Reads Connect data (Struct, Map, List and scalars, with or without schema) into a {@link
 * JsonDocument}. The text is canonical from the start, so it is copied in one piece later.
 */
public final class ConnectJson {
  /** The most digits of a {@code Decimal} or big integer. More digits are a mistake. */
  static final int MOST_DIGITS = 10_000;

  /** Enough for every number of {@link #MOST_DIGITS} digits: log2(10) is less than 3.3220. */
  private static final int MOST_BITS = 33_220;

  private final IndexedJsonWriter writer;
  private final ConnectForm form;
  private final KeptNulls keptNulls;

  /** The name of the member that is read, or empty for an element and the whole value. */
  private String memberName = "";

  /** Reads without null members, which are the same as absent ones. */
  public ConnectJson(JsonDocument document) {
    this(document, KeptNulls.NONE);
  }

  public ConnectJson(JsonDocument document, KeptNulls keptNulls) {
    this(document, ConnectForm.numbers(keptNulls));
  }

  public ConnectJson(JsonDocument document, ConnectForm form) {
    writer = new IndexedJsonWriter(document);
    this.form = form;
    keptNulls = form.keptNulls();
  }

  /**
   * Reads a Connect value.
   *
   * @throws RejectedRecordException if it contains what JSON cannot express
   */
  public void read(@Nullable Schema schema, @Nullable Object value) {
    writer.reset();
    memberName = "";
    value(schema, value);
  }

  private void value(@Nullable Schema schema, @Nullable Object value) {
    if (value == null) {
      writer.nullValue();
    } else if (value instanceof String text) {
      writer.string(text);
    } else if (value instanceof Boolean bool) {
      writer.bool(bool);
    } else if (value instanceof Number number) {
      number(schema, number);
    } else if (value instanceof Struct struct) {
      struct(struct);
    } else if (value instanceof Map<?, ?> map) {
      map(schema, map);
    } else if (value instanceof List<?> list) {
      list(schema, list);
    } else if (value instanceof byte[] bytes) {
      writer.plainString(Base64.getEncoder().encode(bytes));
    } else if (value instanceof ByteBuffer buffer) {
      byte[] bytes = new byte[buffer.remaining()];
      buffer.duplicate().get(bytes);
      writer.plainString(Base64.getEncoder().encode(bytes));
    } else if (value instanceof Date date) {
      date(schema, date);
    } else {
      throw fail("a value of class " + value.getClass().getName());
    }
  }

  private void struct(Struct struct) {
    boolean keepNulls = openObject();
    for (Field field : struct.schema().fields()) {
      Object value = valueOf(struct, field);
      if (value != null || keepNulls || keptNulls.members().contains(field.name())) {
        member(field.name(), field.schema(), value);
      }
    }
    writer.closeDistinctObject(); // a schema has no two fields of one name
  }

  /** The value without the default of the schema. Only fields with a default are found by name. */
  private static @Nullable Object valueOf(Struct struct, Field field) {
    return field.schema().defaultValue() == null
        ? struct.get(field)
        : struct.getWithoutDefault(field.name());
  }

  private void map(@Nullable Schema schema, Map<?, ?> map) {
    Schema valueSchema = schema == null ? null : schema.valueSchema();
    boolean keepNulls = openObject();
    boolean nullSeen = false;
    boolean distinctNames = true;
    for (Map.Entry<?, ?> entry : inOrder(map)) {
      Object value = entry.getValue();
      if (value == null && !nullSeen) {
        nullSeen = true;
        keepNulls |= !hasDistinctNames(map);
      }
      if (value != null || keepNulls || keptNulls.members().contains(entry.getKey())) {
        distinctNames &= entry.getKey() instanceof String;
        member(key(entry.getKey()), valueSchema, value);
      }
    }

    if (distinctNames) {
      writer.closeDistinctObject();
    } else {
      writer.closeObject();
    }
  }

  /**
   * The entries in an order that is the same whenever the record is read. Hash maps and sorted maps
   * have such an order. The order of other maps, such as {@link Map#of}, may change from one JVM to
   * the next.
   */
  private Iterable<? extends Map.Entry<?, ?>> inOrder(Map<?, ?> map) {
    if (map instanceof HashMap || map instanceof SortedMap || map.size() < 2) {
      return map.entrySet();
    }
    List<Map.Entry<?, ?>> entries = new ArrayList<>(map.entrySet());
    entries.sort(
        Comparator.<Map.Entry<?, ?>, String>comparing(entry -> key(entry.getKey()))
            .thenComparing(entry -> entry.getKey() instanceof String));
    return entries;
  }

  /**
   * @return whether the members of the object that are null are kept
   */
  private boolean openObject() {
    writer.openObject();
    return writer.depth() <= keptNulls.depth() || keptNulls.objects().contains(memberName);
  }

  /** Keys of several types can have the same name. Then the last one wins, also if it is null. */
  private static boolean hasDistinctNames(Map<?, ?> map) {
    for (Object key : map.keySet()) {
      if (!(key instanceof String)) {
        return false;
      }
    }
    return true;
  }

  private void member(String name, @Nullable Schema schema, @Nullable Object value) {
    writer.name(name);
    if (value == null) {
      writer.nullMember();
      return;
    }
    memberName = name;
    value(schema, value);
  }

  private String key(@Nullable Object key) {
    if (key instanceof String text) {
      return text;
    }
    if (key instanceof BigInteger integer) {
      requireFewDigits(integer);
      return integer.toString();
    }
    if (key instanceof Long
        || key instanceof Integer
        || key instanceof Short
        || key instanceof Byte
        || key instanceof Boolean) {
      return key.toString();
    }
    throw fail(
        "a map key of "
            + (key == null ? "null" : "class " + key.getClass().getName())
            + ". Allowed: string, integer, boolean");
  }

  private void list(@Nullable Schema schema, List<?> list) {
    Schema elementSchema = schema == null ? null : schema.valueSchema();
    writer.openArray();
    for (Object element : list) {
      memberName = "";
      value(elementSchema, element);
    }
    writer.closeArray();
  }

  private void number(@Nullable Schema schema, Number number) {
    if (number instanceof Long
        || number instanceof Integer
        || number instanceof Short
        || number instanceof Byte) {
      writer.integer(number.longValue());
    } else if (number instanceof Double real) {
      requireFinite(Double.isFinite(real), real);
      writer.number(NumberOutput.toString(real, true), false);
    } else if (number instanceof Float real) {
      requireFinite(Float.isFinite(real), real);
      writer.number(NumberOutput.toString(real, true), false);
    } else if (number instanceof BigDecimal decimal) {
      requireFewDigits(decimal.unscaledValue());
      decimal(ScalarText.plain(decimal.toString()));
    } else if (number instanceof BigInteger integer) {
      requireFewDigits(integer);
      writer.number(integer.toString(), true);
    } else {
      throw fail(
          "a number of class "
              + number.getClass().getName()
              + (schema == null ? "" : " for schema type " + schema.type()));
    }
  }

  private void decimal(String text) {
    if (form.decimalsAsText()) {
      int start = writer.beginPlainString();
      writer.buffer().putAscii(text);
      writer.endPlainString(start);
    } else {
      writer.number(text, isInteger(text));
    }
  }

  private void requireFinite(boolean finite, Number number) {
    if (!finite) {
      throw fail("the number " + number + ", which JSON does not have");
    }
  }

  /** The time to write digits grows faster than their number. */
  private void requireFewDigits(BigInteger digits) {
    if (digits.bitLength() > MOST_BITS) {
      throw fail(
          "a number of more than "
              + MOST_DIGITS
              + " digits. Allowed: at most that many. Send it as text");
    }
  }

  private static boolean isInteger(String text) {
    return text.indexOf('.') < 0 && text.indexOf('E') < 0;
  }

  @SuppressWarnings("JavaUtilDate") // the class Connect uses for its logical types
  private void date(@Nullable Schema schema, Date date) {
    String logical = schema == null ? null : schema.name();
    if (form.timesAsText()) {
      time(logical, date.getTime());
    } else if (org.apache.kafka.connect.data.Date.LOGICAL_NAME.equals(logical)) {
      writer.integer(Math.floorDiv(date.getTime(), 86_400_000L), JsonDocument.DAYS);
    } else if (Time.LOGICAL_NAME.equals(logical)) {
      writer.integer(date.getTime(), JsonDocument.TIME_OF_DAY);
    } else if (schema == null || Timestamp.LOGICAL_NAME.equals(logical)) {
      writer.integer(date.getTime(), JsonDocument.MILLIS);
    } else {
      throw unknownDate(logical);
    }
  }

  private void time(@Nullable String logical, long millis) {
    int start = writer.beginPlainString();
    if (org.apache.kafka.connect.data.Date.LOGICAL_NAME.equals(logical)) {
      IsoTime.putDate(Math.floorDiv(millis, IsoTime.DAY_MS), writer.buffer());
    } else if (Time.LOGICAL_NAME.equals(logical)) {
      if (millis < 0 || millis >= IsoTime.DAY_MS) {
        throw fail("the time of day " + millis + " ms. Allowed: 0 to " + (IsoTime.DAY_MS - 1));
      }
      IsoTime.putTimeOfDay((int) millis, writer.buffer());
    } else if (logical == null || Timestamp.LOGICAL_NAME.equals(logical)) {
      IsoTime.putInstant(millis, writer.buffer());
    } else {
      throw unknownDate(logical);
    }
    writer.endPlainString(start);
  }

  private RejectedRecordException unknownDate(@Nullable String logical) {
    return fail(
        "a date with the schema " + logical + ". Allowed: Timestamp, Date, Time, or no schema");
  }

  private RejectedRecordException fail(String found) {
    return new RejectedRecordException(
        "cannot be written as JSON, at " + writer.location() + ": found " + found,
        RejectionKind.OTHER_FORMAT);
  }
}
