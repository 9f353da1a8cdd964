package io.github.sqsconnect.delivery;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/**
 * The settings of the connector for errant records.
 *
 * @param tolerated whether Connect may report them and the task continues
 * @param deadLetterTopic the topic that Connect writes them to; empty when it only logs them
 * @param maxRequestBytes the most bytes that Connect's producer sends in one request, by the
 *     connector's configuration; the worker may have another limit
 */
public record ErrantRecordPolicy(boolean tolerated, String deadLetterTopic, long maxRequestBytes) {
  /** Bytes that headers and framing may add to a dead letter. */
  private static final long OVERHEAD_BYTES = 65_536;

  boolean hasDeadLetterTopic() {
    return !deadLetterTopic.isEmpty();
  }

  /**
   * The likely cause when the producer rejected a record immediately. It is an estimate, because
   * the size is measured after converter and transforms, while the dead letter has the raw bytes.
   */
  StopReason whyRejected(SinkRecord record) {
    return bytes(record) + OVERHEAD_BYTES > maxRequestBytes
        ? StopReason.DEAD_LETTER_TOO_LARGE
        : StopReason.DEAD_LETTER_NOT_WRITTEN;
  }

  /** The bytes of all text and binary data of a record; structured data is not counted. */
  static long bytes(SinkRecord record) {
    long bytes = bytes(record.value()) + bytes(record.key());
    for (Header header : record.headers()) {
      bytes += bytes(header.key()) + bytes(header.value());
    }
    return bytes;
  }

  private static long bytes(@Nullable Object data) {
    if (data instanceof String text) {
      return text.getBytes(StandardCharsets.UTF_8).length;
    }
    if (data instanceof byte[] bytes) {
      return bytes.length;
    }
    return data instanceof ByteBuffer buffer ? buffer.remaining() : 0;
  }
}
