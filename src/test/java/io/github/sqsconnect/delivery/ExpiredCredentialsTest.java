package io.github.sqsconnect.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.sqsconnect.delivery.DeliveryOutcome.Retriable;
import io.github.sqsconnect.fakes.Outcomes;
import io.github.sqsconnect.fakes.ScriptedSender;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;

/** How often keys are looked for that may have replaced those that have ended. */
class ExpiredCredentialsTest {
  private static final Retriable ENDED =
      new Retriable(
          Retriable.Cause.CREDENTIALS, new ServiceError("ExpiredToken", "said so", "request-1"));

  @Test
  void keysThatHaveEndedAreLookedForOnceAMinute() {
    TestPipeline fixture = TestPipeline.open();
    fixture.sender.otherwise(ScriptedSender.fail(ENDED));
    fixture.put("m");
    fixture.poll(10);
    assertThat(fixture.sender.renewals()).isEqualTo(1);
    fixture.run(58_000);
    assertThat(fixture.sender.renewals()).isEqualTo(1);
    fixture.run(4_000);
    assertThat(fixture.sender.renewals()).isEqualTo(2);
    fixture.run(600_000);
    assertThat(fixture.sender.renewals()).as("in eleven minutes").isBetween(10, 12);
    assertThat(fixture.sender.sent()).hasSizeGreaterThan(100);
  }

  @Test
  void requestSignedWithReplacedKeysCausesNoSecondCheck() {
    TestPipeline fixture = TestPipeline.with("sqs.batch.max.messages", 1).open();
    fixture.sender.newerKeys(1).otherwise(ScriptedSender::hold);
    fixture.put("a", "b");
    fixture.sender.respond(fixture.sender.held().get(0), ScriptedSender.fail(ENDED));
    fixture.poll(10);
    fixture.sender.respond(
        fixture.sender.held().get(0), ScriptedSender.fail(Outcomes.credentialsRefused()));
    fixture.poll(10);
    assertThat(fixture.sender.renewals()).isEqualTo(1);
  }

  @Test
  void minuteIsOverWhenItsTimeIsReached() {
    TestPipeline fixture = TestPipeline.open();
    fixture.sender.otherwise(ScriptedSender::hold);
    fixture.put("m");
    long first = fixture.clock.now();
    answer(fixture, ENDED, first);
    fixture.run(5_000);
    answer(fixture, ENDED, first + 59_999);
    assertThat(fixture.sender.renewals()).isEqualTo(1);

    TestPipeline late = TestPipeline.open();
    late.sender.otherwise(ScriptedSender::hold);
    late.put("m");
    long again = late.clock.now();
    answer(late, ENDED, again);
    late.run(5_000);
    answer(late, ENDED, again + 60_000);
    assertThat(late.sender.renewals()).isEqualTo(2);
  }

  @Test
  void checkWithoutNewerKeysIsValidForAllRequestsSentBefore() {
    TestPipeline fixture = TestPipeline.with("sqs.batch.max.messages", 1).open();
    fixture.sender.otherwise(ScriptedSender::hold);
    fixture.put("a", "b");
    answer(fixture, ENDED, fixture.clock.now() + 10);
    assertThatThrownBy(
            () -> answer(fixture, Outcomes.credentialsRefused(), fixture.clock.now() + 10))
        .isInstanceOf(ConnectException.class)
        .hasMessageStartingWith("SQS-001");
    assertThat(fixture.sender.renewals()).isEqualTo(1);
  }

  @Test
  void expiredRequestSentBeforeTheLastCheckCausesNoCheck() {
    TestPipeline fixture = TestPipeline.with("sqs.batch.max.messages", 1).open();
    fixture.sender.otherwise(ScriptedSender::hold);
    fixture.put("a", "b");
    long sent = fixture.clock.now();
    answer(fixture, ENDED, sent + 10);
    answer(fixture, ENDED, sent + 70_000);
    assertThat(fixture.sender.renewals()).isEqualTo(1);
    fixture.run(5_000);
    answer(fixture, ENDED, sent + 80_000);
    assertThat(fixture.sender.renewals()).isEqualTo(2);
  }

  @Test
  void requestOfTheMillisecondInWhichKeysWereReplacedIsExcused() {
    TestPipeline fixture = TestPipeline.with("sqs.batch.max.messages", 1).open();
    fixture.sender.newerKeys(1).otherwise(ScriptedSender::hold);
    fixture.put("a", "b");
    long sent = fixture.clock.now();
    answer(fixture, Outcomes.credentialsRefused(), sent);
    answer(fixture, Outcomes.credentialsRefused(), sent);
    assertThat(fixture.sender.renewals()).isEqualTo(1);
  }

  @Test
  void illServiceIsNoReasonToLook() {
    TestPipeline fixture = TestPipeline.open();
    fixture.sender.otherwise(ScriptedSender.fail(Outcomes.internalError()));
    fixture.put("m");
    fixture.run(120_000);
    assertThat(fixture.sender.renewals()).isZero();
  }

  /** Completes the oldest request in flight at that time. */
  private static void answer(TestPipeline fixture, DeliveryOutcome outcome, long at) {
    fixture.clock.advance(at - fixture.clock.now());
    fixture.sender.respond(fixture.sender.held().get(0), ScriptedSender.fail(outcome));
    fixture.poll(0);
  }
}
