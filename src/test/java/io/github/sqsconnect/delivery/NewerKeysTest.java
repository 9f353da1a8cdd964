package io.github.sqsconnect.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;

/** Keys that are refused, and what newer ones change. */
class NewerKeysTest {
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
  void newerKeysThatAreRefusedTooStopTheTask() {
    Corridor corridor = Corridor.open();
    corridor.sender.newerKeys(1).otherwise(ScriptedSender.fail(Answers.oldKeys()));
    corridor.put("a");
    assertThatThrownBy(() -> corridor.run(5_000)).hasMessageStartingWith("SQS-001");
    assertThat(corridor.sender.looksForKeys()).isEqualTo(2);
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
