package io.github.sqsconnect.delivery;

import static io.github.sqsconnect.property.Generator.booleans;
import static io.github.sqsconnect.property.Generator.integers;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.message.LearnedLimit;
import io.github.sqsconnect.message.TargetQueue;
import io.github.sqsconnect.property.Draw;
import io.github.sqsconnect.property.Generator;
import io.github.sqsconnect.property.Property;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Compares when requests may be sent with a plain model of window, backoff and probe, and what is
 * sent after requests are halved with a plain list of halves.
 */
class QueueBacklogProperties {
  private static final long PROBE_MS = 2_000;
  private static final int WINDOW = 3;

  private enum Kind {
    SEND,
    ANSWER,
    SUCCEED,
    FAIL,
    WAIT
  }

  private record Step(Kind kind, int number) {}

  private static Generator<List<Step>> steps() {
    Generator<Step> step =
        draw -> new Step(Generator.of(Kind.values()).from(draw), integers(0, 2_200).from(draw));
    return step.list(60);
  }

  @Property(tries = 400)
  void isOpenWhenWindowBackoffAndProbeAllowIt(Draw draw) {
    List<Step> steps = draw.next("steps", steps());
    new ModelledBacklog().run(steps);
  }

  /** A backlog beside the model. */
  private static final class ModelledBacklog {
    private final BufferFixture fixture = new BufferFixture(TestPipeline.QUEUE);
    private final QueueBacklog backlog =
        new QueueBacklog(
            TestPipeline.QUEUE,
            BufferFixture.settings(
                "sqs.linger.ms",
                0,
                "sqs.batch.max.messages",
                1,
                "sqs.max.in.flight.requests",
                WINDOW),
            new BackoffPolicy(100, 20_000, () -> 0.999999),
            DeliveryCounts.ofTask(0));
    private final List<MessageBatch> originalsInFlight = new ArrayList<>();
    private long now = 10_000;
    private int failures;
    private long failedAt;
    private long closedUntil;
    private MessageBatch probe;

    void run(List<Step> steps) {
      for (Step step : steps) {
        switch (step.kind()) {
          case SEND -> send();
          case ANSWER -> answer(step.number());
          case SUCCEED -> {
            backlog.requestSucceeded();
            failures = 0;
            closedUntil = 0;
          }
          case FAIL -> {
            long sentAt = now - step.number();
            backlog.requestFailed(sentAt, now);
            if (failures == 0 || sentAt >= failedAt) {
              failures++;
              failedAt = now;
              closedUntil = now + Math.min(PROBE_MS, 100L << Math.min(20, failures - 1));
            }
          }
          case WAIT -> now += step.number();
        }
        check();
      }
    }

    private void check() {
      boolean probed = failures > 0 && probe != null && now - probe.sentAt() < PROBE_MS;
      assertThat(backlog.isOpen(now))
          .isEqualTo(now >= closedUntil && originalsInFlight.size() < WINDOW && !probed);
      assertThat(backlog.isSendable(now)).isFalse();
      assertThat(backlog.nextSendableAt(now)).isEqualTo(QueueBacklog.NEVER);
      Delivery waiting = fixture.delivery("x", null, now);
      backlog.buffer().append(waiting);
      assertThat(backlog.isSendable(now)).isEqualTo(now >= closedUntil);
      assertThat(backlog.nextSendableAt(now)).isEqualTo(Math.max(now, closedUntil));
      assertThat(backlog.remove(waiting::equals)).containsExactly(waiting);
    }

    private void send() {
      if (backlog.isOpen(now)) {
        backlog.buffer().append(fixture.delivery("m", null, now));
        MessageBatch batch = backlog.next(now, now);
        batch.sent(now);
        backlog.sent(batch);
        originalsInFlight.add(batch);
        probe = failures > 0 ? batch : probe;
      }
    }

    private void answer(int number) {
      if (!originalsInFlight.isEmpty()) {
        MessageBatch batch = originalsInFlight.remove(number % originalsInFlight.size());
        backlog.completed(batch);
        probe = probe == batch ? null : probe;
      }
    }
  }

  @Property(tries = 300)
  void statusShowsTheSmallerLearnedLimit(Draw draw) {
    int request = draw.next("request", integers(0, 5_000));
    int message = draw.next("message", integers(0, 5_000));
    QueueBacklog backlog = new ModelledBacklog().backlog;
    if (request > 0) {
      backlog.limits().learned().learn(request, 0);
    }
    int smaller =
        request == 0 || message == 0 ? Math.max(request, message) : Math.min(request, message);
    assertThat(backlog.status(new LearnedLimit.State(message > 0, message, 0)).learnedLimitBytes())
        .isEqualTo(smaller);
  }

  private enum Change {
    APPEND,
    SEND,
    HALVE,
    DELIVER,
    REMOVE,
    LEARN
  }

  private record Changed(Change change, int number) {}

  private static Generator<List<Changed>> changes() {
    Generator<Change> kinds =
        Generator.weighted(
            Generator.times(4, Change.APPEND),
            Generator.times(6, Change.SEND),
            Generator.times(5, Change.HALVE),
            Generator.times(2, Change.DELIVER),
            Generator.times(1, Change.REMOVE),
            Generator.times(1, Change.LEARN));
    Generator<Changed> step = draw -> new Changed(kinds.from(draw), draw.below(100));
    return step.list(40);
  }

  @Property(tries = 1_000)
  void halvesAreSentFirstAndInOrderWithoutMessagesThatAreRemoved(Draw draw) {
    boolean isFifo = draw.next("fifo", booleans());
    boolean isStrict = draw.next("strict", booleans());
    ModelledHalves model = new ModelledHalves(isFifo, isStrict);
    draw.next("changes", changes()).forEach(model::apply);
  }

  /** A half in the model. */
  private record Half(
      MessageBatch original, @Nullable BadEntrySearch search, List<Delivery> messages) {}

  /** A backlog beside a list of its halves. */
  private static final class ModelledHalves {
    private static final long NOW = 10_000;
    private final TargetQueue queue;
    private final BufferFixture fixture;
    private final QueueBacklog backlog;
    private final boolean isOneAtATime;
    private final List<Half> halves = new ArrayList<>();
    private final List<MessageBatch> inFlight = new ArrayList<>();
    private final List<Delivery> waiting = new ArrayList<>();
    private final Map<BadEntrySearch, Integer> undecided = new IdentityHashMap<>();
    private int limit = 1_000_000;

    ModelledHalves(boolean isFifo, boolean isStrict) {
      queue = isFifo ? TestPipeline.FIFO : TestPipeline.QUEUE;
      fixture = new BufferFixture(queue);
      isOneAtATime = isFifo && !isStrict;
      backlog =
          new QueueBacklog(
              queue,
              BufferFixture.settings(
                  "sqs.linger.ms",
                  0,
                  "sqs.batch.max.messages",
                  8,
                  "sqs.fifo.ordering",
                  isStrict ? "strict" : "relaxed"),
              new BackoffPolicy(100, 20_000, () -> 0.999999),
              DeliveryCounts.ofTask(0));
    }

    void apply(Changed step) {
      switch (step.change()) {
        case APPEND -> append(step.number());
        case SEND -> send();
        case HALVE -> halve(step.number());
        case DELIVER -> deliver(step.number());
        case REMOVE -> remove(step.number());
        case LEARN -> {
          limit = 50 + step.number();
          backlog.limits().learned().learn(limit, NOW);
        }
      }
      undecided.forEach((search, left) -> assertThat(search.isFinished()).isEqualTo(left == 0));
      assertThat(backlog.isIdle())
          .isEqualTo(inFlight.isEmpty() && halves.isEmpty() && waiting.isEmpty());
      assertThat(backlog.isSendable(NOW))
          .isEqualTo(hasHalfToSend() || backlog.buffer().isSendable(NOW));
    }

    private void append(int number) {
      for (int i = 0; i <= number % 10; i++) {
        Delivery delivery =
            fixture.delivery("x".repeat(1 + (number + i) % 40), "g" + (number + i) % 4, NOW);
        waiting.add(delivery);
        backlog.append(delivery);
      }
    }

    private boolean isInFlight(MessageBatch original) {
      return inFlight.stream().anyMatch(batch -> batch.original() == original);
    }

    private boolean hasHalfToSend() {
      return halves.stream().anyMatch(half -> !isOneAtATime || !isInFlight(half.original()));
    }

    /** The next half; one above the learned limit is halved once more. */
    private List<Delivery> nextHalf() {
      for (Half half : List.copyOf(halves)) {
        if (isOneAtATime && isInFlight(half.original())) {
          continue;
        }
        halves.remove(half);
        int bytes = half.messages().stream().mapToInt(Delivery::bytes).sum();
        if (half.messages().size() == 1 || bytes <= limit) {
          return half.messages();
        }
        addHalves(half.original(), half.search(), half.messages());
        return nextHalf();
      }
      return List.of();
    }

    private void addHalves(
        MessageBatch original, @Nullable BadEntrySearch search, List<Delivery> all) {
      int middle = all.size() / 2;
      halves.add(0, new Half(original, search, all.subList(middle, all.size())));
      halves.add(0, new Half(original, search, all.subList(0, middle)));
    }

    private void send() {
      boolean isHalf = hasHalfToSend();
      List<Delivery> expected = nextHalf();
      MessageBatch batch = backlog.next(NOW, NOW);
      if (isHalf) {
        assertThat(batch.deliveries()).isEqualTo(expected);
      } else if (batch != null) {
        assertThat(waiting).containsAll(batch.deliveries());
        waiting.removeAll(batch.deliveries());
      } else {
        assertThat(waiting.isEmpty() || queue.isFifo()).isTrue();
        return;
      }
      batch.sent(NOW);
      backlog.sent(batch);
      inFlight.add(batch);
    }

    private void halve(int number) {
      List<MessageBatch> large =
          inFlight.stream().filter(batch -> batch.deliveries().size() > 1).toList();
      if (large.isEmpty()) {
        return;
      }
      MessageBatch batch = large.get(number % large.size());
      inFlight.remove(batch);
      backlog.completed(batch);
      BadEntrySearch search = batch.search();
      if (search == null && number % 3 > 0) {
        search = new BadEntrySearch(batch.deliveries().size());
        undecided.put(search, batch.deliveries().size());
      }
      backlog.halve(batch, search);
      addHalves(batch.original(), search, batch.deliveries());
    }

    private void deliver(int number) {
      if (inFlight.isEmpty()) {
        return;
      }
      MessageBatch batch = inFlight.remove(number % inFlight.size());
      backlog.completed(batch);
      for (Delivery delivery : batch.deliveries()) {
        backlog.buffer().complete(delivery);
        ruledOut(batch.search());
        if (batch.search() != null) {
          batch.search().ruledOut();
        }
      }
    }

    private void ruledOut(@Nullable BadEntrySearch search) {
      if (search != null) {
        undecided.merge(search, -1, Integer::sum);
      }
    }

    private void remove(int number) {
      List<Delivery> unwanted = new ArrayList<>();
      for (int i = 0; i < halves.size(); i++) {
        Half half = halves.get(i);
        List<Delivery> removed =
            half.messages().stream().filter(each -> each.bytes() % 7 == number % 7).toList();
        unwanted.addAll(removed);
        removed.forEach(each -> ruledOut(half.search()));
        List<Delivery> kept = new ArrayList<>(half.messages());
        kept.removeAll(removed);
        halves.set(i, new Half(half.original(), half.search(), kept));
      }
      halves.removeIf(half -> half.messages().isEmpty());
      waiting.stream().filter(each -> each.bytes() % 7 == number % 7).forEach(unwanted::add);
      waiting.removeAll(unwanted);
      assertThat(backlog.remove(delivery -> delivery.bytes() % 7 == number % 7))
          .containsExactlyInAnyOrderElementsOf(unwanted);
    }
  }
}
