package io.github.sqsconnect.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.util.ConnectUtils;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConversionTest {
  private static final Preview PREVIEW =
      Preview.of(
          Map.of(
              "value.converter",
              "StringConverter",
              "sqs.queue.url",
              "https://sqs.eu-west-1.amazonaws.com/123456789012/events"));

  @ParameterizedTest
  @ValueSource(longs = {ConsumerRecord.NO_TIMESTAMP, 0, 1_792_479_600_123L})
  void timestampIsThatOfAWorker(long timestamp) {
    byte[] value = "{}".getBytes(StandardCharsets.UTF_8);
    SinkRecord received =
        PREVIEW
            .of(
                new ConsumerRecord<>(
                    "orders",
                    0,
                    0,
                    timestamp,
                    TimestampType.CREATE_TIME,
                    ConsumerRecord.NULL_SIZE,
                    value.length,
                    null,
                    value,
                    new RecordHeaders(),
                    Optional.empty()))
            .received();
    assertThat(received).isNotNull();
    assertThat(received.timestamp()).isEqualTo(ConnectUtils.checkAndConvertTimestamp(timestamp));
  }
}
