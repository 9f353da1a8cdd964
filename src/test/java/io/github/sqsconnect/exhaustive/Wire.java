package io.github.sqsconnect.exhaustive;

import io.github.sqsconnect.delivery.Completion;
import io.github.sqsconnect.delivery.Completions;
import io.github.sqsconnect.delivery.Delivery;
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
import java.util.HashSet;
import java.util.List;
import java.util.Set;

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
  private final SearchModel searches = new SearchModel();
  private final List<Request> inFlight = new ArrayList<>();
  private final Set<String> groups = new HashSet<>();

  /** Whether the call under way has waited, after which it has read what was polled. */
  private boolean hasWaited;

  /** When it began; a call that is late does not wait any more. */
  private long begunAt;

  private int sent;

  Wire(Run run, Life life) {
    this.run = run;
    this.life = life;
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
    Request request = request(batch);
    window.sent(request, run.time().now());
    inFlight.add(request);
    tell("sends", request, "");
  }

  private Request request(MessageBatch batch) {
    int size = batch.deliveries().size();
    int[][] items = new int[size][];
    int[][] epochs = new int[size][];
    for (int i = 0; i < size; i++) {
      OutboundMessage message = batch.deliveries().get(i).message();
      items[i] = Bodies.itemsOf(message.body());
      int item = items[i][0];
      epochs[i] = new int[] {run.ledger().sent(item, run.time().now())};
      if (run.scope().isFifo()) {
        requireOrder(message, item);
      }
    }
    return new Request(++sent, null, batch, items, epochs, run.time().now());
  }

  private void requireOrder(OutboundMessage message, int item) {
    run.ledger().named(message.groupId(), message.deduplicationId(), new int[] {item});
    if (!groups.add(message.groupId())) {
      throw new Violation("two of a group", message.groupId() + " has two messages in flight");
    }
    if (run.ledger().isSentTooEarly(item)) {
      throw new Violation("order", name(item) + " overtakes another of its group");
    }
  }

  private String name(int item) {
    return run.topic().name(run.topic().recordOf(item));
  }

  /** A call of the worker's begins. */
  void begin() {
    hasWaited = false;
    begunAt = run.time().now();
  }

  @Override
  public Completion take(Duration atMost) {
    boolean waits = !atMost.isZero();
    hasWaited |= waits;
    if (!inFlight.isEmpty() && !isRedundant(waits)) {
      run.state(life.call().at(stage(waits)));
      int choice = run.choose(options());
      for (Request request : inFlight) {
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
    for (Request request : inFlight) {
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

  private Completion answered(Request request, Verdict verdict) {
    run.fault(verdict.faults());
    if (verdict.lasts()) {
      run.time().advanceTo(run.time().now() + MAY_PASS_MS);
    }
    tell("answers", request, verdict.name());
    store(request, verdict);
    Completion completion = verdict.completion(request.batch());
    request.answer(completion);
    inFlight.remove(request);
    window.answered(request, run.time().now(), run.reached());
    boolean[] current = new boolean[request.size()];
    for (int i = 0; i < request.size(); i++) {
      groups.remove(request.batch().deliveries().get(i).message().groupId());
      int item = request.items()[i][0];
      int epoch = request.epochs()[i][0];
      current[i] = run.ledger().isCurrent(item, epoch);
      account(item, epoch, verdict.outcomes()[i], verdict.isWhole() && request.size() > 1);
    }
    if (searches.blamesConfiguration(request, current) || verdict.isAllUnknown()) {
      life.mustStop();
    }
    return completion;
  }

  /**
   * What is stored is known to be. What belongs to an earlier assignment is not counted: the task
   * must not rely on it.
   */
  private void store(Request request, Verdict verdict) {
    for (int i = 0; i < request.size(); i++) {
      if (verdict.stored()[i]) {
        int item = request.items()[i][0];
        if (run.ledger().isCurrent(item, request.epochs()[i][0])) {
          Delivery delivery = request.batch().deliveries().get(i);
          run.ledger().stored(delivery.message().groupId(), request.items()[i]);
        }
      }
    }
  }

  private void account(int item, int epoch, DeliveryOutcome outcome, boolean isOfSeveral) {
    boolean isCurrent = run.ledger().isCurrent(item, epoch);
    if (outcome instanceof DeliveryOutcome.Delivered) {
      run.ledger().acknowledged(item, epoch);
    } else if (outcome instanceof Rejected && !isOfSeveral) {
      run.ledger().refused(item, epoch, false);
      if (!run.scope().isTolerant()) {
        life.mayStop();
      }
    } else {
      run.ledger().failed(item, epoch);
    }
    if (outcome instanceof Fatal fatal) {
      boolean lasts = run.ledger().fatalFor(item, epoch, run.time().now()) >= MAY_PASS_MS;
      if ((lasts || !fatal.mayPass()) && isCurrent) {
        life.mustStop();
      }
    } else if (outcome instanceof Retriable && outcome != Answers.TOO_LONG) {
      run.ledger().notFatal(item);
    }
  }

  private void tell(String verb, Request request, String how) {
    if (!run.isTold()) {
      return;
    }
    StringBuilder text = new StringBuilder(verb + " request " + request.number() + " of");
    for (int[] items : request.items()) {
      text.append(' ').append(name(items[0]));
    }
    run.tell(how.isEmpty() ? "task" : "queue", text + (how.isEmpty() ? "" : ": " + how));
  }
}
