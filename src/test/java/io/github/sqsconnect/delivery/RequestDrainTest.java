package io.github.sqsconnect.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.config.DeliverySettings;
import io.github.sqsconnect.message.TargetQueue;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RequestDrainTest {
  private static final TargetQueue A = TestPipeline.QUEUE;
  private static final TargetQueue B = TestPipeline.FIFO;
  private static final long NOW = 10_000;

  private final DeliverySettings settings =
      BufferFixture.settings(
          "sqs.linger.ms", 50, "sqs.batch.max.messages", 2, "sqs.max.in.flight.requests", 3);
  private final QueueLanes lanes = new QueueLanes(settings);
  private final MessageAccumulator accumulator =
      new MessageAccumulator(
          settings, new BackoffPolicy(100, 200, () -> 0.999999), DeliveryCounts.ofTask(0), () -> 0);
  private final InFlightRequests inFlight = new InFlightRequests(settings, lanes, accumulator);
  private final RateLimit rateLimit = new RateLimit(1);
  private final List<List<String>> sent = new ArrayList<>();
  private final RequestDrain requests =
      new RequestDrain(
          accumulator,
          lanes,
          inFlight,
          rateLimit,
          new MessageSender() {
            @Override
            public void send(MessageBatch batch) {
              sent.add(MessageBatches.bodies(batch));
            }

            @Override
            public boolean renewCredentials() {
              return false;
            }
          });
  private final BufferFixture toA = new BufferFixture(A);
  private final BufferFixture toB = new BufferFixture(B);

  RequestDrainTest() {
    lanes.open(new PartitionOffsets(TestPipeline.P0), A);
  }

  private void append(String... bodies) {
    for (String body : bodies) {
      accumulator.append(toA.delivery(body, null, NOW));
    }
  }

  @Test
  void requestThatIsNotFullIsSentWhenItIsDue() {
    append("a");
    requests.drain(NOW + 49, NOW + 49);
    assertThat(sent).isEmpty();
    requests.drain(QueueBacklog.ALWAYS, NOW + 50);
    assertThat(sent).as("only full requests").isEmpty();
    requests.drain(NOW + 50, NOW + 50);
    assertThat(sent).containsExactly(List.of("a"));
    assertThat(inFlight.size()).isEqualTo(1);
  }

  @Test
  void rateLimitAllowsOneRequestAtATime() {
    append("a", "b", "c", "d");
    requests.drain(NOW, NOW);
    assertThat(sent).containsExactly(List.of("a", "b"));
    requests.drain(NOW + 1_900, NOW + 1_899);
    assertThat(sent).hasSize(1);
    requests.drain(NOW + 1_900, NOW + 1_900);
    assertThat(sent).containsExactly(List.of("a", "b"), List.of("c", "d"));
  }

  @Test
  void queueWithoutALaneSendsNothing() {
    accumulator.append(toB.delivery("b", "g", NOW));
    assertThat(requests.maySend(accumulator.backlog(B), NOW + 50)).isFalse();
    assertThat(requests.maySend(accumulator.backlog(A), NOW + 50)).isTrue();
    accumulator.backlog(A).requestFailed(NOW + 50, NOW + 50);
    assertThat(requests.maySend(accumulator.backlog(A), NOW + 50)).as("it backs off").isFalse();
  }

  @Test
  void limitIsSharedOnlyAmongSeveralQueues() {
    for (String body : List.of("a", "b", "c")) {
      assertThat(requests.isSharedLimitReached()).isFalse();
      inFlight.started(MessageBatches.batch(A, body));
    }
    assertThat(requests.isSharedLimitReached()).as("one queue").isFalse();

    PartitionOffsets orders = new PartitionOffsets(TestPipeline.ORDERS);
    lanes.open(orders, B);
    assertThat(requests.isSharedLimitReached()).isTrue();
    lanes.close(orders);
    assertThat(requests.isSharedLimitReached()).isFalse();
  }

  @Test
  void limitOfSeveralQueuesIsNotReachedWhileARequestIsFree() {
    lanes.open(new PartitionOffsets(TestPipeline.ORDERS), B);
    inFlight.started(MessageBatches.batch(A, "a"));
    inFlight.started(MessageBatches.batch(B, "b"));
    assertThat(requests.isSharedLimitReached()).isFalse();
  }
}
