package io.github.sqsconnect.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.sqsconnect.delivery.DeliveryOutcome.Retriable;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;

/** How often keys are looked for that may have replaced those that have ended. */
class ExpiredCredentialsTest {
  private static final Retriable ENDED =
      new Retriable(
          Retriable.Cause.CREDENTIALS, new ServiceError("ExpiredToken", "said so", "request-1"));

  @Test
  void keysThatHaveEndedAreLookedForOnceAMinute() {
    Corridor corridor = Corridor.open();
    corridor.sender.otherwise(ScriptedSender.fail(ENDED));
    corridor.put("m");
    corridor.poll(10);
    assertThat(corridor.sender.looksForKeys()).isEqualTo(1);
    corridor.run(58_000);
    assertThat(corridor.sender.looksForKeys()).isEqualTo(1);
    corridor.run(4_000);
    assertThat(corridor.sender.looksForKeys()).isEqualTo(2);
    corridor.run(600_000);
    assertThat(corridor.sender.looksForKeys()).as("in eleven minutes").isBetween(10, 12);
    assertThat(corridor.sender.sent()).hasSizeGreaterThan(100);
  }

  @Test
  void answerToARequestThatWasSignedWithEndedKeysDoesNotLookForThemAgain() {
    Corridor corridor = Corridor.with("sqs.batch.max.messages", 1).open();
    corridor.sender.newerKeys(1).otherwise(ScriptedSender::hold);
    corridor.put("a", "b");
    corridor.sender.answer(corridor.sender.held().get(0), ScriptedSender.fail(ENDED));
    corridor.poll(10);
    corridor.sender.answer(corridor.sender.held().get(0), ScriptedSender.fail(Answers.oldKeys()));
    corridor.poll(10);
    assertThat(corridor.sender.looksForKeys()).isEqualTo(1);
  }

  @Test
  void minuteIsOverWhenItsTimeIsReached() {
    Corridor corridor = Corridor.open();
    corridor.sender.otherwise(ScriptedSender::hold);
    corridor.put("m");
    long first = corridor.clock.now();
    answer(corridor, ENDED, first);
    corridor.run(5_000);
    answer(corridor, ENDED, first + 59_999);
    assertThat(corridor.sender.looksForKeys()).isEqualTo(1);

    Corridor late = Corridor.open();
    late.sender.otherwise(ScriptedSender::hold);
    late.put("m");
    long again = late.clock.now();
    answer(late, ENDED, again);
    late.run(5_000);
    answer(late, ENDED, again + 60_000);
    assertThat(late.sender.looksForKeys()).isEqualTo(2);
  }

  @Test
  void lookThatFoundNothingExcusesNoRefusalAndAnswersForAllThatWasSentBefore() {
    Corridor corridor = Corridor.with("sqs.batch.max.messages", 1).open();
    corridor.sender.otherwise(ScriptedSender::hold);
    corridor.put("a", "b");
    answer(corridor, ENDED, corridor.clock.now() + 10);
    assertThatThrownBy(() -> answer(corridor, Answers.oldKeys(), corridor.clock.now() + 10))
        .isInstanceOf(ConnectException.class)
        .hasMessageStartingWith("SQS-001");
    assertThat(corridor.sender.looksForKeys()).isEqualTo(1);
  }

  @Test
  void answerToARequestThatWasSentBeforeTheLastLookCausesNone() {
    Corridor corridor = Corridor.with("sqs.batch.max.messages", 1).open();
    corridor.sender.otherwise(ScriptedSender::hold);
    corridor.put("a", "b");
    long sent = corridor.clock.now();
    answer(corridor, ENDED, sent + 10);
    answer(corridor, ENDED, sent + 70_000);
    assertThat(corridor.sender.looksForKeys()).isEqualTo(1);
    corridor.run(5_000);
    answer(corridor, ENDED, sent + 80_000);
    assertThat(corridor.sender.looksForKeys()).isEqualTo(2);
  }

  @Test
  void requestOfTheMillisecondInWhichKeysWereReplacedIsExcused() {
    Corridor corridor = Corridor.with("sqs.batch.max.messages", 1).open();
    corridor.sender.newerKeys(1).otherwise(ScriptedSender::hold);
    corridor.put("a", "b");
    long sent = corridor.clock.now();
    answer(corridor, Answers.oldKeys(), sent);
    answer(corridor, Answers.oldKeys(), sent);
    assertThat(corridor.sender.looksForKeys()).isEqualTo(1);
  }

  @Test
  void illServiceIsNoReasonToLook() {
    Corridor corridor = Corridor.open();
    corridor.sender.otherwise(ScriptedSender.fail(Answers.ill()));
    corridor.put("m");
    corridor.run(120_000);
    assertThat(corridor.sender.looksForKeys()).isZero();
  }

  /** The oldest request that is held is answered at that time. */
  private static void answer(Corridor corridor, DeliveryOutcome outcome, long at) {
    corridor.clock.pass(at - corridor.clock.now());
    corridor.sender.answer(corridor.sender.held().get(0), ScriptedSender.fail(outcome));
    corridor.poll(0);
  }
}
