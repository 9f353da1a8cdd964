package io.github.sqsconnect.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.config.DeliverySettings;
import io.github.sqsconnect.logs.CapturedLog;
import org.junit.jupiter.api.Test;

class CrowdedGroupWarningTest {
  private static final long HOUR_MS = 3_600_000;

  private final BufferFixture fixture = new BufferFixture(TestPipeline.FIFO);

  private MessageAccumulator accumulator(DeliverySettings settings, int messagesOfOneGroup) {
    MessageAccumulator accumulator =
        new MessageAccumulator(
            settings, new BackoffPolicy(100, 200, () -> 0), DeliveryCounts.ofTask(0), () -> 0);
    for (int i = 0; i < messagesOfOneGroup; i++) {
      accumulator.append(fixture.delivery("m" + i, "group", 0));
    }
    return accumulator;
  }

  private static String log(CrowdedGroupWarning warning, MessageAccumulator waiting, long now) {
    return CapturedLog.atInfo(CrowdedGroupWarning.class, () -> warning.check(waiting, now));
  }

  @Test
  void groupsWithManyWaitingMessagesAreLoggedOnceAnHour() {
    DeliverySettings settings = BufferFixture.settings();
    MessageAccumulator crowded = accumulator(settings, 200);
    CrowdedGroupWarning warning = new CrowdedGroupWarning(settings);

    assertThat(log(warning, crowded, 0))
        .contains("event=crowded_groups groups=1 waiting=200", "sqs.fifo.ordering=relaxed");
    assertThat(log(warning, crowded, HOUR_MS - 1)).isEmpty();
    assertThat(log(warning, crowded, HOUR_MS)).contains("event=crowded_groups");
  }

  @Test
  void fewWaitingMessagesAreNotLogged() {
    DeliverySettings settings = BufferFixture.settings();
    MessageAccumulator few = accumulator(settings, 100);
    assertThat(log(new CrowdedGroupWarning(settings), few, 0)).isEmpty();
  }

  @Test
  void relaxedOrderIsNotRecommendedWhereItIsSet() {
    DeliverySettings settings = BufferFixture.settings("sqs.fifo.ordering", "relaxed");
    assertThat(log(new CrowdedGroupWarning(settings), accumulator(settings, 200), 0))
        .contains("set a finer sqs.message.group.id\"")
        .doesNotContain("relaxed");
  }
}
