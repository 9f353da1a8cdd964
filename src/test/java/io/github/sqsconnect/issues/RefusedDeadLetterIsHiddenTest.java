package io.github.sqsconnect.issues;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.fakes.EndpointTask;
import io.github.sqsconnect.fakes.FakeReporter;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Connect's producer refused a dead letter at once. The connector believed that it was written and
 * committed its offset, because Connect returns a completed future in this case.
 */
class RefusedDeadLetterIsHiddenTest {
  private static final Future<Void> DONE = CompletableFuture.completedFuture(null);

  static List<Object> refused() {
    return List.of(
        EndpointTask.UNFIT,
        ByteBuffer.allocate(0),
        List.of(1, 2),
        Map.of("small", "after a transform"),
        EndpointTask.UNFIT.repeat(80_000));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void stopMessageNamesTheTopicAndWhatToCheck(Object value) {
    try (EndpointTask task = EndpointTask.reportingTo((record, error) -> DONE).start()) {
      assertThat(task.stopMessage(value))
          .startsWith("SQS-018 record t-0-0 cannot be delivered: ")
          .contains("dead-letter topic d", "producer.override.max.request.size")
          .contains("max.message.bytes", "exists", "may write")
          .doesNotContain("bell");
      assertThat(task.committable()).isZero();
    }
  }

  @Test
  void stopMessageShowsTheSizeOfARecordTooLargeForTheProducer() {
    try (EndpointTask task = EndpointTask.reportingTo((record, error) -> DONE).start()) {
      assertThat(task.stopMessage("x".repeat(1_100_000)))
          .startsWith("SQS-017 record t-0-0 cannot be delivered: ")
          .contains("It has 1100000 bytes", "dead-letter topic d");
      assertThat(task.committable()).isZero();
    }
  }

  /** The worker's own setting may allow more than the connector's configuration shows. */
  @Test
  void largeRecordAcceptedByTheProducerDoesNotStopTheTask() {
    try (EndpointTask task =
        EndpointTask.reportingTo((record, error) -> FakeReporter.written()).start()) {
      task.put("x".repeat(1_100_000));
      task.awaitAllCommitted();
    }
  }

  @Test
  void deadLetterWrittenAtOnceIsReportedAgain() {
    List<SinkRecord> reported = new ArrayList<>();
    try (EndpointTask task =
        EndpointTask.reportingTo(
                (record, error) -> {
                  reported.add(record);
                  return reported.size() == 1 ? DONE : new CompletableFuture<>();
                })
            .start()) {
      task.put(EndpointTask.UNFIT);
      task.put();
      assertThat(reported).hasSize(2);
      assertThat(reported.get(1)).isSameAs(reported.get(0));
      assertThat(task.committable()).isZero();
    }
  }

  @Test
  void completedFutureOfConnectIsTrusted() {
    List<SinkRecord> reported = new ArrayList<>();
    try (EndpointTask task =
        EndpointTask.reportingTo(
                (record, error) -> {
                  reported.add(record);
                  return FakeReporter.written();
                })
            .start()) {
      task.put(EndpointTask.UNFIT);
      task.awaitAllCommitted();
      assertThat(reported).hasSize(1);
    }
  }

  @Test
  void completedFutureIsTrustedWithoutADeadLetterTopic() {
    List<SinkRecord> reported = new ArrayList<>();
    try (EndpointTask task =
        EndpointTask.reportingTo(
                (record, error) -> {
                  reported.add(record);
                  return DONE;
                })
            .set("errors.deadletterqueue.topic.name", " ")
            .set("errors.log.enable", "true")
            .start()) {
      task.put(EndpointTask.UNFIT);
      task.awaitAllCommitted();
      assertThat(reported).hasSize(1);
    }
  }

  @Test
  void reasonInTheHeadersIsBounded() {
    List<Throwable> reasons = new ArrayList<>();
    try (EndpointTask task =
        EndpointTask.reportingTo(
                (record, error) -> {
                  reasons.add(error);
                  return FakeReporter.written();
                })
            .set("sqs.message.format", "event-batch")
            .start()) {
      String name = "n\ud83d\ude00".repeat(200_000);
      task.put(
          new SinkRecord(
              "t",
              0,
              null,
              null,
              Schema.STRING_SCHEMA,
              "{\"events\":[{\"" + name + "\":{\"a\":01}}]}",
              0));
      assertThat(reasons).hasSize(1);
      assertThat(reasons.get(0).getMessage())
          .startsWith("record t-0-0 cannot be delivered: ")
          .hasSizeLessThan(2_200);
      assertThat(reasons.get(0).getStackTrace()).isEmpty();
    }
  }
}
