package io.github.sqsconnect.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.endpoint.EndpointFault;
import io.github.sqsconnect.endpoint.FaultBuilder;
import io.github.sqsconnect.endpoint.ScriptedQueue;
import io.github.sqsconnect.endpoint.ScriptedSqs;
import io.github.sqsconnect.servers.Await;
import io.github.sqsconnect.servers.ConnectRest.State;
import io.github.sqsconnect.servers.ConnectorConfig;
import io.github.sqsconnect.servers.LocalServers;
import io.github.sqsconnect.servers.NumberedRecords;
import io.github.sqsconnect.servers.StoredRecords;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One connector whose two topics map to a queue each, while one of the queues fails. */
@ExtendWith(SharedServers.class)
final class TwoQueuesIT {
  /** Records of about 1 KB for each topic: many times what the share of a queue can contain. */
  private static final int RECORDS = 8_000;

  private static final Duration LIMIT = Duration.ofSeconds(25);

  /** How a queue fails for less than 30 seconds, after which some faults stop the task. */
  private enum Failure {
    /** Nine of ten requests are throttled. */
    THROTTLED(fault -> fault.withChance(0.9).throttle()),
    MISSING(fault -> fault.error("QueueDoesNotExist")),
    REFUSING(FaultBuilder::accessDenied),
    HANGING(FaultBuilder::hang);

    private final Function<FaultBuilder, EndpointFault> fault;

    Failure(Function<FaultBuilder, EndpointFault> fault) {
      this.fault = fault;
    }
  }

  @ParameterizedTest
  @EnumSource
  void topicOfTheOtherQueueIsDeliveredAndCommitted(Failure failure, LocalServers servers) {
    String name = "two-queues-" + failure.name().toLowerCase(Locale.ROOT);
    String failing = name + "-failing";
    String healthy = name + "-healthy";
    createTopic(servers, failing);
    createTopic(servers, healthy);
    try (ScriptedSqs sqs = ScriptedSqs.setup().keepIdsOnly().keepBodyChars(400).start()) {
      sqs.always().latency(Duration.ofMillis(10));
      ScriptedQueue failingQueue = sqs.queue(failing);
      StoredRecords ofFailing = new StoredRecords(failingQueue);
      StoredRecords ofHealthy = new StoredRecords(sqs.queue(healthy));
      EndpointFault fault = failure.fault.apply(sqs.onQueue(failing));
      Map<String, String> settings =
          Map.of(
              "sqs.buffer.max.bytes",
              "2097152",
              "sqs.queue.url.map",
              healthy + "=" + sqs.queue(healthy).url());
      servers
          .rest()
          .put(name, ConnectorConfig.of(failing + "," + healthy, failingQueue.url(), settings));

      long begun = System.nanoTime();
      ofHealthy.awaitDistinct(RECORDS, LIMIT);
      double seconds = (System.nanoTime() - begun) / 1e9;
      Await.until(
          "commits of " + healthy, LIMIT, () -> servers.topics().allCommitted(name, healthy));
      long committed = servers.topics().committed(name, new TopicPartition(failing, 0));
      System.out.printf(
          "%s: %d records to the other queue in %.1f s, %d of the failing one committed%n",
          name, RECORDS, seconds, committed);
      assertThat(committed).as("committed of %s", failing).isLessThan(RECORDS);
      assertThat(servers.worker().taskLog(name, "event=paused"))
          .as("pauses of %s", failing)
          .anyMatch(line -> line.contains(failing + "-0"));
      assertThat(servers.rest().status(name).tasks()).allMatch(State::running);

      fault.remove();
      ofFailing.awaitDistinct(RECORDS, Duration.ofMinutes(2));
      Await.until(
          "commits of " + failing,
          Duration.ofMinutes(1),
          () -> servers.topics().allCommitted(name, failing));
      assertThat(ofHealthy.duplicates()).as("copies in %s", healthy).isZero();
    } finally {
      servers.rest().delete(name);
    }
  }

  private static void createTopic(LocalServers servers, String topic) {
    servers.topics().create(topic, 1);
    servers
        .topics()
        .sendAll(
            new NumberedRecords(
                    topic, 1, member -> "{" + member + ",\"filler\":\"" + "x".repeat(700) + "\"}")
                .next(RECORDS));
  }
}
