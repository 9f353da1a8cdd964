package io.github.sqsconnect.delivery;

import static io.github.sqsconnect.property.Generator.booleans;
import static io.github.sqsconnect.property.Generator.integers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.sqsconnect.property.Draw;
import io.github.sqsconnect.property.Generator;
import io.github.sqsconnect.property.Property;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.connect.errors.ConnectException;
import org.jspecify.annotations.Nullable;

/** What becomes of records and of the queue, whatever the service answers. */
class OutcomeHandlerProperties {
  private static final long BACKOFF_MS = 100;
  private static final DeliveryOutcome DELIVERED = new DeliveryOutcome.Delivered();

  /** What can be said of one message, but for what would stop the task. */
  private enum Fate {
    DELIVERED(OutcomeHandlerProperties.DELIVERED),
    ILL(Answers.ill()),
    THROTTLED(Answers.throttled()),
    REFUSED(Answers.refused("InvalidMessageContents")),
    DENIED(Answers.denied());

    private final DeliveryOutcome outcome;

    Fate(DeliveryOutcome outcome) {
      this.outcome = outcome;
    }

    boolean isTriedAgain() {
      return this == ILL || this == THROTTLED || this == DENIED;
    }
  }

  private static Generator<List<Fate>> fates() {
    return Generator.of(Fate.values()).list(1, 10);
  }

  @Property(tries = 300)
  void everyEntryMeetsItsOwnFateAndTheQueueItsOwn(Draw draw) {
    List<Fate> fates = draw.next("fates", fates());
    Corridor corridor = corridor().open();
    corridor.sender.next(entries(fates.stream().map(fate -> fate.outcome).toList()));
    corridor.put(bodies(fates.size()));
    corridor.poll(5);
    long answeredAt = corridor.clock.now() + 10;
    boolean allRefused = count(fates, Fate.REFUSED::equals) == fates.size();
    if (allRefused && fates.size() > 1) {
      assertThatThrownBy(() -> corridor.poll(10)).hasMessageStartingWith("SQS-011");
      return;
    }
    corridor.poll(10);
    if (allRefused) {
      corridor.run(2_000);
      assertThat(corridor.reporter.offsets()).containsExactly(0L);
      return;
    }

    boolean delivered = fates.contains(Fate.DELIVERED);
    boolean throttled = fates.contains(Fate.THROTTLED);
    boolean failed = !delivered && fates.contains(Fate.DENIED);
    assertThat(corridor.reporter.offsets()).isEqualTo(offsets(fates, Fate.REFUSED::equals));
    assertThat(corridor.pipeline.progress().split(" ", -1))
        .contains(
            "messages_delivered=" + count(fates, Fate.DELIVERED::equals),
            "records_rejected=" + count(fates, Fate.REFUSED::equals),
            "retries=" + count(fates, Fate::isTriedAgain),
            "waiting=" + count(fates, Fate::isTriedAgain),
            "throttled=" + (throttled ? 1 : 0),
            "window=" + (throttled ? 4 : 8));
    corridor.put("other");
    corridor.poll(5);
    assertThat(corridor.sender.sent().size()).as("the queue is asked").isEqualTo(failed ? 1 : 2);
    corridor.run(answeredAt + BACKOFF_MS - 1 - corridor.clock.now());
    assertThat(later(corridor)).isSubsetOf("other");
    corridor.run(1);
    assertThat(tried(fates)).isSubsetOf(later(corridor));
    assertThat(later(corridor)).contains("other");
    corridor.run(100);
    assertThat(later(corridor)).hasSize(tried(fates).size() + 1);
    assertThat(corridor.committable(Corridor.P0)).isEqualTo(fates.size() + 1);
    assertThat(corridor.pipeline.bufferedBytes()).isZero();
    assertThat(corridor.pipeline.maxIdleMs()).isNull();
  }

  /** A request that succeeds, be it in part, ends the row of failures; nothing else does. */
  @Property(tries = 200)
  void everyFailureInARowDoublesTheWaitOfTheQueueUpToTheProbe(Draw draw) {
    List<Integer> answers = draw.next("answers", integers(0, 3).list(1, 8));
    Corridor corridor = corridor().with("sqs.linger.ms", 0).open();
    int failures = 0;
    for (int kind : answers) {
      DeliveryOutcome outcome =
          List.of(DELIVERED, Answers.ill(), Answers.throttled(), Answers.denied()).get(kind);
      corridor.sender.next(ScriptedSender.fail(outcome));
      int before = corridor.sender.sent().size();
      corridor.put("m");
      while (corridor.sender.sent().size() == before) {
        corridor.run(1);
      }
      corridor.poll(10);
      failures = outcome == DELIVERED ? 0 : failures + 1;
      if (failures > 0) {
        long wait = Math.min(2_000, BACKOFF_MS << (failures - 1));
        corridor.poll(wait - 1);
        assertThat(corridor.sender.sent()).hasSize(before + 1);
        assertThat(corridor.pipeline.maxIdleMs()).isEqualTo(1);
      } else {
        assertThat(corridor.pipeline.maxIdleMs()).isNull();
      }
    }
  }

  /**
   * A request that is throttled, be it in part, halves the window; one that is not is a success.
   */
  @Property(tries = 200)
  void windowFollowsTheAnswersOneByOne(Draw draw) {
    List<Integer> answers = draw.next("answers", integers(0, 19).list(60));
    Corridor corridor = corridor().with("sqs.retry.backoff.ms", 1).open();
    int size = 8;
    int successes = 0;
    for (int answer : answers) {
      corridor.sender.next(
          answer == 0
              ? ScriptedSender.fail(Answers.throttled())
              : answer == 1
                  ? ScriptedSender.failEntries("b"::equals, Answers.throttled())
                  : answer == 2
                      ? ScriptedSender.failEntries("b"::equals, Answers.ill())
                      : ScriptedSender::deliver);
      corridor.put("a", "b");
      corridor.poll(5);
      corridor.poll(10);
      successes = answer < 2 ? 0 : successes + 1;
      size = answer < 2 ? Math.max(1, size / 2) : size;
      if (successes == size) {
        size = Math.min(8, size + 1);
        successes = 0;
      }
      assertThat(corridor.pipeline.progress()).contains(" window=" + size + " ");
      if (answer < 3) {
        corridor.run(100);
        successes++;
        if (successes == size) {
          size = Math.min(8, size + 1);
          successes = 0;
        }
      }
    }
  }

  private static Generator<List<String>> codes() {
    return Generator.of("good", "good", "good", "A", "A", "B").list(2, 10);
  }

  @Property(tries = 300)
  void searchFindsWhatIsBadUnlessAllIsBadAlike(Draw draw) {
    List<String> codes = draw.next("codes", codes());
    boolean fifo = draw.next("fifo", booleans());
    Corridor corridor = (fifo ? Corridor.fifo() : corridor()).with("sqs.linger.ms", 5).open();
    corridor.sender.otherwise(batch -> refuseIfAnyIsBad(batch, codes));
    corridor.pipeline.accept(
        IntStream.range(0, codes.size())
            .mapToObj(i -> DeliveryPipelineTest.keyed(Corridor.P0, i, "k" + i, "m" + i))
            .toList());
    Set<String> distinct = Set.copyOf(codes);
    if (distinct.size() == 1 && !distinct.contains("good")) {
      assertThatThrownBy(() -> corridor.run(1_000))
          .isInstanceOf(ConnectException.class)
          .hasMessageContaining(codes.get(0));
      assertThat(corridor.reporter.records()).isEmpty();
      return;
    }
    corridor.run(3_000);
    assertThat(corridor.reporter.offsets())
        .containsExactlyInAnyOrderElementsOf(offsets(codes, code -> !code.equals("good")));
    assertThat(corridor.pipeline.bufferedBytes()).isZero();
    assertThat(corridor.pipeline.maxIdleMs()).isNull();
    assertThat(corridor.sender.sent().size()).isLessThan(2 * codes.size());
  }

  /** A request is refused for the first bad message in it. */
  private static Completion refuseIfAnyIsBad(MessageBatch batch, List<String> codes) {
    return batch.deliveries().stream()
        .map(delivery -> codes.get(Integer.parseInt(delivery.message().body().substring(1))))
        .filter(code -> !code.equals("good"))
        .findFirst()
        .map(code -> Completion.failed(batch, Answers.refused(code)))
        .orElseGet(() -> ScriptedSender.deliver(batch));
  }

  @Property(everyCase = true)
  void oneCodeOfAllEntriesOfARequestStopsTheTask(Draw draw) {
    int entries = draw.next("entries", integers(2, 10));
    int other = draw.next("other", integers(0, 11));
    Corridor corridor = corridor().open();
    List<DeliveryOutcome> outcomes =
        IntStream.range(0, entries)
            .mapToObj(i -> i == other ? Answers.refused("Known") : Answers.unknown("Novel"))
            .map(DeliveryOutcome.class::cast)
            .toList();
    corridor.sender.next(entries(outcomes));
    corridor.put(bodies(entries));
    corridor.poll(5);
    if (other >= entries) {
      assertThatThrownBy(() -> corridor.poll(10)).hasMessageContaining("Novel");
      assertThat(corridor.reporter.records()).isEmpty();
    } else {
      corridor.poll(10);
      corridor.run(2_100);
      assertThat(corridor.reporter.records()).hasSize(entries);
      assertThat(corridor.committable(Corridor.P0)).isEqualTo(entries);
    }
  }

  private static Generator<List<String>> refusals() {
    return Generator.weighted(
            Generator.times(40, "A"),
            Generator.times(20, "B"),
            Generator.times(2, "delivered"),
            Generator.times(2, "half"),
            Generator.times(5, "ill"))
        .list(40);
  }

  @Property(tries = 200)
  void tenRequestsRefusedInARowStopTheTask(Draw draw) {
    List<String> answers = draw.next("answers", refusals());
    Corridor corridor = corridor().open();
    int row = 0;
    int put = 0;
    for (String answer : answers) {
      row = answer.length() == 1 ? row + 1 : answer.equals("ill") ? row : 0;
      corridor.sender.next(
          switch (answer) {
            case "delivered" -> ScriptedSender::deliver;
            case "half" -> ScriptedSender.failEntries("a"::equals, Answers.refused("A"));
            case "ill" ->
                batch -> entries(List.of(Answers.ill(), Answers.refused("A"))).apply(batch);
            default ->
                batch ->
                    entries(List.of(Answers.refused(answer), Answers.refused("C"))).apply(batch);
          });
      corridor.put("a", "b");
      put += 2;
      corridor.poll(5);
      if (row == 10) {
        assertThatThrownBy(() -> corridor.poll(10)).hasMessageStartingWith("SQS-013");
        return;
      }
      corridor.poll(10);
      if (answer.equals("ill")) {
        corridor.run(200);
        row = 0;
      }
    }
    corridor.run(2_100);
    assertThat(corridor.committable(Corridor.P0)).isEqualTo(put);
  }

  @Property(tries = 60)
  void illServiceStopsTheTaskWhenTheTimeoutIsOverAndNotBefore(Draw draw) {
    int timeoutMs = draw.next("timeoutMs", integers(1, 20_000));
    boolean wholeRequest = draw.next("wholeRequest", booleans());
    Corridor corridor =
        corridor().with("sqs.linger.ms", 0).with("sqs.delivery.timeout.ms", timeoutMs).open();
    corridor.sender.otherwise(
        wholeRequest
            ? ScriptedSender.fail(Answers.ill())
            : ScriptedSender.failEntries(body -> true, Answers.ill()));
    long start = corridor.clock.now();
    corridor.put("m");
    assertThat(stopped(corridor, 80_000)).contains("sqs.delivery.timeout.ms");
    List<Long> answeredAfter =
        corridor.sender.sent().stream().map(batch -> batch.sentAt() + 10 - start).toList();
    int last = answeredAfter.size() - 1;
    assertThat(answeredAfter.subList(0, last)).allMatch(after -> after < timeoutMs);
    assertThat(answeredAfter.get(last)).isGreaterThanOrEqualTo(timeoutMs);
  }

  @Property(tries = 60)
  void faultThatMayPassIsForgivenForHalfAMinute(Draw draw) {
    int lastsMs = draw.next("lastsMs", integers(0, 60_000));
    Corridor corridor = corridor().with("sqs.linger.ms", 0).open();
    corridor.sender.otherwise(ScriptedSender.fail(Answers.denied()));
    corridor.put("m");
    String stopped = stopped(corridor, Math.max(1, lastsMs));
    long firstAnswerAt = 1_000_000 + 10;
    if (stopped == null) {
      assertThat(corridor.clock.now() - firstAnswerAt).isLessThan(33_000);
      corridor.sender.otherwise(ScriptedSender::deliver);
      corridor.run(3_000);
      assertThat(corridor.committable(Corridor.P0)).isEqualTo(1);
    } else {
      assertThat(corridor.clock.now() - firstAnswerAt).isBetween(30_000L, 32_100L);
    }
  }

  /** Lets time pass as the pipeline asks; what stopped the task, or null. */
  private static @Nullable String stopped(Corridor corridor, long millis) {
    try {
      corridor.run(millis);
      return null;
    } catch (ConnectException stop) {
      return stop.getMessage();
    }
  }

  private static Function<MessageBatch, Completion> entries(List<DeliveryOutcome> outcomes) {
    return batch -> Completion.of(batch, outcomes);
  }

  private static <T> List<Long> offsets(List<T> all, Predicate<T> which) {
    List<Long> offsets = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      if (which.test(all.get(i))) {
        offsets.add((long) i);
      }
    }
    return offsets;
  }

  private static long count(List<Fate> fates, Predicate<Fate> which) {
    return fates.stream().filter(which).count();
  }

  private static String[] bodies(int count) {
    return IntStream.range(0, count).mapToObj(i -> "m" + i).toArray(String[]::new);
  }

  private static List<String> tried(List<Fate> fates) {
    return offsets(fates, Fate::isTriedAgain).stream().map(i -> "m" + i).toList();
  }

  private static List<String> later(Corridor corridor) {
    return corridor.sender.sentBodies().stream()
        .skip(1)
        .flatMap(List::stream)
        .collect(Collectors.toList());
  }

  private static Corridor.Builder corridor() {
    return Corridor.with("sqs.linger.ms", 5)
        .with("sqs.retry.backoff.ms", BACKOFF_MS)
        .with("sqs.max.in.flight.requests", 8);
  }
}
