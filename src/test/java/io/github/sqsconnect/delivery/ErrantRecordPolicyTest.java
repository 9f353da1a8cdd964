package io.github.sqsconnect.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Map;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

class ErrantRecordPolicyTest {
  @Test
  void textAndBinaryDataAreCounted() {
    assertThat(ErrantRecordPolicy.bytes(MessageBatches.record(0, "aé"))).isEqualTo(3);
    assertThat(ErrantRecordPolicy.bytes(MessageBatches.record(0, new byte[4]))).isEqualTo(4);
    assertThat(ErrantRecordPolicy.bytes(MessageBatches.record(0, ByteBuffer.allocate(5))))
        .isEqualTo(5);
    assertThat(ErrantRecordPolicy.bytes(MessageBatches.record(0, Map.of("a", "b")))).isZero();
  }

  @Test
  void aRecordIsTooLargeFromTheLimitLessTheOverhead() {
    ErrantRecordPolicy policy = new ErrantRecordPolicy(true, "letters", 65_536 + 10);
    assertThat(policy.whyRejected(MessageBatches.record(0, "a".repeat(10))))
        .isEqualTo(StopReason.DEAD_LETTER_NOT_WRITTEN);
    assertThat(policy.whyRejected(MessageBatches.record(0, "a".repeat(11))))
        .isEqualTo(StopReason.DEAD_LETTER_TOO_LARGE);
  }

  @Test
  void withoutATopicConnectOnlyLogs() {
    assertThat(new ErrantRecordPolicy(true, "", 1).hasDeadLetterTopic()).isFalse();
    assertThat(new ErrantRecordPolicy(true, "letters", 1).hasDeadLetterTopic()).isTrue();
  }

  @Test
  void keyAndHeadersAreCountedToo() {
    SinkRecord record =
        new SinkRecord("t", 0, null, "key", null, "value", 0)
            .newRecord(
                "t",
                0,
                null,
                "key",
                null,
                "value",
                null,
                new ConnectHeaders().addString("h", "12").addBytes("name", new byte[7]));
    assertThat(ErrantRecordPolicy.bytes(record)).isEqualTo(3 + 5 + (1 + 2) + (4 + 7));
  }
}
