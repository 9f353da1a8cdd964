package io.github.sqsconnect.delivery;

import static io.github.sqsconnect.property.Generator.booleans;
import static io.github.sqsconnect.property.Generator.integers;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.config.DeliverySettings;
import io.github.sqsconnect.property.Draw;
import io.github.sqsconnect.property.Generator;
import io.github.sqsconnect.property.Property;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Compares the message buffers with naive ones: any messages, outcomes and removals in any order.
 */
class MessageBufferProperties {
  private enum Kind {
    APPEND,
    CUT,
    RELEASE,
    PUT_BACK,
    SPLIT,
    REMOVE,
    WAIT
  }

  private record Step(Kind kind, int group, int number) {}

  private static Generator<List<Step>> steps() {
    Generator<Kind> kinds =
        Generator.weighted(
            Generator.times(9, Kind.APPEND),
            Generator.times(5, Kind.CUT),
            Generator.times(4, Kind.RELEASE),
            Generator.times(4, Kind.PUT_BACK),
            Generator.times(1, Kind.SPLIT),
            Generator.times(1, Kind.REMOVE),
            Generator.times(4, Kind.WAIT));
    Generator<Step> step =
        draw -> new Step(kinds.from(draw), draw.below(4), integers(0, 1_000).from(draw));
    return step.list(100);
  }

  @Property(tries = 400)
  void standardBufferEqualsTheNaiveOne(Draw draw) {
    List<Step> steps = draw.next("steps", steps());
    int linger = draw.next("linger", integers(0, 2));
    DeliverySettings settings = settings(linger);
    StandardBuffer lane = new StandardBuffer(new RequestLimits(settings), settings.lingerMs());
    new TwoBuffers(lane, new NaiveStandardBuffer(settings), new BufferFixture(TestPipeline.QUEUE))
        .run(steps);
  }

  @Property(tries = 400)
  void strictFifoBufferEqualsTheNaiveOne(Draw draw) {
    List<Step> steps = draw.next("steps", steps());
    int linger = draw.next("linger", integers(0, 2));
    groupLanesAreAsTheNaiveOnes(steps, linger, true);
  }

  @Property(tries = 400)
  void relaxedFifoBufferEqualsTheNaiveOne(Draw draw) {
    List<Step> steps = draw.next("steps", steps());
    int linger = draw.next("linger", integers(0, 2));
    groupLanesAreAsTheNaiveOnes(steps, linger, false);
  }

  private static void groupLanesAreAsTheNaiveOnes(List<Step> steps, int linger, boolean strict) {
    DeliverySettings settings = settings(linger);
    FifoBuffer lanes = new FifoBuffer(new RequestLimits(settings), settings.lingerMs(), strict);
    new TwoBuffers(
            lanes, new NaiveFifoBuffer(settings, strict), new BufferFixture(TestPipeline.FIFO))
        .run(steps);
  }

  @Property(tries = 100)
  void crowdsAreTheGroupsWithMoreThanAHundredWaiting(Draw draw) {
    List<Integer> sizes = draw.next("sizes", integers(98, 103).list(4, 4));
    boolean strict = draw.next("strict", booleans());
    int requests = draw.next("requests", integers(0, 6));
    int unwanted = draw.next("unwanted", integers(0, 3));
    DeliverySettings settings = settings(0);
    FifoBuffer lanes = new FifoBuffer(new RequestLimits(settings), 0, strict);
    BufferFixture fixture = new BufferFixture(TestPipeline.FIFO);
    int[] left = new int[sizes.size()];
    for (int group = 0; group < left.length; group++) {
      for (; left[group] < sizes.get(group); left[group]++) {
        lanes.append(fixture.delivery(Integer.toString(left[group]), "g" + group, 0));
      }
    }
    for (int i = 0; i < requests; i++) {
      assertThat(lanes.crowdedGroups()).isEqualTo(crowdedGroups(left));
      for (Delivery delivery : lanes.drain(i, i)) {
        boolean back = i % 2 == 0;
        left[group(delivery)] -= back ? 0 : 1;
        if (back) {
          lanes.reenqueue(delivery, List.of(delivery), i);
        } else {
          lanes.complete(delivery);
        }
      }
    }
    List<Delivery> removed = new ArrayList<>();
    lanes.remove(delivery -> Integer.parseInt(delivery.message().body()) >= 99 - unwanted, removed);
    removed.forEach(delivery -> left[group(delivery)]--);
    assertThat(lanes.crowdedGroups()).isEqualTo(crowdedGroups(left));
    assertThat(lanes.size()).isEqualTo(IntStream.of(left).sum());
  }

  private static int group(Delivery delivery) {
    return delivery.group().charAt(1) - '0';
  }

  private static int crowdedGroups(int... sizes) {
    return (int) IntStream.of(sizes).filter(size -> size > 100).count();
  }

  private static DeliverySettings settings(int linger) {
    return BufferFixture.settings(
        "sqs.linger.ms", linger * 100, "sqs.batch.max.messages", 3, "sqs.batch.max.bytes", 1_024);
  }

  /** Both buffers during the life of one task. */
  private static final class TwoBuffers {
    private final MessageBuffer lanes;
    private final NaiveBuffer naive;
    private final BufferFixture fixture;
    private final List<Delivery> inFlight = new ArrayList<>();
    private long now = 1_000_000;
    private final Set<Long> usedDueAt = new HashSet<>();

    TwoBuffers(MessageBuffer lanes, NaiveBuffer naive, BufferFixture fixture) {
      this.lanes = lanes;
      this.naive = naive;
      this.fixture = fixture;
    }

    void run(List<Step> steps) {
      for (Step step : steps) {
        switch (step.kind()) {
          case APPEND -> {
            Delivery delivery = made(step.group(), step.number());
            lanes.append(delivery);
            naive.append(delivery);
          }
          case CUT -> drain();
          case RELEASE -> release(step.number());
          case PUT_BACK -> reenqueue(step.number(), 1);
          case SPLIT -> reenqueue(step.number(), 3);
          case REMOVE -> remove(step.number());
          case WAIT -> now += step.number() % 200;
        }
        compare();
      }
    }

    private Delivery made(int group, int number) {
      return fixture.delivery("x".repeat(1 + number % 500), "g" + group, now);
    }

    private void compare() {
      long at = naive.nextSendableAt(now);
      assertThat(lanes.nextSendableAt(now)).isEqualTo(at);
      assertThat(lanes.isSendable(now)).isEqualTo(at <= now);
      assertThat(lanes.size()).isEqualTo(naive.size());
    }

    private void drain() {
      List<Delivery> cut = lanes.drain(now, now);
      assertThat(cut).isEqualTo(naive.drain(now));
      inFlight.addAll(cut);
    }

    private void release(int number) {
      if (!inFlight.isEmpty()) {
        Delivery delivery = inFlight.remove(number % inFlight.size());
        lanes.complete(delivery);
        naive.complete(delivery);
      }
    }

    /** No two messages are due at the same time: then their order would be free. */
    private void reenqueue(int number, int parts) {
      if (!inFlight.isEmpty()) {
        Delivery gone = inFlight.remove(number % inFlight.size());
        long dueAt = now + number % 300;
        while (!usedDueAt.add(dueAt)) {
          dueAt++;
        }
        int group = gone.group().isEmpty() ? 0 : group(gone);
        List<Delivery> back =
            parts == 1
                ? List.of(gone)
                : IntStream.range(0, parts).mapToObj(i -> made(group, number + i)).toList();
        if (gone.group().isEmpty() && parts > 1) {
          back = back.subList(0, 1);
        }
        lanes.reenqueue(gone, back, dueAt);
        naive.reenqueue(gone, back, dueAt);
      }
    }

    private void remove(int number) {
      Set<Delivery> unwanted =
          naive.removable(number).stream()
              .filter(delivery -> (delivery.bytes() + number) % 3 != 0)
              .collect(Collectors.toSet());
      List<Delivery> removed = new ArrayList<>();
      lanes.remove(unwanted::contains, removed);
      assertThat(removed).containsExactlyInAnyOrderElementsOf(unwanted);
      naive.remove(unwanted);
    }
  }
}
