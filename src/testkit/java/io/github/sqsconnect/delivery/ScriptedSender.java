package io.github.sqsconnect.delivery;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Answers requests as the test says, so many milliseconds later as the test says. Waiting for an
 * answer moves the clock, and nothing else passes time.
 */
public final class ScriptedSender implements MessageSender, Completions {
  private record Due(long at, long number, Completion completion) {}

  private final HandClock clock;
  private final List<MessageBatch> sent = new ArrayList<>();
  private final ArrayDeque<Function<MessageBatch, @Nullable Completion>> script =
      new ArrayDeque<>();
  private final PriorityQueue<Due> due =
      new PriorityQueue<>(Comparator.comparingLong(Due::at).thenComparingLong(Due::number));
  private final List<MessageBatch> held = new ArrayList<>();
  private Function<MessageBatch, @Nullable Completion> otherwise = ScriptedSender::deliver;
  private Runnable waiting = () -> {};
  private long latencyMs = 10;
  private int newerKeys;
  private int looksForKeys;

  public ScriptedSender(HandClock clock) {
    this.clock = clock;
  }

  /**
   * How the next request that is not scripted yet is answered; null leaves it without an answer.
   */
  public ScriptedSender next(Function<MessageBatch, @Nullable Completion> answer) {
    script.add(answer);
    return this;
  }

  /** How all requests are answered that no script is left for. */
  public ScriptedSender otherwise(Function<MessageBatch, @Nullable Completion> answer) {
    otherwise = answer;
    return this;
  }

  /** So many times there are newer keys when they are looked for. */
  public ScriptedSender newerKeys(int times) {
    newerKeys = times;
    return this;
  }

  /** How often newer keys were looked for. */
  public int looksForKeys() {
    return looksForKeys;
  }

  @Override
  public boolean renewCredentials() {
    looksForKeys++;
    return newerKeys-- > 0;
  }

  public ScriptedSender latencyMs(long millis) {
    latencyMs = millis;
    return this;
  }

  /** What is looked at whenever the task is about to wait because no answer has come yet. */
  void whenWaiting(Runnable look) {
    waiting = look;
  }

  /** Everything sent so far, in order. */
  public List<MessageBatch> sent() {
    return sent;
  }

  /** The bodies of each request sent so far. */
  public List<List<String>> sentBodies() {
    return sent.stream().map(Batches::bodies).toList();
  }

  /** Requests that were left without an answer. */
  public List<MessageBatch> held() {
    return held;
  }

  /** Answers now a request that was left without an answer. */
  public void answer(MessageBatch batch, Function<MessageBatch, Completion> answer) {
    if (!held.remove(batch)) {
      throw new IllegalArgumentException("that request is not held");
    }
    due.add(new Due(clock.now(), sent.size(), answer.apply(batch)));
  }

  @Override
  public void send(MessageBatch batch) {
    sent.add(batch);
    Function<MessageBatch, @Nullable Completion> answer =
        script.isEmpty() ? otherwise : script.remove();
    Completion completion = answer.apply(batch);
    if (completion == null) {
      held.add(batch);
    } else {
      due.add(new Due(clock.now() + latencyMs, sent.size(), completion));
    }
  }

  @Override
  public @Nullable Completion take(Duration atMost) {
    Due first = due.peek();
    if (!atMost.isZero() && (first == null || first.at() > clock.now())) {
      waiting.run();
    }
    if (first == null || first.at() > clock.now() + atMost.toMillis()) {
      clock.pass(atMost.toMillis());
      return null;
    }
    clock.pass(Math.max(0, first.at() - clock.now()));
    return due.remove().completion();
  }

  public static Completion deliver(MessageBatch batch) {
    return Completion.of(
        batch, Collections.nCopies(batch.deliveries().size(), new DeliveryOutcome.Delivered()));
  }

  public static @Nullable Completion hold(MessageBatch batch) {
    return null;
  }

  /** The request fails as a whole. */
  public static Function<MessageBatch, Completion> fail(DeliveryOutcome outcome) {
    return batch -> Completion.failed(batch, outcome);
  }

  /** The messages with such bodies fail, the others are delivered. */
  public static Function<MessageBatch, Completion> failEntries(
      Predicate<String> bodies, DeliveryOutcome outcome) {
    return batch ->
        Completion.of(
            batch,
            batch.deliveries().stream()
                .map(
                    delivery ->
                        bodies.test(delivery.message().body())
                            ? outcome
                            : (DeliveryOutcome) new DeliveryOutcome.Delivered())
                .toList());
  }

  /** The request fails as a whole if it holds such a message, else it is delivered. */
  public static Function<MessageBatch, Completion> failIfAny(
      Predicate<String> bodies, DeliveryOutcome outcome) {
    return batch ->
        Batches.bodies(batch).stream().anyMatch(bodies)
            ? Completion.failed(batch, outcome)
            : deliver(batch);
  }
}
