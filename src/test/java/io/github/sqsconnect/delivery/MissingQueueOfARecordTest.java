package io.github.sqsconnect.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.sqsconnect.fakes.Outcomes;
import io.github.sqsconnect.fakes.ScriptedSender;
import io.github.sqsconnect.message.QueuePattern;
import io.github.sqsconnect.message.QueueRouter;
import io.github.sqsconnect.message.TargetQueue;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;

/** A queue that a record chose and that does not exist rejects the record; the task goes on. */
class MissingQueueOfARecordTest {
  /** Bodies are JSON, so that the template can read them. */
  static QueueRouter byValue() {
    return new QueueRouter(
        new QueuePattern("sqs.queue.url", "https://sqs/1/", "q-${value.q}"), Map.of());
  }

  static String to(String queue, int number) {
    return "{\"q\":\"" + queue + "\",\"n\":" + number + "}";
  }

  private static TestPipeline.Builder settings() {
    return TestPipeline.settings().router(byValue());
  }

  /** Queues whose name ends in "gone" do not exist. */
  private static TestPipeline gone(TestPipeline pipeline) {
    pipeline.sender.otherwise(
        batch ->
            batch.queue().name().endsWith("gone")
                ? Completion.failed(batch, Outcomes.noSuchQueue())
                : ScriptedSender.deliver(batch));
    return pipeline;
  }

  @Test
  void recordIsRejectedAfterHalfAMinuteAndOthersGoOn() {
    TestPipeline fixture = gone(settings().open());
    fixture.put(TestPipeline.P0, to("gone", 1));
    fixture.put(TestPipeline.P1, to("here", 1), to("here", 2));
    fixture.run(1_000);
    assertThat(fixture.committable(TestPipeline.P1)).isEqualTo(2);
    fixture.run(28_900);
    assertThat(fixture.reporter.records()).isEmpty();
    assertThat(fixture.committable(TestPipeline.P0)).isZero();

    fixture.run(3_000);
    assertThat(fixture.reporter.records()).hasSize(1);
    assertThat(fixture.committable(TestPipeline.P0)).isEqualTo(1);
    fixture.put(TestPipeline.P1, to("here", 3));
    fixture.run(100);
    assertThat(fixture.committable(TestPipeline.P1)).isEqualTo(3);
  }

  @Test
  void laterRecordsAreRejectedWithTheFirstResponse() {
    TestPipeline fixture = gone(settings().open());
    fixture.put(to("here", 1), to("gone", 1));
    fixture.run(33_000);
    assertThat(fixture.reporter.records()).hasSize(1);
    fixture.put(to("gone", 2), to("gone", 3));
    fixture.run(100);
    assertThat(fixture.reporter.records()).hasSize(3);
  }

  /** More than the requests after which rejections count as a fault of the configuration. */
  @Test
  void anyNumberOfSuchRecordsStopsNoTask() {
    TestPipeline fixture = gone(settings().with("sqs.batch.max.messages", 5).open());
    fixture.put(TestPipeline.P1, to("here", 1));
    fixture.put(IntStream.range(0, 200).mapToObj(i -> to("gone", i)).toArray(String[]::new));
    fixture.run(45_000);
    assertThat(fixture.reporter.records()).hasSize(200);
    assertThat(fixture.committable(TestPipeline.P0)).isEqualTo(200);
  }

  @Test
  void queueThatIsCreatedInTimeReceivesItsMessages() {
    TestPipeline fixture = gone(settings().open());
    fixture.put(to("gone", 1), to("gone", 2));
    fixture.run(25_000);
    fixture.sender.otherwise(ScriptedSender::deliver);
    fixture.run(3_000);
    assertThat(fixture.reporter.records()).isEmpty();
    assertThat(fixture.committable(TestPipeline.P0)).isEqualTo(2);
  }

  @Test
  void queueThatDisappearsAgainHasItsTimeAgain() {
    TestPipeline fixture = gone(settings().open());
    fixture.put(to("gone", 1));
    fixture.run(20_000);
    assertThat(fixture.sender.sent()).as("the queue backs off").hasSizeLessThan(30);
    fixture.sender.otherwise(ScriptedSender::deliver);
    fixture.run(3_000);
    assertThat(fixture.committable(TestPipeline.P0)).isEqualTo(1);

    gone(fixture).put(to("gone", 2));
    fixture.run(15_000);
    assertThat(fixture.reporter.records()).isEmpty();
    fixture.run(18_000);
    assertThat(fixture.reporter.records()).hasSize(1);
  }

  @Test
  void shorterDeliveryTimeoutRejectsEarlierInsteadOfStoppingTheTask() {
    TestPipeline fixture = gone(settings().with("sqs.delivery.timeout.ms", 5_000).open());
    fixture.put(to("here", 1), to("gone", 1));
    fixture.run(8_000);
    assertThat(fixture.reporter.records()).hasSize(1);
    assertThat(fixture.committable(TestPipeline.P0)).isEqualTo(2);
  }

  @Test
  void withoutToleranceTheTaskStops() {
    TestPipeline fixture = gone(settings().withoutTolerance().open());
    fixture.put(to("gone", 1));
    assertThatThrownBy(() -> fixture.run(60_000))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("SQS-015")
        .hasMessageContaining("queue https://sqs/1/q-gone: QueueDoesNotExist")
        .hasMessageContaining("The record chose this queue, and it does not exist");
  }

  @Test
  void queueOfTheSettingsThatIsMissingStopsTheTask() {
    TestPipeline fixture =
        gone(settings().router(QueueRouter.fixed(new TargetQueue("https://sqs/1/q-gone"))).open());
    fixture.put(to("any", 1));
    fixture.run(29_000);
    assertThatThrownBy(() -> fixture.run(4_000))
        .isInstanceOf(ConnectException.class)
        .hasMessageStartingWith("SQS-003 ");
    assertThat(fixture.reporter.records()).isEmpty();
  }

  @Test
  void deniedAccessToAQueueOfARecordStopsTheTask() {
    TestPipeline fixture = settings().open();
    fixture.sender.otherwise(ScriptedSender.fail(Outcomes.accessDenied()));
    fixture.put(to("any", 1));
    assertThatThrownBy(() -> fixture.run(40_000))
        .isInstanceOf(ConnectException.class)
        .hasMessageStartingWith("SQS-004 ");
  }
}
