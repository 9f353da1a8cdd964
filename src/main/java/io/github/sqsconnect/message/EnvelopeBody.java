package io.github.sqsconnect.message;

import io.github.sqsconnect.json.ConnectForm;
import io.github.sqsconnect.json.IsoTime;
import io.github.sqsconnect.json.JsonBuffer;
import io.github.sqsconnect.json.JsonDocument;
import io.github.sqsconnect.json.RejectedRecordException;
import io.github.sqsconnect.message.EmbeddedValue.Parsed;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/**
 * The body of the format {@code envelope}: everything that Kafka has of the record. It always has
 * the same members, in the same order. Topic, partition and offset are the original ones, so that a
 * consumer finds the record in Kafka also if a transform has renamed the topic.
 */
final class EnvelopeBody implements BodyWriter {
  private final boolean timesAsText;
  private final EmbeddedValue key;
  private final EmbeddedValue header;

  EnvelopeBody(ConnectForm form) {
    timesAsText = form.timesAsText();
    JsonDocument document = new JsonDocument();
    key = new EmbeddedValue(document, form, Parsed.CONTAINERS);
    header = new EmbeddedValue(document, form, Parsed.NONE);
  }

  @Override
  public void write(SinkRecord record, EmbeddedValue value, JsonBuffer out) {
    out.putAscii("{\"topic\":");
    out.putString(record.originalTopic());
    out.putAscii(",\"partition\":");
    out.putLong(record.originalKafkaPartition());
    out.putAscii(",\"offset\":");
    out.putLong(record.originalKafkaOffset());
    out.putAscii(",\"timestamp\":");
    putTime(record.timestamp(), out);

    out.putAscii(",\"key\":");
    put(key, record.keySchema(), record.key(), "the key", out);
    putHeaders(record, out);

    out.putAscii(",\"value\":");
    value.write(out);
    out.put('}');
  }

  private void putTime(@Nullable Long timestamp, JsonBuffer out) {
    if (timestamp == null) {
      out.putAscii("null");
    } else if (timesAsText) {
      out.put('"');
      IsoTime.putInstant(timestamp, out);
      out.put('"');
    } else {
      out.putLong(timestamp);
    }
  }

  private void putHeaders(SinkRecord record, JsonBuffer out) {
    out.putAscii(",\"headers\":[");
    boolean more = false;
    for (Header next : record.headers()) {
      out.putAscii(more ? ",{\"name\":" : "{\"name\":");
      more = true;
      out.putString(next.key());
      out.putAscii(",\"value\":");
      put(header, next.schema(), next.value(), "a header", out);
      out.put('}');
    }
    out.put(']');
  }

  private static void put(
      EmbeddedValue part,
      @Nullable Schema schema,
      @Nullable Object value,
      String place,
      JsonBuffer out) {
    try {
      part.read(schema, value);
      part.write(out);
    } catch (RejectedRecordException rejected) {
      throw new RejectedRecordException(
          place + " of the record " + rejected.reason(), rejected.kind());
    }
  }
}
