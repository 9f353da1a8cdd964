package io.github.sqsconnect.message;

import io.github.sqsconnect.config.AttributeSettings;
import io.github.sqsconnect.config.AttributeSettings.Configured;
import io.github.sqsconnect.config.AttributeSettings.Overflow;
import io.github.sqsconnect.config.MessageSettings;
import io.github.sqsconnect.json.JsonBuffer;
import io.github.sqsconnect.json.RejectedRecordException;
import io.github.sqsconnect.json.RejectionKind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/**
 * Builds the attributes of the messages of a record: those of the settings first, then the headers.
 * They are built before the body, because they reduce its limit. Messages that are parts of one
 * event batch have the same attributes. For one thread at a time.
 */
final class MessageAttributes {
  /** The most memory for the attributes of a record; more is a mistake or an attack. */
  private static final int MAX_RECORD_BYTES = JsonBuffer.MAX_RECORD_BYTES / 4;

  /** The attributes of the messages that are made from one object of the record's value. */
  private record OfSource(int source, AttributeSet attributes) {}

  private final List<ConfiguredAttribute> configured;
  private final @Nullable HeaderAttributes headers;
  private final Overflow overflow;

  private final List<OfSource> built = new ArrayList<>();
  private final @Nullable MessageAttribute[] own;
  private int next;
  private long recordBytes;

  private MessageAttributes(MessageSettings settings) {
    AttributeSettings attributes = settings.attributes();
    overflow = attributes.overflow();
    Set<String> names = new HashSet<>();
    configured = new ArrayList<>();
    for (Configured each : attributes.configured()) {
      names.add(each.name());
      configured.add(new ConfiguredAttribute(each, settings.invalidCharacters()));
    }
    if (overflow == Overflow.BUNDLE) {
      names.add(AttributeSettings.BUNDLE);
    }
    own = new MessageAttribute[configured.size()];
    headers =
        attributes.copiesHeaders()
            ? new HeaderAttributes(
                new HeaderFilter(attributes.headers()), settings.invalidCharacters(), names)
            : null;
  }

  /** Null if the settings want no attributes, so that messages without any cost nothing. */
  static @Nullable MessageAttributes of(MessageSettings settings) {
    return settings.attributes().isUsed() ? new MessageAttributes(settings) : null;
  }

  /** A new record begins. */
  void reset(SinkRecord record) {
    built.clear();
    next = 0;
    recordBytes = 0;
    if (headers != null) {
      headers.reset(record);
    }
  }

  /**
   * Builds the attributes of the messages that are made from one object.
   *
   * @param format renders templates for the record
   * @param source the object in the record's value; each one once, in the order of the messages
   * @return their size as SQS counts it
   * @throws RejectedRecordException if SQS would refuse them
   */
  @SuppressWarnings("ReferenceEquality") // equal attributes are only put into one more list
  int build(MessageFormat format, int source, @Nullable String mpid) {
    int present = 0;
    boolean isShared = !built.isEmpty();
    for (int i = 0; i < own.length; i++) {
      ConfiguredAttribute attribute = configured.get(i);
      MessageAttribute value = attribute.of(format.text(attribute.template(), source, mpid));
      isShared &= own[i] == value;
      own[i] = value;
      present += value == null ? 0 : 1;
    }

    AttributeSet attributes =
        isShared ? built.get(built.size() - 1).attributes() : attributes(present);
    built.add(new OfSource(source, attributes));
    return attributes.bytes();
  }

  private AttributeSet attributes(int present) {
    List<MessageAttribute> all = new ArrayList<>(AttributeSettings.MOST);
    for (MessageAttribute each : own) {
      if (each != null) {
        all.add(each);
      }
    }
    int dropped = headers == null ? 0 : addHeaders(headers, present, all);
    int empty = own.length - present + (headers == null ? 0 : headers.emptyCount());
    AttributeSet attributes = AttributeSet.of(all, dropped, empty);

    recordBytes += attributes.bytes() + (long) all.size() * MessageAttribute.OVERHEAD_BYTES;
    if (recordBytes > MAX_RECORD_BYTES) {
      throw new RejectedRecordException(
          "too large for SQS: the attributes of the messages of the record need more than "
              + MAX_RECORD_BYTES
              + " bytes. Allowed: that much. Use fewer or shorter attributes, or send fewer event batches in a record",
          RejectionKind.TOO_LARGE);
    }
    return attributes;
  }

  /**
   * Adds the headers, or what the settings want of them if they are too many.
   *
   * @return how many are dropped
   */
  private int addHeaders(HeaderAttributes from, int present, List<MessageAttribute> into) {
    int free = AttributeSettings.MOST - present;
    if (from.count() <= free) {
      addFirst(from.count(), from, into);
      return 0;
    }
    return switch (overflow) {
      case BUNDLE -> {
        addFirst(free - 1, from, into);
        into.add(from.bundle(free - 1));
        yield 0;
      }
      case DROP -> {
        addFirst(free, from, into);
        yield from.count() - free;
      }
      case FAIL ->
          throw new RejectedRecordException(
              "too many message attributes: "
                  + present
                  + " of sqs.message.attributes and "
                  + from.count()
                  + " headers. Allowed: "
                  + AttributeSettings.MOST
                  + " in all. Choose headers with sqs.message.attributes.include.list, or set"
                  + " behavior.on.attribute.overflow to bundle or drop",
              RejectionKind.ATTRIBUTES);
    };
  }

  private static void addFirst(int count, HeaderAttributes from, List<MessageAttribute> into) {
    for (int i = 0; i < count; i++) {
      into.add(from.at(i));
    }
  }

  /**
   * The attributes that were built for the messages of an object.
   *
   * @param source an object that was passed to {@link #build}; in the same order, repeated for each
   *     of its messages
   */
  AttributeSet at(int source) {
    while (built.get(next).source() != source) {
      next++;
    }
    return built.get(next).attributes();
  }
}
