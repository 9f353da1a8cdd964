package io.github.sqsconnect;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/**
 * The bytes that a record counts in the buffer: at least its raw size. The worker keeps the raw
 * record for the dead-letter topic, also when the converter and the transforms make the value
 * smaller.
 *
 * <p>Connect's API does not offer the raw size. The worker's own record class does, in two forms
 * since Kafka 3.6, and it is read from there by reflection. For other record classes, such as those
 * of tests, the size is estimated from key, value and headers.
 */
final class RecordSize implements ToLongFunction<SinkRecord> {
  /**
   * Heap per raw byte of a value of structs, maps and lists: each member is an object, and JSON or
   * Avro writes it in a few bytes.
   */
  static final int STRUCTURED_FACTOR = 4;

  /** Heap of an object without its content. */
  private static final int OBJECT_BYTES = 48;

  /** Limit of the values visited in one record; a record of Kafka has room for fewer. */
  private static final int MOST_VALUES = 4_000_000;

  private static final MethodType GETTER = MethodType.methodType(Object.class, SinkRecord.class);

  /**
   * By record class: the method that returns the consumer record, or a method that returns null.
   */
  private static final ClassValue<MethodHandle> ORIGINALS =
      new ClassValue<>() {
        @Override
        protected MethodHandle computeValue(Class<?> type) {
          try {
            return original(type);
          } catch (ReflectiveOperationException | RuntimeException | LinkageError unknown) {
            return MethodHandles.empty(GETTER);
          }
        }
      };

  private static MethodHandle original(Class<?> type) throws ReflectiveOperationException {
    MethodHandles.Lookup lookup = MethodHandles.publicLookup();
    try {
      MethodType consumerRecord = MethodType.methodType(ConsumerRecord.class);
      return lookup.findVirtual(type, "originalRecord", consumerRecord).asType(GETTER);
    } catch (NoSuchMethodException newerThan38) {
      Class<?> context = type.getMethod("context").getReturnType();
      MethodHandle ofRecord = lookup.findVirtual(type, "context", MethodType.methodType(context));
      MethodHandle ofContext =
          lookup.findVirtual(context, "original", MethodType.methodType(Object.class));
      return MethodHandles.filterReturnValue(ofRecord, ofContext).asType(GETTER);
    }
  }

  @Override
  public long applyAsLong(SinkRecord record) {
    Object value = record.value();
    if (!(original(record) instanceof ConsumerRecord<?, ?> raw)) {
      try {
        return estimate(record.key()) + estimate(value) + headers(record);
      } catch (RuntimeException unreadable) {
        // The conversion fails on the same value, and rejects the record.
        return OBJECT_BYTES;
      }
    }
    long bytes = Math.max(0L, raw.serializedKeySize()) + Math.max(0L, raw.serializedValueSize());
    for (org.apache.kafka.common.header.Header header : raw.headers()) {
      byte[] content = header.value();
      bytes += (long) header.key().length() + (content == null ? 0 : content.length);
    }
    int length = length(value);
    return length < 0 ? bytes * STRUCTURED_FACTOR : Math.max(bytes, length);
  }

  private static @Nullable Object original(SinkRecord record) {
    try {
      return (Object) ORIGINALS.get(record.getClass()).invokeExact(record);
    } catch (Error e) {
      throw e;
    } catch (Throwable unknown) {
      return null;
    }
  }

  private static long headers(SinkRecord record) {
    long bytes = 0;
    for (Header header : record.headers()) {
      bytes += header.key().length() + estimate(header.value());
    }
    return bytes;
  }

  /** The length of text or bytes; 0 for null, numbers and booleans; -1 for anything else. */
  private static int length(@Nullable Object value) {
    if (value instanceof String text) {
      return text.length();
    }
    if (value instanceof byte[] bytes) {
      return bytes.length;
    }
    if (value instanceof ByteBuffer buffer) {
      return buffer.remaining();
    }
    return value == null || value instanceof Number || value instanceof Boolean ? 0 : -1;
  }

  /** Estimates the heap of a value. Visits each part once, without recursion. */
  static long estimate(@Nullable Object value) {
    int length = length(value);
    if (length >= 0) {
      return length;
    }
    long bytes = 0;
    ArrayDeque<Object> open = new ArrayDeque<>();
    add(open, value);
    for (int seen = 0; seen < MOST_VALUES && !open.isEmpty(); seen++) {
      Object part = open.removeLast();
      bytes += OBJECT_BYTES + Math.max(0, length(part));
      if (part instanceof Struct struct) {
        for (Field field : struct.schema().fields()) {
          add(open, struct.getWithoutDefault(field.name()));
        }
      } else if (part instanceof Map<?, ?> map) {
        map.forEach(
            (name, member) -> {
              add(open, name);
              add(open, member);
            });
      } else if (part instanceof Collection<?> list) {
        list.forEach(element -> add(open, element));
      }
    }
    return bytes;
  }

  private static void add(ArrayDeque<Object> open, @Nullable Object value) {
    if (value != null && open.size() < MOST_VALUES) {
      open.addLast(value);
    }
  }
}
