package io.github.sqsconnect.delivery;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import org.apache.kafka.common.TopicPartition;

/**
 * The corridor in front of a service that is slow, or does not answer at all, but never ill: what a
 * put sends, how long it and a commit take, what may be committed, and what is told of it.
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

  @Provide
  Arbitrary<List<Step>> steps() {
    Arbitrary<Kind> kinds =
        Arbitraries.frequency(
            Tuple.of(6, Kind.PUT),
            Tuple.of(4, Kind.WAIT),
            Tuple.of(2, Kind.COMMIT),
            Tuple.of(1, Kind.REBALANCE));
    return Combinators.combine(
            kinds, Arbitraries.of(Corridor.P0, Corridor.P1), Arbitraries.integers().between(0, 9))
        .as(Step::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(25);
  }

  /** How long the requests take; 0 for one that is never answered. */
  @Provide
  Arbitrary<List<Integer>> latencies() {
    return Arbitraries.frequency(
            Tuple.of(3, 10), Tuple.of(3, 60), Tuple.of(2, 700), Tuple.of(2, 1_500), Tuple.of(1, 0))
        .list()
        .ofSize(60);
  }

  @Property(tries = 300)
  void whateverHappensEveryPromiseOfTheCorridorHolds(
      @ForAll("steps") List<Step> steps,
      @ForAll("latencies") List<Integer> latencies,
      @ForAll @IntRange(min = 1, max = 3) int maxInFlight) {
    WatchedCorridor corridor = new WatchedCorridor(latencies, maxInFlight);
    for (Step step : steps) {
      switch (step.kind()) {
        case PUT -> corridor.put(step.partition(), step.number());
        case WAIT -> corridor.sleep(WAITS[step.number()]);
        case COMMIT -> corridor.commit(step.partition());
        case REBALANCE -> corridor.rebalance(step.partition());
      }
    }
  }
}
