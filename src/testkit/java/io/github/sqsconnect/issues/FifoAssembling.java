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
import org.apache.kafka.connect.sink.SinkRecord;

/** The step from record to messages for a FIFO queue, under settings as the user writes them. */
record FifoAssembling(MessageAssembler assembler) {
  private static final String URL =
      "https://sqs.eu-west-1.amazonaws.com/123456789012/customer-events.fifo";

  /** Where a record of these tests stands, when a test does not care. */
  static final long OFFSET = 42;

  static final long TIMESTAMP = 1_795_521_600_000L;

  static FifoAssembling under(String... settings) {
    Map<String, String> all = new HashMap<>(Map.of("sqs.queue.url", URL));
    for (int i = 0; i < settings.length; i += 2) {
      all.put(settings[i], settings[i + 1]);
    }
    SqsSinkConfig config = SqsSinkConfig.from(all);
    IdGenerator ids = new IdGenerator(config.message().idNamespace());
    return new FifoAssembling(
        new MessageAssembler(
            config.message(), new EventConverter(config.event(), ids), ids, new TargetQueue(URL)));
  }

  static SinkRecord record(Schema schema, Object value) {
    return record(null, null, schema, value, TIMESTAMP);
  }

  static SinkRecord record(
      Schema keySchema, Object key, Schema schema, Object value, Long timestamp) {
    return new SinkRecord(
        "events",
        0,
        keySchema,
        key,
        schema,
        value,
        OFFSET,
        timestamp,
        timestamp == null ? TimestampType.NO_TIMESTAMP_TYPE : TimestampType.CREATE_TIME);
  }

  List<OutboundMessage> messages(SinkRecord record) {
    Assembly assembly = assembler.assemble(record);
    if (assembly instanceof Assembly.Messages messages) {
      return messages.messages();
    }
    throw new AssertionError(assembly.toString());
  }

  OutboundMessage message(SinkRecord record) {
    List<OutboundMessage> messages = messages(record);
    if (messages.size() != 1) {
      throw new AssertionError(messages.size() + " messages");
    }
    return messages.get(0);
  }

  List<String> bodies(Schema schema, Object value) {
    return messages(record(schema, value)).stream().map(OutboundMessage::body).toList();
  }

  String body(Object value) {
    return message(record(null, value)).body();
  }
}
