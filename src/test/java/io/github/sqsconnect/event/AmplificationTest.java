package io.github.sqsconnect.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Records of which little text would become very much: they are rejected before it is there. */
class AmplificationTest {
  private static final String LONG = "9".repeat(500_000);

  @Test
  void longNameOfManyAttributesIsRejected() {
    String members =
        IntStream.range(0, 50_000)
            .mapToObj(i -> "\"" + i + "\":1")
            .collect(Collectors.joining(","));
    assertThat(reason("{\"" + LONG + "\":{" + members + "}}")).startsWith("too large for SQS");
  }

  @Test
  void longTimeOfManyEventsIsRejected() {
    assertThat(reason("{\"timestamp_unixtime_ms\":\"" + LONG + "\",\"events\":[" + events() + "]}"))
        .startsWith("too large for SQS");
  }

  @Test
  void longContextOfManyMessagesIsRejected() {
    String record = "{\"ip\":\"" + LONG + "\",\"events\":[" + events() + "]}";
    assertThat(TestEventConverter.under("event.send.as.batch", "false").reason(record))
        .startsWith("too large for SQS");
  }

  private static String events() {
    return "{\"event_type\":\"x\",\"data\":{}}"
        + ",{\"event_type\":\"x\",\"data\":{}}".repeat(15_000);
  }

  private static String reason(String record) {
    return TestEventConverter.under("event.unique.id", "u").reason(record);
  }
}
