package io.github.sqsconnect.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.sqsconnect.endpoint.EndpointProcess;
import io.github.sqsconnect.servers.ConnectRest.State;
import io.github.sqsconnect.servers.LocalServers;
import java.time.Duration;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A service that lets through less than is offered, for as long as it likes. */
@ExtendWith(SharedServers.class)
final class ThrottleIT {
  private static final String NAME = "throttled";
  private static final int ALLOWED_PER_SECOND = 200;
  private static final Duration WINDOW = Form.of(Duration.ofSeconds(20), Duration.ofSeconds(60));

  /** Ten to a request, four times what is allowed, and some for the time before the window. */
  private static final int RECORDS = (int) (10 * 4 * ALLOWED_PER_SECOND * (WINDOW.toSeconds() + 5));

  /** What an endpoint had decided at a moment. */
  private record Reading(long nanos, long accepted, long throttled) {
    static Reading of(EndpointProcess endpoint) {
      JsonNode outcomes = endpoint.counters().path("byOutcome");
      return new Reading(
          System.nanoTime(),
          outcomes.path("200").asLong(),
          outcomes.path("RequestThrottled").asLong());
    }

    double secondsSince(Reading earlier) {
      return (nanos - earlier.nanos) / 1e9;
    }
  }

  @Test
  void throttleStormCostsAtMostATenthOfWhatIsAllowed(LocalServers servers) {
    servers.topics().create(NAME, 3);
    NumberedRecords records = new NumberedRecords(NAME, 3);
    servers.topics().sendAll(Stream.generate(records::next).limit(RECORDS).toList());
    try (EndpointProcess endpoint = EndpointProcess.start("--keep-body-chars", "0")) {
      endpoint.fault("{\"fault\":\"latency\",\"millis\":20}");
      endpoint.fault(
          "{\"fault\":\"throttleAbove\",\"requestsPerSecond\":%1$d,\"burst\":%1$d}"
              .formatted(ALLOWED_PER_SECOND));
      servers.worker().rest().put(NAME, TestConnector.config(NAME, endpoint.queueUrl(NAME)));
      Reading begin = awaitReading(endpoint, reading -> reading.throttled() > 0);
      Reading end =
          awaitReading(endpoint, reading -> reading.secondsSince(begin) >= WINDOW.toSeconds());

      double seconds = end.secondsSince(begin);
      double accepted = end.accepted() - begin.accepted();
      double share = accepted / (ALLOWED_PER_SECOND * seconds);
      System.out.printf(
          "accepted %.0f requests in %.1f s, %.1f %% of the allowance; refused %d%n",
          accepted, seconds, 100 * share, end.throttled() - begin.throttled());
      assertThat(share).as("share of the allowance that was used").isGreaterThanOrEqualTo(0.9);
      assertThat(end.throttled()).as("refused requests").isGreaterThan(begin.throttled());
      assertThat(servers.topics().allCommitted(NAME, NAME)).as("nothing left to offer").isFalse();
      assertThat(servers.worker().rest().status(NAME).tasks()).allMatch(State::running);
    } finally {
      servers.worker().rest().delete(NAME);
    }
  }

  private static Reading awaitReading(EndpointProcess endpoint, Predicate<Reading> wanted) {
    return await("a reading of the endpoint")
        .atMost(WINDOW.plusMinutes(1))
        .pollInterval(Duration.ofMillis(100))
        .until(() -> Reading.of(endpoint), wanted);
  }
}
