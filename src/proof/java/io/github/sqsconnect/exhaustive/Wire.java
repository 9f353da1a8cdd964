package io.github.sqsconnect.exhaustive;

import io.github.sqsconnect.delivery.Completion;
import io.github.sqsconnect.delivery.Completions;
import io.github.sqsconnect.delivery.DeliveryOutcome;
import io.github.sqsconnect.delivery.DeliveryOutcome.Fatal;
import io.github.sqsconnect.delivery.DeliveryOutcome.Rejected;
import io.github.sqsconnect.delivery.DeliveryOutcome.Retriable;
import io.github.sqsconnect.delivery.MessageBatch;
import io.github.sqsconnect.delivery.MessageSender;
import io.github.sqsconnect.message.OutboundMessage;
import io.github.sqsconnect.simulation.Answers;
import io.github.sqsconnect.simulation.Bodies;
import io.github.sqsconnect.simulation.Request;
import io.github.sqsconnect.simulation.SearchModel;
import io.github.sqsconnect.simulation.Violation;
import io.github.sqsconnect.simulation.WindowModel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/**
 * The wire of one task. What becomes of a request is chosen when the task looks into its mailbox:
 * it could not have known before.
 */
final class Wire implements MessageSender, Completions {
  /** So long a fault that may pass by itself is borne. */
  private static final long MAY_PASS_MS = 30_000;

  private final Run run;
  private final Life life;
  private final WindowModel window = new WindowModel(Scope.WINDOW);
  private final SearchModel searches;
  private final List<Sent> inFlight = new ArrayList<>();
  private final Set<String> groups = new HashSet<>();

  /** Whether the call under way has waited. */
  private boolean hasWaited;

  /** What the call under way has not taken yet of the records it was given. */
  private Supplier<Left> left = () -> Left.UNREAD;

  /** When it began; a call that is late does not wait any more. */
  private long begunAt;

  private int sent;

  Wire(Run run, Life life) {
    this.run = run;
    this.life = life;
    searches = new SearchModel(run.ledger());
  }

  int inFlight() {
    return inFlight.size();
  }

  WindowModel window() {
    return window;
  }

  @Override
  public void send(MessageBatch batch) {
    if (life.phase() != Life.Phase.PUT) {
      throw new Violation("sent outside put", "in " + life.phase());
    }
    if (inFlight.size() >= Math.min(window.size(), Scope.WINDOW)) {
      throw new Violation("window", inFlight.size() + " in flight, it is " + window.size());
    }
    int size = batch.deliveries().size();
    if (size < 1 || size > Scope.BATCH) {
      throw new Violation("request", "of " + size + " messages");
    }
    Sent request = request(batch);
    if (run.scope().isFifo()) {
      requireOrder(request);
    }
    window.sent(request.request(), run.time().now());
    inFlight.add(request);
    tell("sends", request, "");
  }

  /** No keys are ever changed here. */
  @Override
  public boolean renewCredentials() {
    return false;
  }

  private Sent request(MessageBatch batch) {
    int size = batch.deliveries().size();
    int[][] items = new int[size][];
    int[][] epochs = new int[size][];
    List<SendMessageBatchRequestEntry> entries = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      OutboundMessage message = batch.deliveries().get(i).message();
      items[i] = Bodies.itemsOf(message.body());
      int item = items[i][0];
      entries.add(entry(i, message));
      epochs[i] = new int[] {run.ledger().sent(item, run.time().now(), life.name())};
      if (run.scope().isFifo()) {
        run.ledger().named(message.groupId(), message.deduplicationId(), new int[] {item});
      }
    }
    long now = run.time().now();
    return new Sent(batch, new Request(++sent, null, entries, items, epochs, now));
  }

  /** As much of it as the models read. */
  private static SendMessageBatchRequestEntry entry(int place, OutboundMessage message) {
    return SendMessageBatchRequestEntry.builder()
        .id(Integer.toString(place))
        .messageBody(message.body())
        .messageGroupId(message.groupId())
        .build();
  }

  /**
   * Of a group one request is under way at a time. What is before a message in its group is in the
   * queue already or, where order is relaxed, before it in the same request: then the queue shows
   * them in another order only if it fails some of one request.
   */
  private void requireOrder(Sent request) {
    Set<String> own = new HashSet<>();
    BitSet before = new BitSet();
    for (int i = 0; i < request.size(); i++) {
      String group = request.group(i);
      if (groups.contains(group) || (!own.add(group) && !run.scope().isRelaxed())) {
        throw new Violation("two of a group", group + " has two messages in flight");
      }
      if (run.ledger().isSentTooEarly(request.item(i), before)) {
        throw new Violation("order", name(request.item(i)) + " overtakes another of its group");
      }
      if (run.scope().isRelaxed()) {
        before.set(request.item(i));
      }
    }
    groups.addAll(own);
  }

  private String name(int item) {
    return run.topic().name(run.topic().recordOf(item));
  }

  /** A call of the worker's begins, with what it brings. */
  void begin(Supplier<Left> notTaken) {
    left = notTaken;
    hasWaited = false;
    begunAt = run.time().now();
  }

  @Override
  public Completion take(Duration atMost) {
    boolean waits = !atMost.isZero();
    hasWaited |= waits;
    if (!inFlight.isEmpty() && !isRedundant(waits)) {
      run.state(life.call().at(stage(waits), left.get()));
      int choice = run.choose(options());
      for (Sent request : inFlight) {
        int verdicts = possible(request.size());
        if (choice < verdicts) {
          return answered(request, Verdict.of(request.size()).get(choice));
        }
        choice -= verdicts;
      }
    }
    if (waits) {
      run.time().advanceTo(run.time().now() + Scope.UNIT_MS);
    }
    return null;
  }

  private int stage(boolean waits) {
    boolean isLate = run.time().now() > begunAt;
    return (waits ? 1 : 0) + (hasWaited ? 2 : 0) + (isLate ? 4 : 0);
  }

  /**
   * When a commit waits for all that is under way, an answer that is there before it waits is as
   * one that comes while it does.
   */
  private boolean isRedundant(boolean waits) {
    Call call = life.call();
    return life.phase() == Life.Phase.PRE_COMMIT && !waits && call.isOfFirst() && call.isOfSecond();
  }

  private int options() {
    int options = 1;
    for (Sent request : inFlight) {
      options += possible(request.size());
    }
    return options;
  }

  private int possible(int size) {
    List<Verdict> verdicts = Verdict.of(size);
    int count = verdicts.size();
    while (verdicts.get(count - 1).faults() > run.faultsLeft()) {
      count--;
    }
    return count;
  }

  private Completion answered(Sent request, Verdict verdict) {
    run.fault(verdict.faults());
    if (verdict.lasts()) {
      run.time().advanceTo(run.time().now() + MAY_PASS_MS);
    }
    tell("answers", request, verdict.name());
    store(request, verdict);
    Completion completion = request.answer(verdict);
    inFlight.remove(request);
    window.answered(request.request(), run.time().now(), run.reached());
    boolean[] current = new boolean[request.size()];
    for (int i = 0; i < request.size(); i++) {
      groups.remove(request.group(i));
      int item = request.item(i);
      int epoch = request.epoch(i);
      current[i] = run.ledger().isCurrent(item, epoch);
      account(item, epoch, verdict.outcomes()[i], verdict.isWhole() && request.size() > 1);
    }
    boolean isPart = searches.isPart(request.request());
    if (searches.blamesConfiguration(request.request(), current)
        || (verdict.isAllRefused() && !isPart)) {
      life.mustStop();
    }
    return completion;
  }

  /**
   * What is stored is known to be. What belongs to an earlier assignment is not counted: the task
   * must not rely on it.
   */
  private void store(Sent request, Verdict verdict) {
    for (int i = 0; i < request.size(); i++) {
      if (verdict.stored()[i] && run.ledger().isCurrent(request.item(i), request.epoch(i))) {
        run.ledger().stored(request.group(i), new int[] {request.item(i)}, request.request());
      }
    }
  }

  private void account(int item, int epoch, DeliveryOutcome outcome, boolean isOfSeveral) {
    boolean isCurrent = run.ledger().isCurrent(item, epoch);
    if (outcome instanceof DeliveryOutcome.Delivered) {
      run.ledger().acknowledged(item, epoch);
    } else if (outcome instanceof Rejected && !isOfSeveral) {
      run.ledger().refused(item, epoch, true);
      if (!run.scope().isTolerant()) {
        life.mayStop();
      }
    } else {
      run.ledger().failed(item, epoch);
    }
    if (outcome instanceof Fatal fatal) {
      boolean lasts = run.ledger().fatalFor(item, epoch, run.time().now()) >= MAY_PASS_MS;
      if ((lasts || !fatal.reason().mayBeTemporary()) && isCurrent) {
        life.mustStop();
      }
    } else if (outcome instanceof Retriable && outcome != Answers.TOO_LONG) {
      run.ledger().notFatal(item);
    }
  }

  private void tell(String verb, Sent request, String how) {
    if (!run.isTold()) {
      return;
    }
    StringBuilder text = new StringBuilder(verb + " request " + request.request().number() + " of");
    for (int i = 0; i < request.size(); i++) {
      text.append(' ').append(name(request.item(i)));
    }
    run.tell(how.isEmpty() ? "task" : "queue", text + (how.isEmpty() ? "" : ": " + how));
  }
}
