package io.github.sqsconnect.fakes;

import io.github.sqsconnect.config.SqsSinkConfig;
import io.github.sqsconnect.event.EventConverter;
import io.github.sqsconnect.event.IdGenerator;
import io.github.sqsconnect.message.Assembly;
import io.github.sqsconnect.message.MessageAssembler;
import io.github.sqsconnect.message.OutboundMessage;
import io.github.sqsconnect.message.QueueRouter;
import io.github.sqsconnect.message.TargetQueue;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.header.Headers;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/** The step from record to messages, under settings as a user writes them. */
public record RecordAssembler(MessageAssembler assembler) {
  public static final long OFFSET = 42;
  public static final long TIMESTAMP = 1_795_521_600_000L;

  /** For a standard queue, or for the queue that the settings name. */
  public static RecordAssembler standard(String... keysAndValues) {
    return of(ConnectorSettings.STANDARD_QUEUE, keysAndValues);
  }

  public static RecordAssembler fifo(String... keysAndValues) {
    return of(ConnectorSettings.FIFO_QUEUE, keysAndValues);
  }

  private static RecordAssembler of(String queueUrl, String... keysAndValues) {
    return with(ConnectorSettings.with(queueUrl, keysAndValues));
  }

  /** Under complete settings, which name the queue. */
  public static RecordAssembler with(Map<String, String> settings) {
    SqsSinkConfig config = SqsSinkConfig.from(settings);
    return new RecordAssembler(build(config, new TargetQueue(config.queue().queue())));
  }

  /** The assembler of the connector, with these settings and for this queue. */
  public static MessageAssembler build(SqsSinkConfig config, TargetQueue queue) {
    return build(config, QueueRouter.fixed(queue));
  }

  /** The same with any router. */
  public static MessageAssembler build(SqsSinkConfig config, QueueRouter router) {
    IdGenerator ids = new IdGenerator(config.message().idNamespace());
    return new MessageAssembler(
        config.message(), new EventConverter(config.event(), ids), ids, router);
  }

  public static SinkRecord record(@Nullable Schema schema, Object value) {
    return record(null, null, schema, value, TIMESTAMP);
  }

  public static SinkRecord record(@Nullable Object key, @Nullable Schema schema, Object value) {
    return record(null, key, schema, value, TIMESTAMP);
  }

  public static SinkRecord record(
      @Nullable Schema keySchema,
      @Nullable Object key,
      @Nullable Schema schema,
      Object value,
      @Nullable Long timestamp) {
    return record(keySchema, key, schema, value, timestamp, new ConnectHeaders());
  }

  public static SinkRecord record(
      @Nullable Schema keySchema,
      @Nullable Object key,
      @Nullable Schema schema,
      Object value,
      @Nullable Long timestamp,
      Headers headers) {
    return new SinkRecord(
        "events",
        0,
        keySchema,
        key,
        schema,
        value,
        OFFSET,
        timestamp,
        timestamp == null ? TimestampType.NO_TIMESTAMP_TYPE : TimestampType.CREATE_TIME,
        headers);
  }

  public Assembly assemble(SinkRecord record) {
    return assembler.assemble(record);
  }

  /** The messages of a record that is not rejected. */
  public List<OutboundMessage> messages(SinkRecord record) {
    Assembly assembly = assemble(record);
    if (assembly instanceof Assembly.Messages messages) {
      return messages.messages();
    }
    throw new AssertionError(assembly.toString());
  }

  /** The message of a record that becomes exactly one. */
  public OutboundMessage message(SinkRecord record) {
    List<OutboundMessage> messages = messages(record);
    if (messages.size() != 1) {
      throw new AssertionError(messages.size() + " messages");
    }
    return messages.get(0);
  }

  public List<String> bodies(@Nullable Schema schema, Object value) {
    return messages(record(schema, value)).stream().map(OutboundMessage::body).toList();
  }

  public String body(Object value) {
    return message(record(null, value)).body();
  }

  /** The reason of a record that is rejected. */
  public String reason(Object value) {
    return ((Assembly.Rejected) assemble(record(null, value))).reason();
  }
}
