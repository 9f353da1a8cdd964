package io.github.sqsconnect.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;

/** Keys that are refused, and what newer ones change. */
class NewerCredentialsTest {
  @Test
  void refusedKeysAreReadAgainOnceForAllRequestsThatWereSignedWithThem() {
    Corridor corridor = Corridor.with("sqs.batch.max.messages", 1).open();
    corridor.sender.newerKeys(1);
    for (int i = 0; i < 3; i++) {
      corridor.sender.next(ScriptedSender.fail(Answers.oldKeys()));
    }
    corridor.put("a", "b", "c");
    corridor.run(5_000);
    assertThat(corridor.sender.looksForKeys()).isEqualTo(1);
    assertThat(corridor.committable(Corridor.P0)).isEqualTo(3);
  }

  @Test
  void refusedKeysWithoutNewerOnesStopTheTask() {
    Corridor corridor = Corridor.open();
    corridor.sender.otherwise(ScriptedSender.fail(Answers.oldKeys()));
    corridor.put("a");
    assertThatThrownBy(() -> corridor.poll(10))
        .isInstanceOf(ConnectException.class)
        .hasMessageStartingWith("SQS-001 queue " + Corridor.QUEUE.url())
        .hasMessageContaining("InvalidClientTokenId (said so), AWS request id request-1");
    assertThat(corridor.sender.looksForKeys()).isEqualTo(1);
    assertThat(corridor.committable(Corridor.P0)).isZero();
  }

  @Test
  void keysAreLookedForOnceHoweverManyMessagesARequestHas() {
    Corridor corridor = Corridor.with("sqs.linger.ms", 50).with("sqs.batch.max.messages", 5).open();
    corridor.sender.otherwise(ScriptedSender.fail(Answers.oldKeys()));
    corridor.put("a", "b", "c", "d", "e");
    assertThatThrownBy(() -> corridor.poll(10)).hasMessageStartingWith("SQS-001");
    assertThat(corridor.sender.looksForKeys()).isEqualTo(1);
  }

  @Test
  void newerKeysThatAreRefusedTooStopTheTaskAfterHalfAMinute() {
    Corridor corridor = Corridor.open();
    corridor.sender.newerKeys(1).otherwise(ScriptedSender.fail(Answers.oldKeys()));
    corridor.put("a");
    corridor.run(30_000);
    assertThat(corridor.sender.looksForKeys()).isEqualTo(1);
    assertThatThrownBy(() -> corridor.run(3_000)).hasMessageStartingWith("SQS-001");
    assertThat(corridor.sender.looksForKeys()).isEqualTo(2);
  }

  @Test
  void halfAMinuteOfNewerKeysEndsToTheMillisecond() {
    for (long after : new long[] {29_999, 30_000}) {
      Corridor corridor = Corridor.open();
      corridor.sender.newerKeys(1).otherwise(ScriptedSender::hold);
      corridor.put("a");
      answer(corridor, 10);
      corridor.run(5_000);
      if (after < 30_000) {
        answer(corridor, after - 5_000);
      } else {
        assertThatThrownBy(() -> answer(corridor, after - 5_000)).hasMessageStartingWith("SQS-001");
      }
    }
  }

  @Test
  void requestsSentBeforeALookThatFoundNothingCauseNoOther() {
    Corridor corridor = Corridor.with("sqs.batch.max.messages", 1).open();
    corridor.sender.otherwise(ScriptedSender.fail(Answers.oldKeys()));
    String[] values = new String[58];
    java.util.Arrays.fill(values, "m");
    corridor.put(values);
    assertThat(corridor.committable(Corridor.P0)).isZero();
    assertThat(corridor.sender.looksForKeys()).isEqualTo(1);
  }

  /** The oldest request that is held is refused after so many milliseconds. */
  private static void answer(Corridor corridor, long after) {
    corridor.clock.pass(after);
    corridor.sender.answer(corridor.sender.held().get(0), ScriptedSender.fail(Answers.oldKeys()));
    corridor.poll(0);
  }

  @Test
  void otherFatalAnswersDoNotLookForKeys() {
    Corridor corridor = Corridor.open();
    corridor.sender.otherwise(ScriptedSender.fail(Answers.hopeless()));
    corridor.put("a");
    assertThatThrownBy(() -> corridor.poll(10)).hasMessageStartingWith("SQS-010");
    assertThat(corridor.sender.looksForKeys()).isZero();
  }
}
