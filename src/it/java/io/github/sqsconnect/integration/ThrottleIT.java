package io.github.sqsconnect.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.endpoint.RecordedRequest;
import io.github.sqsconnect.endpoint.ScriptedSqs;
import io.github.sqsconnect.servers.Await;
import io.github.sqsconnect.servers.ConnectRest.State;
import io.github.sqsconnect.servers.ConnectorConfig;
import io.github.sqsconnect.servers.LocalServers;
import io.github.sqsconnect.servers.NumberedRecords;
import java.time.Duration;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A service that throttles most requests for a long time. */
@ExtendWith(SharedServers.class)
final class ThrottleIT {
  private static final String NAME = "throttled";
  private static final int ALLOWED_PER_SECOND = 200;
  private static final Duration WINDOW =
      TestLength.choose(Duration.ofSeconds(20), Duration.ofSeconds(60));

  /** Ten a request, at four times the allowed rate, with a reserve for the time before. */
  private static final int RECORDS = (int) (10 * 4 * ALLOWED_PER_SECOND * (WINDOW.toSeconds() + 5));

  /** The counters of the endpoint at one time. */
  private record Reading(long nanos, long accepted, long throttled) {
    static Reading of(ScriptedSqs sqs) {
      return new Reading(
          System.nanoTime(),
          sqs.counters().outcome(RecordedRequest.DONE),
          sqs.counters().outcome("RequestThrottled"));
    }

    double secondsSince(Reading earlier) {
      return (nanos - earlier.nanos) / 1e9;
    }
  }

  @Test
  void throttledConnectorUsesNineTenthsOfTheAllowedRate(LocalServers servers) {
    servers.topics().create(NAME, 3);
    servers.topics().sendAll(new NumberedRecords(NAME, 3).next(RECORDS));
    try (ScriptedSqs sqs = ScriptedSqs.setup().keepRequests(0).keepBodyChars(0).start()) {
      sqs.always().latency(Duration.ofMillis(20));
      sqs.always().throttleAbove(ALLOWED_PER_SECOND, ALLOWED_PER_SECOND);
      servers.rest().put(NAME, ConnectorConfig.of(NAME, sqs.queue(NAME).url()));
      Reading begin = awaitReading(sqs, reading -> reading.throttled() > 0);
      Reading end = awaitReading(sqs, reading -> reading.secondsSince(begin) >= WINDOW.toSeconds());

      double seconds = end.secondsSince(begin);
      double accepted = end.accepted() - begin.accepted();
      double share = accepted / (ALLOWED_PER_SECOND * seconds);
      System.out.printf(
          "accepted %.0f requests in %.1f s, %.1f %% of the allowed rate; throttled %d%n",
          accepted, seconds, 100 * share, end.throttled() - begin.throttled());
      assertThat(share).as("used share of the allowed rate").isGreaterThanOrEqualTo(0.9);
      assertThat(end.throttled()).as("throttled requests").isGreaterThan(begin.throttled());
      assertThat(servers.topics().allCommitted(NAME, NAME))
          .as("all delivered before the end")
          .isFalse();
      assertThat(servers.rest().status(NAME).tasks()).allMatch(State::running);
    } finally {
      servers.rest().delete(NAME);
    }
  }

  private static Reading awaitReading(ScriptedSqs sqs, Predicate<Reading> wanted) {
    return Await.value("wanted counters", WINDOW.plusMinutes(1), () -> Reading.of(sqs), wanted);
  }
}
