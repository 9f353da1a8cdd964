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
import java.util.Set;
import java.util.SortedMap;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;
import org.jspecify.annotations.Nullable;

/**
 * Turns Connect data (Struct, Map, List and scalars, with or without schema) into a {@link
 * JsonDocument}. Its text is canonical from the start: what is built here is copied in one piece.
 */
public final class ConnectJson {
  /** In the outermost objects members that are null matter for the recognition of shapes. */
  private static final int SHAPE_DEPTH = 2;

  /** The most digits of a {@code Decimal} or big integer. No sender means more. */
  static final int MOST_DIGITS = 10_000;

  /** Every number of {@link #MOST_DIGITS} digits fits: log2(10) is less than 3.3220. */
  private static final int MOST_BITS = 33_220;

  /** The objects, by their own name, in which a member that is null may have a meaning. */
  private static final Set<String> ATTRIBUTES = Set.of("user_attributes", "custom_attributes");

  /** The members that may have a meaning when they are null. */
  private static final Set<String> CHANGED = Set.of("new", "old");

  private final JsonDocument document;
  private final JsonBuffer out;

  /** Whether the value that is read next stands under a name of {@link #ATTRIBUTES}. */
  private boolean ofAttributes;

  public ConnectJson(JsonDocument document) {
    this.document = document;
    this.out = document.made();
  }

  /**
   * Reads a Connect value.
   *
   * @throws RejectedRecordException if it holds what JSON cannot say
   */
  public void read(@Nullable Schema schema, @Nullable Object value) {
    document.reset(new byte[0]);
    ofAttributes = false;
    value(schema, value);
  }

  private void value(@Nullable Schema schema, @Nullable Object value) {
    int start = out.size();
    if (value == null) {
      out.putAscii("null");
      document.addMade(JsonDocument.NULL, start, false);
    } else if (value instanceof String text) {
      out.putString(text);
      document.addMade(JsonDocument.STRING, start, false);
    } else if (value instanceof Boolean bool) {
      out.putAscii(bool ? "true" : "false");
      document.addMade(bool ? JsonDocument.TRUE : JsonDocument.FALSE, start, false);
    } else if (value instanceof Number number) {
      number(schema, number, start);
    } else if (value instanceof Struct struct) {
      struct(struct);
    } else if (value instanceof Map<?, ?> map) {
      map(schema, map);
    } else if (value instanceof List<?> list) {
      list(schema, list);
    } else if (value instanceof byte[] bytes) {
      base64(bytes, start);
    } else if (value instanceof ByteBuffer buffer) {
      byte[] bytes = new byte[buffer.remaining()];
      buffer.duplicate().get(bytes);
      base64(bytes, start);
    } else if (value instanceof Date date) {
      date(schema, date, start);
    } else {
      throw fail("a value of class " + value.getClass().getName());
    }
  }

  private void struct(Struct struct) {
    boolean keepNulls = opensWithNulls();
    boolean more = false;
    for (Field field : struct.schema().fields()) {
      Object value = struct.getWithoutDefault(field.name());
      if (value != null || keepNulls || CHANGED.contains(field.name())) {
        member(field.name(), field.schema(), value, more);
        more = true;
      }
    }
    close('}');
  }

  private void map(@Nullable Schema schema, Map<?, ?> map) {
    Schema valueSchema = schema == null ? null : schema.valueSchema();
    boolean keepNulls = opensWithNulls() || !hasDistinctNames(map);
    boolean more = false;
    for (Map.Entry<?, ?> entry : inOrder(map)) {
      Object value = entry.getValue();
      if (value != null || keepNulls || CHANGED.contains(entry.getKey())) {
        member(key(entry.getKey()), valueSchema, value, more);
        more = true;
      }
    }
    close('}');
  }

  /**
   * The entries in an order that is the same whenever the record is read. Hash maps and sorted maps
   * have one; that of others, {@link Map#of} among them, may change from one JVM to the next.
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

  /** Opens an object, and says whether its members that are null are read. */
  private boolean opensWithNulls() {
    boolean keepNulls = ofAttributes;
    ofAttributes = false;
    open(JsonDocument.OBJECT, '{');
    return keepNulls || document.depth() <= SHAPE_DEPTH;
  }

  /** Keys of several types can be one name; then the last one counts, null or not. */
  private static boolean hasDistinctNames(Map<?, ?> map) {
    for (Object key : map.keySet()) {
      if (!(key instanceof String)) {
        return false;
      }
    }
    return true;
  }

  private void member(String name, @Nullable Schema schema, @Nullable Object value, boolean more) {
    if (more) {
      out.put(',');
    }
    int start = out.size();
    out.putString(name);
    document.addNameMade(start);
    out.put(':');
    if (value == null) {
      document.untidy();
    }
    ofAttributes = ATTRIBUTES.contains(name);
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
    ofAttributes = false;
    open(JsonDocument.ARRAY, '[');
    boolean more = false;
    for (Object element : list) {
      if (more) {
        out.put(',');
      }
      more = true;
      value(elementSchema, element);
    }
    close(']');
  }

  private void number(@Nullable Schema schema, Number number, int start) {
    if (number instanceof Long
        || number instanceof Integer
        || number instanceof Short
        || number instanceof Byte) {
      out.putLong(number.longValue());
      document.addMade(JsonDocument.NUMBER, start, true);
    } else if (number instanceof Double real) {
      if (!Double.isFinite(real)) {
        throw fail("the number " + real + ", which JSON does not have");
      }
      out.putAscii(NumberOutput.toString(real, true));
      document.addMade(JsonDocument.NUMBER, start, false);
    } else if (number instanceof Float real) {
      if (!Float.isFinite(real)) {
        throw fail("the number " + real + ", which JSON does not have");
      }
      out.putAscii(NumberOutput.toString(real, true));
      document.addMade(JsonDocument.NUMBER, start, false);
    } else if (number instanceof BigDecimal decimal) {
      requireFewDigits(decimal.unscaledValue());
      String text = ScalarText.plain(decimal.toString());
      out.putAscii(text);
      document.addMade(JsonDocument.NUMBER, start, isInteger(text));
    } else if (number instanceof BigInteger integer) {
      requireFewDigits(integer);
      out.putAscii(integer.toString());
      document.addMade(JsonDocument.NUMBER, start, true);
    } else {
      throw fail(
          "a number of class "
              + number.getClass().getName()
              + (schema == null ? "" : " for schema type " + schema.type()));
    }
  }

  /** Writing digits takes time that grows faster than their number. */
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
  private void date(@Nullable Schema schema, Date date, int start) {
    String logical = schema == null ? null : schema.name();
    if (org.apache.kafka.connect.data.Date.LOGICAL_NAME.equals(logical)) {
      out.putLong(Math.floorDiv(date.getTime(), 86_400_000L));
      document.addMadeDays(start);
    } else if (Time.LOGICAL_NAME.equals(logical)) {
      out.putLong(date.getTime());
      document.addMadeClock(start);
    } else if (schema == null || Timestamp.LOGICAL_NAME.equals(logical)) {
      out.putLong(date.getTime());
      document.addMadeMillis(start);
    } else {
      throw fail(
          "a date with the schema " + logical + ". Allowed: Timestamp, Date, Time, or no schema");
    }
  }

  private void base64(byte[] bytes, int start) {
    out.put('"');
    out.put(Base64.getEncoder().encode(bytes));
    out.put('"');
    document.addMade(JsonDocument.STRING, start, false);
  }

  private void open(int kind, int bracket) {
    if (!document.open(kind, out.size(), true)) {
      throw fail("nesting deeper than " + JsonDocument.MAX_DEPTH);
    }
    out.put(bracket);
  }

  private void close(int bracket) {
    out.put(bracket);
    document.close(out.size());
  }

  private RejectedRecordException fail(String found) {
    return new RejectedRecordException(
        "cannot be written as JSON, at " + document.locationOfBuilding() + ": found " + found);
  }
}
