package io.github.sqsconnect;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.config.SqsSinkConfig;
import io.github.sqsconnect.delivery.BackoffPolicy;
import io.github.sqsconnect.delivery.DeliveryObserver;
import io.github.sqsconnect.delivery.DeliveryPipeline;
import io.github.sqsconnect.delivery.ErrantRecordReports;
import io.github.sqsconnect.delivery.UnseenRecords;
import io.github.sqsconnect.fakes.DirectReporterCalls;
import io.github.sqsconnect.fakes.FakeTaskContext;
import io.github.sqsconnect.fakes.ManualClock;
import io.github.sqsconnect.fakes.RecordAssembler;
import io.github.sqsconnect.fakes.ScriptedSender;
import io.github.sqsconnect.message.TargetQueue;
import io.github.sqsconnect.metrics.TaskMetrics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

class PartitionPauserTest {
  private static final TopicPartition P0 = new TopicPartition("events", 0);
  private static final TopicPartition P1 = new TopicPartition("events", 1);

  /** The smallest buffer: 1 MiB. */
  private static final int BUFFER = 1_048_576;

  private static final String TENTH = "x".repeat(BUFFER / 10 - 1_024);

  private final ManualClock clock = new ManualClock();
  private final ScriptedSender sender = new ScriptedSender(clock).otherwise(ScriptedSender::hold);
  private final FakeTaskContext context = new FakeTaskContext();
  private final PartitionPauser pauser = new PartitionPauser(context, new TaskName("test", "0"));
  private final DeliveryPipeline pipeline = pipeline();
  private final Map<TopicPartition, Long> offsets = new HashMap<>();

  PartitionPauserTest() {
    pipeline.open(List.of(P0, P1));
  }

  @Test
  void pausesEveryPartitionAboveTheBuffer() {
    put(P0, 10);
    assertThat(context.paused()).isEmpty();
    assertThat(pauser.isPausing()).isFalse();
    put(P0, 1);
    assertThat(context.paused()).containsExactlyInAnyOrder(P0, P1);
    assertThat(pauser.isPausing()).isTrue();
  }

  @Test
  void resumesBelowFourFifthsAndNotBefore() {
    put(P0, 11);
    respond(2);
    assertThat(pipeline.bufferedBytes()).isBetween(BUFFER * 8L / 10, (long) BUFFER);
    assertThat(context.paused()).as("between the marks").hasSize(2);
    respond(2);
    assertThat(context.paused()).isEmpty();
    assertThat(context.calls()).containsExactly("pause 2", "resume 2");
    put(P0, 2);
    assertThat(context.calls()).as("between the marks on the way up").hasSize(2);
  }

  @Test
  void repeatedUpdatePausesOnce() {
    put(P0, 11);
    pauser.update(pipeline);
    pauser.update(pipeline);
    assertThat(context.calls()).containsExactly("pause 2");
  }

  @Test
  void partitionThatIsOpenedWhileTheBufferIsFullIsPausedToo() {
    put(P0, 11);
    TopicPartition p2 = new TopicPartition("events", 2);
    pipeline.open(List.of(p2));
    pauser.update(pipeline);
    assertThat(context.paused()).contains(p2);
  }

  @Test
  void partitionThatWasRevokedAndAssignedAgainIsPausedAgain() {
    put(P0, 11);
    pipeline.close(List.of(P1));
    pauser.forget(List.of(P1));
    context.paused().remove(P1);
    pipeline.open(List.of(P1));
    pauser.update(pipeline);
    assertThat(context.paused()).containsExactlyInAnyOrder(P0, P1);
  }

  @Test
  void closingTheLastPausedPartitionEndsThePause() {
    put(P0, 11);
    pipeline.close(List.of(P0, P1));
    pauser.forget(List.of(P0, P1));
    assertThat(pauser.isPausing()).isFalse();
  }

  @Test
  void onlyTheStalledPartitionIsPaused() {
    put(P0, 1);
    sender.otherwise(ScriptedSender::deliver);
    put(P0, 1);
    clock.advance(60_001);
    poll();
    assertThat(context.paused()).containsExactly(P0);
    respond(1);
    assertThat(context.paused()).isEmpty();
  }

  @Test
  void stalledPartitionIsAlsoResumedBelowFourFifthsOnly() {
    put(P0, 1);
    sender.otherwise(ScriptedSender::deliver);
    put(P0, 1);
    clock.advance(60_001);
    poll();
    sender.otherwise(ScriptedSender::hold);
    put(P1, 9);
    respond(1);
    assertThat(context.paused()).containsExactly(P0);
    respond(2);
    assertThat(context.paused()).isEmpty();
  }

  @Test
  void timeoutIsSetWhileAnythingIsOutstanding() {
    pauser.update(pipeline);
    assertThat(context.takeTimeoutMs()).as("nothing is outstanding").isEqualTo(-1);
    put(P0, 1);
    assertThat(context.takeTimeoutMs()).isBetween(1L, 1_000L);
    poll();
    assertThat(context.takeTimeoutMs()).as("again, as it is one-shot").isBetween(1L, 1_000L);
    respond(1);
    assertThat(context.takeTimeoutMs()).isEqualTo(-1);
  }

  @Test
  void timeBeforeThePauseIsNotPausedTime() {
    TaskValues values =
        new TaskValues(clock, BUFFER, pipeline, pauser, new UnseenRecords("", false, clock), null);
    clock.advance(60_000);
    put(P0, 11);
    values.update();
    assertThat(values.pausedMs()).as("idle until the pause").isZero();

    clock.advance(5_000);
    respond(4);
    values.update();
    assertThat(context.paused()).isEmpty();
    assertThat(values.pausedMs()).as("until it resumes").isBetween(5_000L, 5_010L);
    clock.advance(1_000);
    values.update();
    assertThat(values.pausedMs()).as("after it").isLessThan(5_010);
  }

  /** The next call may be a minute later. */
  @Test
  void recordsThatAreDoneAtOnceArePublishedWithinASecond() {
    TaskValues values =
        new TaskValues(clock, BUFFER, pipeline, pauser, new UnseenRecords("", false, clock), null);
    try (MetricsPublisher metrics =
        new MetricsPublisher(
            new TaskMetrics("done-at-once", "0", "1", "raw", clock, context), clock, context)) {
      metrics.update(values);
      assertThat(context.takeTimeoutMs()).as("published").isEqualTo(-1);

      pipeline.accept(List.of(new SinkRecord("events", 0, null, null, null, null, 1)));
      clock.advance(100);
      metrics.update(values);
      assertThat(values.isIdle()).isTrue();
      assertThat(context.takeTimeoutMs()).isEqualTo(900);

      clock.advance(900);
      metrics.update(values);
      assertThat(context.takeTimeoutMs()).as("published again").isEqualTo(-1);
      clock.advance(100);
      metrics.update(values);
      assertThat(context.takeTimeoutMs()).as("nothing new").isEqualTo(-1);
    }
  }

  private void put(TopicPartition partition, int count) {
    for (int i = 0; i < count; i++) {
      long offset = offsets.merge(partition, 1L, Long::sum);
      pipeline.accept(
          List.of(
              new SinkRecord(
                  partition.topic(),
                  partition.partition(),
                  null,
                  null,
                  Schema.STRING_SCHEMA,
                  TENTH,
                  offset)));
      pauser.update(pipeline);
    }
  }

  private void respond(int requests) {
    for (int i = 0; i < requests; i++) {
      sender.respond(sender.held().get(0), ScriptedSender::deliver);
    }
    context.takeTimeoutMs();
    clock.advance(1);
    poll();
  }

  private void poll() {
    pipeline.accept(List.of());
    pauser.update(pipeline);
  }

  private DeliveryPipeline pipeline() {
    SqsSinkConfig config =
        SqsSinkConfig.from(
            Map.of(
                "sqs.queue.url", "https://sqs.eu-west-1.amazonaws.com/123456789012/events",
                "sqs.message.format", "raw",
                "sqs.linger.ms", "0",
                "behavior.on.null.values", "ignore",
                "sqs.batch.max.messages", "1",
                "sqs.buffer.max.bytes", Integer.toString(BUFFER)));
    return new DeliveryPipeline(
        config.delivery(),
        RecordAssembler.build(config, new TargetQueue(config.queue().queue())),
        sender,
        sender,
        new ErrantRecordReports(
            null, ErrantRecordSettings.from(Map.of()), new DirectReporterCalls(), clock),
        new BackoffPolicy(100, 1_000, () -> 0.5),
        clock,
        record -> 0,
        new DeliveryObserver() {});
  }
}
