package io.github.sqsconnect.issues;

import io.github.sqsconnect.config.SqsSinkConfig;
import io.github.sqsconnect.event.EventConverter;
import io.github.sqsconnect.event.IdGenerator;
import io.github.sqsconnect.message.Assembly;
import io.github.sqsconnect.message.MessageAssembler;
import io.github.sqsconnect.message.OutboundMessage;
import io.github.sqsconnect.message.TargetQueue;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.header.Headers;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/** The step from record to messages, under settings as the user writes them. */
final class RecordToMessages {
  private static final String URL = "https://sqs.eu-central-1.amazonaws.com/123456789012/events";

  private final MessageAssembler assembler;

  private RecordToMessages(MessageAssembler assembler) {
    this.assembler = assembler;
  }

  /** An assembler for a standard queue, or for the FIFO queue that the settings name. */
  static RecordToMessages under(String... keysAndValues) {
    Map<String, String> settings = new HashMap<>(Map.of("sqs.queue.url", URL));
    for (int i = 0; i < keysAndValues.length; i += 2) {
      settings.put(keysAndValues[i], keysAndValues[i + 1]);
    }
    SqsSinkConfig config = SqsSinkConfig.from(settings);
    IdGenerator ids = new IdGenerator(config.message().idNamespace());
    return new RecordToMessages(
        new MessageAssembler(
            config.message(),
            new EventConverter(config.event(), ids),
            ids,
            new TargetQueue(settings.get("sqs.queue.url"))));
  }

  static SinkRecord record(@Nullable Object key, @Nullable Schema schema, Object value) {
    return record(key, schema, value, new ConnectHeaders());
  }

  static SinkRecord record(
      @Nullable Object key, @Nullable Schema schema, Object value, Headers headers) {
    return new SinkRecord(
        "orders",
        0,
        null,
        key,
        schema,
        value,
        41,
        1764025200123L,
        TimestampType.CREATE_TIME,
        headers);
  }

  Assembly of(SinkRecord record) {
    return assembler.assemble(record);
  }

  /** The body of a record that becomes one message. */
  String body(Object value) {
    List<OutboundMessage> messages = ((Assembly.Messages) of(record(null, null, value))).messages();
    if (messages.size() != 1) {
      throw new AssertionError("not one message but " + messages.size());
    }
    return messages.get(0).body();
  }

  /** The reason of a record that is rejected. */
  String reason(Object value) {
    return ((Assembly.Rejected) of(record(null, null, value))).reason();
  }
}
