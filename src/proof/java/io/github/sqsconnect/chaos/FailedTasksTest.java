package io.github.sqsconnect.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FailedTasksTest {
  private static final String LOG =
      """
      2026-11-26 00:59:20,138 INFO  [chaos-1|task-0] all is well (o.a.k.X)
      2026-11-26 00:59:21,000 ERROR [chaos-1|task-0] WorkerSinkTask{id=chaos-1-0} Task threw an uncaught and \
      unrecoverable exception. Task is being killed (o.a.k.X)
      org.apache.kafka.connect.errors.ConnectException: Exiting
      \tat somewhere
      Caused by: it was refused with an error
      2026-11-26 00:59:22,000 ERROR [chaos-11|task-0] WorkerSinkTask{id=chaos-11-0} Task threw an uncaught and \
      unrecoverable exception. Task is being killed (o.a.k.X)
      """;

  @Test
  void failureIsFoundWithItsTraceAndWithoutThoseOfOthers() {
    assertThat(FailedTasks.in(LOG, "chaos-1"))
        .singleElement()
        .asString()
        .contains("{id=chaos-1-0}", "refused with an error")
        .doesNotContain("all is well", "chaos-11");
  }

  @Test
  void quietLogHasNoFailures() {
    assertThat(FailedTasks.in(LOG, "chaos-2")).isEmpty();
  }
}
