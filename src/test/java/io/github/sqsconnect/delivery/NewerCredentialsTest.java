package io.github.sqsconnect.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.sqsconnect.fakes.Outcomes;
import io.github.sqsconnect.fakes.ScriptedSender;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;

/** Rejected keys, with and without newer ones. */
class NewerCredentialsTest {
  @Test
  void rejectedKeysCauseOneCheckForAllRequestsSignedWithThem() {
    TestPipeline fixture = TestPipeline.with("sqs.batch.max.messages", 1).open();
    fixture.sender.newerKeys(1);
    for (int i = 0; i < 3; i++) {
      fixture.sender.next(ScriptedSender.fail(Outcomes.credentialsRefused()));
    }
    fixture.put("a", "b", "c");
    fixture.run(5_000);
    assertThat(fixture.sender.renewals()).isEqualTo(1);
    assertThat(fixture.committable(TestPipeline.P0)).isEqualTo(3);
  }

  @Test
  void rejectedKeysWithoutNewerOnesStopTheTask() {
    TestPipeline fixture = TestPipeline.open();
    fixture.sender.otherwise(ScriptedSender.fail(Outcomes.credentialsRefused()));
    fixture.put("a");
    assertThatThrownBy(() -> fixture.poll(10))
        .isInstanceOf(ConnectException.class)
        .hasMessageStartingWith("SQS-001 queue " + TestPipeline.QUEUE.url())
        .hasMessageContaining("InvalidClientTokenId (said so), AWS request id request-1");
    assertThat(fixture.sender.renewals()).isEqualTo(1);
    assertThat(fixture.committable(TestPipeline.P0)).isZero();
  }

  @Test
  void keysAreLookedForOnceHoweverManyMessagesARequestHas() {
    TestPipeline fixture =
        TestPipeline.with("sqs.linger.ms", 50).with("sqs.batch.max.messages", 5).open();
    fixture.sender.otherwise(ScriptedSender.fail(Outcomes.credentialsRefused()));
    fixture.put("a", "b", "c", "d", "e");
    assertThatThrownBy(() -> fixture.poll(10)).hasMessageStartingWith("SQS-001");
    assertThat(fixture.sender.renewals()).isEqualTo(1);
  }

  @Test
  void newerKeysThatAreRejectedTooStopTheTaskAfterHalfAMinute() {
    TestPipeline fixture = TestPipeline.open();
    fixture.sender.newerKeys(1).otherwise(ScriptedSender.fail(Outcomes.credentialsRefused()));
    fixture.put("a");
    fixture.run(30_000);
    assertThat(fixture.sender.renewals()).isEqualTo(1);
    assertThatThrownBy(() -> fixture.run(3_000)).hasMessageStartingWith("SQS-001");
    assertThat(fixture.sender.renewals()).isEqualTo(2);
  }

  @Test
  void halfAMinuteOfNewerKeysEndsToTheMillisecond() {
    for (long after : new long[] {29_999, 30_000}) {
      TestPipeline fixture = TestPipeline.open();
      fixture.sender.newerKeys(1).otherwise(ScriptedSender::hold);
      fixture.put("a");
      answer(fixture, 10);
      fixture.run(5_000);
      if (after < 30_000) {
        answer(fixture, after - 5_000);
      } else {
        assertThatThrownBy(() -> answer(fixture, after - 5_000)).hasMessageStartingWith("SQS-001");
      }
    }
  }

  @Test
  void requestsSentBeforeALookThatFoundNothingCauseNoOther() {
    TestPipeline fixture = TestPipeline.with("sqs.batch.max.messages", 1).open();
    fixture.sender.otherwise(ScriptedSender.fail(Outcomes.credentialsRefused()));
    String[] values = new String[58];
    java.util.Arrays.fill(values, "m");
    fixture.put(values);
    assertThat(fixture.committable(TestPipeline.P0)).isZero();
    assertThat(fixture.sender.renewals()).isEqualTo(1);
  }

  /** Rejects the oldest request in flight after this many milliseconds. */
  private static void answer(TestPipeline fixture, long after) {
    fixture.clock.advance(after);
    fixture.sender.respond(
        fixture.sender.held().get(0), ScriptedSender.fail(Outcomes.credentialsRefused()));
    fixture.poll(0);
  }

  @Test
  void otherFatalOutcomesDoNotCheckTheKeys() {
    TestPipeline fixture = TestPipeline.open();
    fixture.sender.otherwise(ScriptedSender.fail(Outcomes.malformed()));
    fixture.put("a");
    assertThatThrownBy(() -> fixture.poll(10)).hasMessageStartingWith("SQS-010");
    assertThat(fixture.sender.renewals()).isZero();
  }
}
