package io.github.sqsconnect.fakes;

import io.github.sqsconnect.delivery.Completion;
import io.github.sqsconnect.delivery.Completions;
import io.github.sqsconnect.delivery.DeliveryOutcome;
import io.github.sqsconnect.delivery.MessageBatch;
import io.github.sqsconnect.delivery.MessageSender;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Responds to requests as the test scripts it, after a fixed latency. Waiting for a response
 * advances the clock; nothing else does.
 */
public final class ScriptedSender implements MessageSender, Completions {
  private record Due(long at, long number, Completion completion) {}

  private final ManualClock clock;
  private final List<MessageBatch> sent = new ArrayList<>();
  private final ArrayDeque<Function<MessageBatch, @Nullable Completion>> script =
      new ArrayDeque<>();
  private final PriorityQueue<Due> due =
      new PriorityQueue<>(Comparator.comparingLong(Due::at).thenComparingLong(Due::number));
  private final List<MessageBatch> held = new ArrayList<>();
  private Function<MessageBatch, @Nullable Completion> otherwise = ScriptedSender::deliver;
  private Consumer<MessageBatch> listener = sent::add;
  private Runnable beforeWait = () -> {};
  private long latencyMs = 10;
  private long completions;
  private int newerKeys;
  private int renewals;

  public ScriptedSender(ManualClock clock) {
    this.clock = clock;
  }

  /**
   * Scripts the response to the next request that has none yet. A response of null leaves the
   * request in flight.
   */
  public ScriptedSender next(Function<MessageBatch, @Nullable Completion> response) {
    script.add(response);
    return this;
  }

  /** Scripts the response to all requests after the script. */
  public ScriptedSender otherwise(Function<MessageBatch, @Nullable Completion> response) {
    otherwise = response;
    return this;
  }

  /** Sets how many times newer credentials are found when the task renews them. */
  public ScriptedSender newerKeys(int times) {
    newerKeys = times;
    return this;
  }

  public ScriptedSender latencyMs(long millis) {
    latencyMs = millis;
    return this;
  }

  /** Passes each request to a listener instead of keeping it in {@link #sent}. */
  public ScriptedSender onSend(Consumer<MessageBatch> other) {
    listener = other;
    return this;
  }

  /** Runs a check whenever the task is about to wait because no response has arrived yet. */
  public void beforeWait(Runnable check) {
    beforeWait = check;
  }

  /** How many times the task renewed the credentials. */
  public int renewals() {
    return renewals;
  }

  /** Everything sent so far, in order. */
  public List<MessageBatch> sent() {
    return sent;
  }

  /** The bodies of each request sent so far. */
  public List<List<String>> sentBodies() {
    return sent.stream().map(ScriptedSender::bodies).toList();
  }

  /** Requests that were left in flight, in the order in which they were sent. */
  public List<MessageBatch> held() {
    return held;
  }

  /** Responds now to a request that was left in flight. */
  public void respond(MessageBatch batch, Function<MessageBatch, Completion> response) {
    if (!held.remove(batch)) {
      throw new IllegalArgumentException("that request is not in flight");
    }
    complete(clock.now(), response.apply(batch));
  }

  /** Responds now to the requests that were left in flight, and to all requests from now on. */
  public void respondToAll(Function<MessageBatch, @Nullable Completion> response) {
    otherwise = response;
    for (MessageBatch batch : List.copyOf(held)) {
      Completion completion = response.apply(batch);
      if (completion != null) {
        held.remove(batch);
        complete(clock.now(), completion);
      }
    }
  }

  @Override
  public boolean renewCredentials() {
    renewals++;
    return newerKeys-- > 0;
  }

  @Override
  public void send(MessageBatch batch) {
    listener.accept(batch);
    Function<MessageBatch, @Nullable Completion> response =
        script.isEmpty() ? otherwise : script.remove();
    Completion completion = response.apply(batch);
    if (completion == null) {
      held.add(batch);
    } else {
      complete(clock.now() + latencyMs, completion);
    }
  }

  @Override
  public @Nullable Completion take(Duration atMost) {
    Due first = due.peek();
    if (!atMost.isZero() && (first == null || first.at() > clock.now())) {
      beforeWait.run();
    }
    if (first == null || first.at() > clock.now() + atMost.toMillis()) {
      clock.advance(atMost.toMillis());
      return null;
    }
    clock.advance(Math.max(0, first.at() - clock.now()));
    return due.remove().completion();
  }

  private void complete(long at, Completion completion) {
    due.add(new Due(at, ++completions, completion));
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

  /** Messages with matching bodies fail, the others are delivered. */
  public static Function<MessageBatch, Completion> failEntries(
      Predicate<String> bodies, DeliveryOutcome outcome) {
    return batch ->
        Completion.of(
            batch,
            bodies(batch).stream()
                .map(body -> bodies.test(body) ? outcome : new DeliveryOutcome.Delivered())
                .toList());
  }

  /** The request fails as a whole if a body matches, otherwise it is delivered. */
  public static Function<MessageBatch, Completion> failIfAny(
      Predicate<String> bodies, DeliveryOutcome outcome) {
    return batch ->
        bodies(batch).stream().anyMatch(bodies)
            ? Completion.failed(batch, outcome)
            : deliver(batch);
  }

  public static List<String> bodies(MessageBatch batch) {
    return batch.deliveries().stream().map(delivery -> delivery.message().body()).toList();
  }
}
