package io.github.sqsconnect.delivery;

import static io.github.sqsconnect.property.Generator.integers;

import io.github.sqsconnect.property.Draw;
import io.github.sqsconnect.property.Generator;
import io.github.sqsconnect.property.Property;
import java.util.List;
import org.apache.kafka.common.TopicPartition;

/**
 * The pipeline with a service that is slow or never responds, but does not fail: what a put sends,
 * how long put and commit take, which offsets are committable, and what is logged.
 */
class DeliveryPipelineProperties {
  private static final int[] WAITS = {0, 1, 4, 10, 19, 20, 500, 1_500, 30_000, 60_000};

  private enum Kind {
    PUT,
    WAIT,
    COMMIT,
    REBALANCE
  }

  private record Step(Kind kind, TopicPartition partition, int number) {}

  private static Generator<List<Step>> steps() {
    Generator<Kind> kinds =
        Generator.weighted(
            Generator.times(6, Kind.PUT),
            Generator.times(4, Kind.WAIT),
            Generator.times(2, Kind.COMMIT),
            Generator.times(1, Kind.REBALANCE));
    Generator<TopicPartition> partitions = Generator.of(TestPipeline.P0, TestPipeline.P1);
    Generator<Step> step =
        draw -> new Step(kinds.from(draw), partitions.from(draw), draw.below(10));
    return step.list(1, 25);
  }

  /** Milliseconds until the responses; 0 for a request without a response. */
  private static Generator<List<Integer>> latencies() {
    return Generator.weighted(
            Generator.times(3, 10),
            Generator.times(3, 60),
            Generator.times(2, 700),
            Generator.times(2, 1_500),
            Generator.times(1, 0))
        .list(60, 60);
  }

  @Property(tries = 300)
  void pipelineMatchesItsModelForAnySchedule(Draw draw) {
    List<Step> steps = draw.next("steps", steps());
    List<Integer> latencies = draw.next("latencies", latencies());
    int maxInFlight = draw.next("maxInFlight", integers(1, 3));
    ModelledPipeline fixture = new ModelledPipeline(latencies, maxInFlight);
    for (Step step : steps) {
      switch (step.kind()) {
        case PUT -> fixture.put(step.partition(), step.number());
        case WAIT -> fixture.sleep(WAITS[step.number()]);
        case COMMIT -> fixture.commit(step.partition());
        case REBALANCE -> fixture.rebalance(step.partition(), step.number() > 2);
      }
    }
  }
}
