package io.github.sqsconnect.delivery;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/**
 * What the connector's configuration says about errant records.
 *
 * @param tolerated whether Connect may report them and the task go on
 * @param deadLetterTopic the topic that Connect writes them to; empty when it only logs them
 * @param maxRequestBytes the most bytes that Connect's producer sends in one request, as far as the
 *     connector's configuration says; the worker may have another limit
 */
public record ErrantRecordPolicy(boolean tolerated, String deadLetterTopic, long maxRequestBytes) {
  /** What headers and framing may add to a dead letter. */
  private static final long OVERHEAD_BYTES = 65_536;

  boolean hasDeadLetterTopic() {
    return !deadLetterTopic.isEmpty();
  }

  /**
   * The likely cause when the producer refused a record at once. Only an explanation: the record is
   * seen after converter and transforms, the dead letter has its raw bytes.
   */
  StopReason whyRefused(SinkRecord record) {
    return bytes(record) + OVERHEAD_BYTES > maxRequestBytes
        ? StopReason.DEAD_LETTER_TOO_LARGE
        : StopReason.DEAD_LETTER_NOT_TAKEN;
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
