package io.github.sqsconnect.delivery;

import static io.github.sqsconnect.property.Generator.booleans;
import static io.github.sqsconnect.property.Generator.integers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.sqsconnect.fakes.Outcomes;
import io.github.sqsconnect.fakes.ScriptedSender;
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

/** What happens to records and to the queue for any responses of the service. */
class OutcomeHandlerProperties {
  private static final long BACKOFF_MS = 100;
  private static final DeliveryOutcome DELIVERED = new DeliveryOutcome.Delivered();

  /** The outcomes of one message that do not stop the task. */
  private enum Result {
    DELIVERED(OutcomeHandlerProperties.DELIVERED),
    ILL(Outcomes.internalError()),
    THROTTLED(Outcomes.throttled()),
    REFUSED(Outcomes.rejected("InvalidMessageContents")),
    DENIED(Outcomes.accessDenied());

    private final DeliveryOutcome outcome;

    Result(DeliveryOutcome outcome) {
      this.outcome = outcome;
    }

    boolean isRetried() {
      return this == ILL || this == THROTTLED || this == DENIED;
    }
  }

  private static Generator<List<Result>> results() {
    return Generator.of(Result.values()).list(1, 10);
  }

  @Property(tries = 300)
  void everyEntryAndTheQueueAreHandledByTheirOutcome(Draw draw) {
    List<Result> results = draw.next("results", results());
    TestPipeline fixture = fixture().open();
    fixture.sender.next(entries(results.stream().map(result -> result.outcome).toList()));
    fixture.put(bodies(results.size()));
    fixture.poll(5);
    long answeredAt = fixture.clock.now() + 10;
    boolean allRefused = count(results, Result.REFUSED::equals) == results.size();
    if (allRefused && results.size() > 1) {
      assertThatThrownBy(() -> fixture.poll(10)).hasMessageStartingWith("SQS-011");
      return;
    }
    fixture.poll(10);
    if (allRefused) {
      fixture.run(2_000);
      assertThat(fixture.reporter.offsets()).containsExactly(0L);
      return;
    }

    boolean delivered = results.contains(Result.DELIVERED);
    boolean throttled = results.contains(Result.THROTTLED);
    boolean failed = !delivered && results.contains(Result.DENIED);
    assertThat(fixture.reporter.offsets()).isEqualTo(offsets(results, Result.REFUSED::equals));
    assertThat(fixture.progress().split(" ", -1))
        .contains(
            "messages_delivered=" + count(results, Result.DELIVERED::equals),
            "records_rejected=" + count(results, Result.REFUSED::equals),
            "retries=" + count(results, Result::isRetried),
            "waiting=" + count(results, Result::isRetried),
            "throttled=" + (throttled ? 1 : 0),
            "window=" + (throttled ? 4 : 8));
    fixture.put("other");
    fixture.poll(5);
    assertThat(fixture.sender.sent().size()).as("requests sent").isEqualTo(failed ? 1 : 2);
    fixture.run(answeredAt + BACKOFF_MS - 1 - fixture.clock.now());
    assertThat(later(fixture)).isSubsetOf("other");
    fixture.run(1);
    assertThat(retried(results)).isSubsetOf(later(fixture));
    assertThat(later(fixture)).contains("other");
    fixture.run(100);
    assertThat(later(fixture)).hasSize(retried(results).size() + 1);
    assertThat(fixture.committable(TestPipeline.P0)).isEqualTo(results.size() + 1);
    assertThat(fixture.pipeline.bufferedBytes()).isZero();
    assertThat(fixture.pipeline.maxIdleMs()).isNull();
  }

  /** Only a request that succeeds, at least in part, resets the number of failures. */
  @Property(tries = 200)
  void everyConsecutiveFailureDoublesTheBackoffOfTheQueueUpToItsLimit(Draw draw) {
    List<Integer> answers = draw.next("answers", integers(0, 3).list(1, 8));
    TestPipeline fixture = fixture().with("sqs.linger.ms", 0).open();
    int failures = 0;
    for (int kind : answers) {
      DeliveryOutcome outcome =
          List.of(
                  DELIVERED,
                  Outcomes.internalError(),
                  Outcomes.throttled(),
                  Outcomes.accessDenied())
              .get(kind);
      fixture.sender.next(ScriptedSender.fail(outcome));
      int before = fixture.sender.sent().size();
      fixture.put("m");
      while (fixture.sender.sent().size() == before) {
        fixture.run(1);
      }
      fixture.poll(10);
      failures = outcome == DELIVERED ? 0 : failures + 1;
      if (failures > 0) {
        long wait = Math.min(2_000, BACKOFF_MS << (failures - 1));
        fixture.poll(wait - 1);
        assertThat(fixture.sender.sent()).hasSize(before + 1);
        assertThat(fixture.pipeline.maxIdleMs()).isEqualTo(1);
      } else {
        assertThat(fixture.pipeline.maxIdleMs()).isNull();
      }
    }
  }

  /**
   * A request that is throttled, at least in part, halves the window; any other one is a success.
   */
  @Property(tries = 200)
  void everyResponseChangesTheWindow(Draw draw) {
    List<Integer> answers = draw.next("answers", integers(0, 19).list(60));
    TestPipeline fixture = fixture().with("sqs.retry.backoff.ms", 1).open();
    int size = 8;
    int successes = 0;
    for (int answer : answers) {
      fixture.sender.next(
          answer == 0
              ? ScriptedSender.fail(Outcomes.throttled())
              : answer == 1
                  ? ScriptedSender.failEntries("b"::equals, Outcomes.throttled())
                  : answer == 2
                      ? ScriptedSender.failEntries("b"::equals, Outcomes.internalError())
                      : ScriptedSender::deliver);
      fixture.put("a", "b");
      fixture.poll(5);
      fixture.poll(10);
      successes = answer < 2 ? 0 : successes + 1;
      size = answer < 2 ? Math.max(1, size / 2) : size;
      if (successes == size) {
        size = Math.min(8, size + 1);
        successes = 0;
      }
      assertThat(fixture.progress()).contains(" window=" + size + " ");
      if (answer < 3) {
        fixture.run(100);
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
  void searchFindsTheBadEntriesUnlessAllFailWithOneCode(Draw draw) {
    List<String> codes = draw.next("codes", codes());
    boolean fifo = draw.next("fifo", booleans());
    TestPipeline fixture = (fifo ? TestPipeline.fifo() : fixture()).with("sqs.linger.ms", 5).open();
    fixture.sender.otherwise(batch -> refuseIfAnyIsBad(batch, codes));
    fixture.pipeline.accept(
        IntStream.range(0, codes.size())
            .mapToObj(i -> DeliveryPipelineTest.keyed(TestPipeline.P0, i, "k" + i, "m" + i))
            .toList());
    Set<String> distinct = Set.copyOf(codes);
    if (distinct.size() == 1 && !distinct.contains("good")) {
      assertThatThrownBy(() -> fixture.run(1_000))
          .isInstanceOf(ConnectException.class)
          .hasMessageContaining(codes.get(0));
      assertThat(fixture.reporter.records()).isEmpty();
      return;
    }
    fixture.run(3_000);
    assertThat(fixture.reporter.offsets())
        .containsExactlyInAnyOrderElementsOf(offsets(codes, code -> !code.equals("good")));
    assertThat(fixture.pipeline.bufferedBytes()).isZero();
    assertThat(fixture.pipeline.maxIdleMs()).isNull();
    assertThat(fixture.sender.sent().size()).isLessThan(2 * codes.size());
  }

  /** A request is rejected because of its first bad message. */
  private static Completion refuseIfAnyIsBad(MessageBatch batch, List<String> codes) {
    return batch.deliveries().stream()
        .map(delivery -> codes.get(Integer.parseInt(delivery.message().body().substring(1))))
        .filter(code -> !code.equals("good"))
        .findFirst()
        .map(code -> Completion.failed(batch, Outcomes.rejected(code)))
        .orElseGet(() -> ScriptedSender.deliver(batch));
  }

  @Property(everyCase = true)
  void oneCodeOfAllEntriesOfARequestStopsTheTask(Draw draw) {
    int entries = draw.next("entries", integers(2, 10));
    int other = draw.next("other", integers(0, 11));
    TestPipeline fixture = fixture().open();
    List<DeliveryOutcome> outcomes =
        IntStream.range(0, entries)
            .mapToObj(
                i ->
                    i == other
                        ? Outcomes.rejected("Known")
                        : Outcomes.rejectedWithUnknownCode("Novel"))
            .map(DeliveryOutcome.class::cast)
            .toList();
    fixture.sender.next(entries(outcomes));
    fixture.put(bodies(entries));
    fixture.poll(5);
    if (other >= entries) {
      assertThatThrownBy(() -> fixture.poll(10)).hasMessageContaining("Novel");
      assertThat(fixture.reporter.records()).isEmpty();
    } else {
      fixture.poll(10);
      fixture.run(2_100);
      assertThat(fixture.reporter.records()).hasSize(entries);
      assertThat(fixture.committable(TestPipeline.P0)).isEqualTo(entries);
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
  void tenConsecutiveRejectedRequestsStopTheTask(Draw draw) {
    List<String> answers = draw.next("answers", refusals());
    TestPipeline fixture = fixture().open();
    int row = 0;
    int put = 0;
    for (String answer : answers) {
      row = answer.length() == 1 ? row + 1 : answer.equals("ill") ? row : 0;
      fixture.sender.next(
          switch (answer) {
            case "delivered" -> ScriptedSender::deliver;
            case "half" -> ScriptedSender.failEntries("a"::equals, Outcomes.rejected("A"));
            case "ill" ->
                batch ->
                    entries(List.of(Outcomes.internalError(), Outcomes.rejected("A"))).apply(batch);
            default ->
                batch ->
                    entries(List.of(Outcomes.rejected(answer), Outcomes.rejected("C")))
                        .apply(batch);
          });
      fixture.put("a", "b");
      put += 2;
      fixture.poll(5);
      if (row == 10) {
        assertThatThrownBy(() -> fixture.poll(10)).hasMessageStartingWith("SQS-013");
        return;
      }
      fixture.poll(10);
      if (answer.equals("ill")) {
        fixture.run(200);
        row = 0;
      }
    }
    fixture.run(2_100);
    assertThat(fixture.committable(TestPipeline.P0)).isEqualTo(put);
  }

  @Property(tries = 60)
  void failingServiceStopsTheTaskAtTheDeliveryTimeout(Draw draw) {
    int timeoutMs = draw.next("timeoutMs", integers(1, 20_000));
    boolean wholeRequest = draw.next("wholeRequest", booleans());
    TestPipeline fixture =
        fixture().with("sqs.linger.ms", 0).with("sqs.delivery.timeout.ms", timeoutMs).open();
    fixture.sender.otherwise(
        wholeRequest
            ? ScriptedSender.fail(Outcomes.internalError())
            : ScriptedSender.failEntries(body -> true, Outcomes.internalError()));
    long start = fixture.clock.now();
    fixture.put("m");
    assertThat(stopped(fixture, 80_000)).contains("sqs.delivery.timeout.ms");
    List<Long> answeredAfter =
        fixture.sender.sent().stream().map(batch -> batch.sentAt() + 10 - start).toList();
    int last = answeredAfter.size() - 1;
    assertThat(answeredAfter.subList(0, last)).allMatch(after -> after < timeoutMs);
    assertThat(answeredAfter.get(last)).isGreaterThanOrEqualTo(timeoutMs);
  }

  @Property(tries = 60)
  void transientFaultIsRetriedForHalfAMinute(Draw draw) {
    int lastsMs = draw.next("lastsMs", integers(0, 60_000));
    TestPipeline fixture = fixture().with("sqs.linger.ms", 0).open();
    fixture.sender.otherwise(ScriptedSender.fail(Outcomes.accessDenied()));
    fixture.put("m");
    String stopped = stopped(fixture, Math.max(1, lastsMs));
    long firstAnswerAt = 1_000_000 + 10;
    if (stopped == null) {
      assertThat(fixture.clock.now() - firstAnswerAt).isLessThan(33_000);
      fixture.sender.otherwise(ScriptedSender::deliver);
      fixture.run(3_000);
      assertThat(fixture.committable(TestPipeline.P0)).isEqualTo(1);
    } else {
      assertThat(fixture.clock.now() - firstAnswerAt).isBetween(30_000L, 32_100L);
    }
  }

  /** The queue may be new; after half a minute its records are rejected, and the task goes on. */
  @Property(tries = 100)
  void missingQueueThatARecordChoseRejectsItAfterHalfAMinuteAndDelaysNoOther(Draw draw) {
    int lastsMs = draw.next("lastsMs", integers(0, 60_000));
    int mayLastMs = draw.next("mayLastMs", Generator.of(30_000, 5_000));
    TestPipeline fixture =
        TestPipeline.with("sqs.delivery.timeout.ms", mayLastMs == 30_000 ? -1 : mayLastMs)
            .router(MissingQueueOfARecordTest.byValue())
            .open();
    long createdAt = fixture.clock.now() + lastsMs;
    fixture.sender.otherwise(batch -> unlessMissing(batch, fixture.clock.now() < createdAt));
    fixture.put(TestPipeline.P0, MissingQueueOfARecordTest.to("new", 1));
    fixture.put(TestPipeline.P1, MissingQueueOfARecordTest.to("here", 1));
    fixture.run(100);
    assertThat(fixture.committable(TestPipeline.P1)).isEqualTo(1);
    fixture.run(mayLastMs - 200);
    assertThat(fixture.reporter.records()).isEmpty();

    fixture.run(lastsMs + 3_000);
    if (lastsMs < mayLastMs || lastsMs > mayLastMs + 2_100) {
      assertThat(fixture.reporter.records()).hasSize(lastsMs < mayLastMs ? 0 : 1);
    }
    assertThat(fixture.committable(TestPipeline.P0)).isEqualTo(1);
    assertThat(fixture.pipeline.maxIdleMs()).isNull();
  }

  /** A queue that was missing for half a minute rejects every record, until it accepts one. */
  @Property(tries = 50)
  void queueThatIsGoneRejectsWithTheFirstResponseUntilItExists(Draw draw) {
    int records = draw.next("records", integers(1, 20));
    TestPipeline fixture =
        TestPipeline.settings().router(MissingQueueOfARecordTest.byValue()).open();
    fixture.sender.otherwise(batch -> unlessMissing(batch, true));
    fixture.put(MissingQueueOfARecordTest.to("new", 0));
    fixture.run(33_000);
    assertThat(fixture.reporter.records()).hasSize(1);
    String[] more =
        IntStream.range(0, records)
            .mapToObj(i -> MissingQueueOfARecordTest.to("new", i))
            .toArray(String[]::new);
    fixture.put(more);
    fixture.run(100);
    assertThat(fixture.reporter.records()).hasSize(1 + records);

    fixture.sender.otherwise(ScriptedSender::deliver);
    fixture.put(MissingQueueOfARecordTest.to("new", 0));
    fixture.run(100);
    fixture.sender.otherwise(batch -> unlessMissing(batch, true));
    fixture.put(more);
    fixture.run(29_900);
    assertThat(fixture.reporter.records()).as("it may be new again").hasSize(1 + records);
    fixture.run(3_000);
    assertThat(fixture.reporter.records()).hasSize(1 + 2 * records);
  }

  /** Records can choose any number of queues, so memory must not grow with their number. */
  @Property(tries = 50)
  void queueThatIsNotUsedForTenMinutesIsForgotten(Draw draw) {
    List<Integer> waits = draw.next("waits", integers(0, 400_000).list(1, 12));
    TestPipeline fixture =
        TestPipeline.settings().router(MissingQueueOfARecordTest.byValue()).open();
    List<Long> usedAt = new ArrayList<>();
    for (int i = 0; i < waits.size(); i++) {
      fixture.put(MissingQueueOfARecordTest.to("n" + i, 1));
      usedAt.add(fixture.clock.now());
      fixture.poll(10);
      fixture.poll(waits.get(i));
      long known = usedAt.stream().filter(at -> fixture.clock.now() - at < 600_000).count();
      assertThat(fixture.pipeline.queues()).hasSize((int) known);
    }
  }

  private static Completion unlessMissing(MessageBatch batch, boolean isMissing) {
    return isMissing && batch.queue().name().equals("q-new")
        ? Completion.failed(batch, Outcomes.noSuchQueue())
        : ScriptedSender.deliver(batch);
  }

  /** Advances the clock; returns the reason why the task stopped, or null. */
  private static @Nullable String stopped(TestPipeline fixture, long millis) {
    try {
      fixture.run(millis);
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

  private static long count(List<Result> results, Predicate<Result> which) {
    return results.stream().filter(which).count();
  }

  private static String[] bodies(int count) {
    return IntStream.range(0, count).mapToObj(i -> "m" + i).toArray(String[]::new);
  }

  private static List<String> retried(List<Result> results) {
    return offsets(results, Result::isRetried).stream().map(i -> "m" + i).toList();
  }

  private static List<String> later(TestPipeline fixture) {
    return fixture.sender.sentBodies().stream()
        .skip(1)
        .flatMap(List::stream)
        .collect(Collectors.toList());
  }

  private static TestPipeline.Builder fixture() {
    return TestPipeline.with("sqs.linger.ms", 5)
        .with("sqs.retry.backoff.ms", BACKOFF_MS)
        .with("sqs.max.in.flight.requests", 8);
  }
}
