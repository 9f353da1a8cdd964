package io.github.sqsconnect.analysis;

import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.storage.Converter;
import org.apache.kafka.connect.storage.HeaderConverter;

/** The step from Kafka's bytes to the record that the connector receives. */
public record Conversion(
    Converter key, Converter value, HeaderConverter headers, List<TransformStep> transforms) {

  /** What becomes of a record before the connector receives it. */
  public sealed interface Result {}

  /** The connector receives it. */
  public record Received(SinkRecord record) implements Result {}

  /** A transform drops it, and its offset is committed. */
  public record Dropped(String by) implements Result {}

  /**
   * A converter or a transform fails on it, so that the connector never receives it.
   *
   * @param key the setting that names the class
   */
  public record Failed(String key, String reason) implements Result {}

  /** Converts and transforms one record. */
  public Result of(ConsumerRecord<byte[], byte[]> raw) {
    String step = ConnectPlugins.KEY_CONVERTER;
    try {
      SchemaAndValue ofKey = key.toConnectData(raw.topic(), raw.headers(), raw.key());
      step = ConnectPlugins.VALUE_CONVERTER;
      SchemaAndValue ofValue = value.toConnectData(raw.topic(), raw.headers(), raw.value());
      step = ConnectPlugins.HEADER_CONVERTER;
      ConnectHeaders ofHeaders = new ConnectHeaders();
      for (Header header : raw.headers()) {
        ofHeaders.add(
            header.key(), headers.toConnectHeader(raw.topic(), header.key(), header.value()));
      }

      SinkRecord record =
          new SinkRecord(
              raw.topic(),
              raw.partition(),
              ofKey.schema(),
              ofKey.value(),
              ofValue.schema(),
              ofValue.value(),
              raw.offset(),
              raw.timestamp() == ConsumerRecord.NO_TIMESTAMP ? null : raw.timestamp(),
              raw.timestampType(),
              ofHeaders);
      for (TransformStep transform : transforms) {
        step = transform.key();
        SinkRecord transformed = transform.apply(record);
        if (transformed == null) {
          return new Dropped(step);
        }
        record = transformed;
      }
      return new Received(record);
    } catch (RuntimeException | LinkageError | StackOverflowError e) {
      return new Failed(step, reason(e));
    }
  }

  /** The messages of a failure and of its causes, in one line. */
  public static String reason(Throwable thrown) {
    String message = thrown.getMessage();
    StringBuilder reason =
        new StringBuilder(message == null || thrown instanceof Error ? thrown.toString() : message);
    for (Throwable cause = thrown.getCause(); cause != null; cause = cause.getCause()) {
      if (cause.getMessage() != null && reason.indexOf(cause.getMessage()) < 0) {
        reason.append(": ").append(cause.getMessage());
      }
    }
    return reason.toString().replaceAll("\\s+", " ");
  }
}
