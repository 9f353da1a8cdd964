package io.github.sqsconnect.servers;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.servers.ConsumerLog.Handover;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class ConsumerLogTest {
  private static final String FAILURES =
      """
      2026-11-26 00:59:20,138 INFO  [chaos-1|task-0] running (o.a.k.X)
      2026-11-26 00:59:21,000 ERROR [chaos-1|task-0] WorkerSinkTask{id=chaos-1-0} Task threw an uncaught and \
      unrecoverable exception. Task is being killed (o.a.k.X)
      org.apache.kafka.connect.errors.ConnectException: Exiting
      \tat somewhere
      Caused by: it was refused with an error
      2026-11-26 00:59:22,000 ERROR [chaos-11|task-0] WorkerSinkTask{id=chaos-11-0} Task threw an uncaught and \
      unrecoverable exception. Task is being killed (o.a.k.X)
      """;
  private static final String REBALANCE =
      """
      2026-11-26 01:10:01,000 INFO  [a|task-0] [Consumer clientId=c, groupId=connect-a] Found no committed offset for partition a-3 (o.a.k.X)
      2026-11-26 01:10:02,100 INFO  [a|task-0] Stopping task a-0 (o.a.k.X)
      2026-11-26 01:10:02,189 INFO  [a|task-1] [Consumer clientId=c, groupId=connect-a] Successfully joined group (o.a.k.X)
      2026-11-26 01:10:02,206 INFO  [a|task-0] [Consumer clientId=c, groupId=connect-a] Revoke previously assigned partitions [a-3] (o.a.k.X)
      2026-11-26 01:10:03,000 INFO  [ab|task-1] [Consumer clientId=c, groupId=connect-ab] Lost previously assigned partitions [ab-3] (o.a.k.X)
      2026-11-26 01:10:04,000 INFO  [a|task-1] [Consumer clientId=c, groupId=connect-a] Setting offset for partition a-3 to the committed offset FetchPosition{offset=7, x} (o.a.k.X)
      """;

  @Test
  void failureIsFoundWithItsTraceAndWithoutOtherConnectors() {
    assertThat(ConsumerLog.failedTasks(FAILURES, "chaos-1"))
        .singleElement()
        .asString()
        .contains("{id=chaos-1-0}", "refused with an error")
        .doesNotContain("running", "chaos-11");
    assertThat(ConsumerLog.failedTasks(FAILURES, "chaos-2")).isEmpty();
  }

  @Test
  void revocationsAreFoundWithTheirTimeAndWithoutOtherConnectors() {
    assertThat(ConsumerLog.revocations(REBALANCE, "a")).containsExactly(at("02.206"));
    assertThat(ConsumerLog.revocations(REBALANCE, "ab")).hasSize(1);
  }

  @Test
  void handoverHasTheTimeWhenTheOldTaskStoppedAndTheOffsetOfTheNewOne() {
    assertThat(ConsumerLog.of("a", REBALANCE).handovers().get(3))
        .containsExactly(new Handover(at("01.000"), 0), new Handover(at("02.100"), 7));
  }

  private static Instant at(String seconds) {
    return LocalDateTime.parse("2026-11-26T01:10:" + seconds)
        .atZone(ZoneId.systemDefault())
        .toInstant();
  }
}
