package io.github.sqsconnect.simulation;

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
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The wire of one task: sends into the simulated queue and hands its answers back when the task
 * waits for them. Watches what is sent and when.
 */
final class SimulatedClient implements MessageSender, Completions {
  /** So long a fault that may pass by itself is borne. */
  private static final long MAY_PASS_MS = 30_000;

  private final Setup setup;
  private final Topic topic;
  private final Ledger ledger;
  private final SimulatedQueue queue;
  private final VirtualTime time;
  private final Story story;
  private final Reached reached;
  private final Life life;
  private final WindowModel window;
  private final SearchModel searches = new SearchModel();
  private final ArrayDeque<Request> mailbox = new ArrayDeque<>();
  private final Set<Request> inFlight = new HashSet<>();
  private final Set<String> groupsInFlight = new HashSet<>();
  private long inFlightBytes;

  /** By code, how many messages were refused alone since one was delivered. */
  private final Map<String, Integer> lonely = new HashMap<>();

  SimulatedClient(
      Setup setup,
      Topic topic,
      Ledger ledger,
      SimulatedQueue queue,
      VirtualTime time,
      Story story,
      Reached reached,
      Life life) {
    this.setup = setup;
    this.topic = topic;
    this.ledger = ledger;
    this.queue = queue;
    this.time = time;
    this.story = story;
    this.reached = reached;
    this.life = life;
    window = new WindowModel(setup.maxInFlight());
  }

  int inFlight() {
    return inFlight.size();
  }

  boolean isToStop() {
    return life.isToStop();
  }

  WindowModel window() {
    return window;
  }

  @Override
  public boolean renewCredentials() {
    return false;
  }

  @Override
  public void send(MessageBatch batch) {
    life.mayCrash();
    if (life.phase() != Life.Phase.PUT) {
      throw new Violation("sent outside put", "in " + life.phase());
    }
    requireRoom();
    List<Delivery> deliveries = batch.deliveries();
    requireLegal(batch);
    int[][] items = new int[deliveries.size()][];
    int[][] epochs = new int[deliveries.size()][];
    for (int i = 0; i < items.length; i++) {
      OutboundMessage message = deliveries.get(i).message();
      items[i] = Bodies.itemsOf(message.body());
      epochs[i] = new int[items[i].length];
      for (int j = 0; j < items[i].length; j++) {
        epochs[i][j] = ledger.sent(items[i][j], time.now());
      }
      int record = topic.recordOf(items[i][0]);
      if (topic.kind(record) == PlannedRecord.Kind.LARGE
          && items[i].length < topic.itemCount(record)) {
        reached.mark(State.LIMIT_LEARNED_AND_SPLIT);
      }
      if (setup.fifo()) {
        ledger.named(message.groupId(), message.deduplicationId(), items[i]);
        if (!groupsInFlight.add(message.groupId())) {
          throw new Violation(
              "two of a group", "group " + message.groupId() + " has two messages in flight");
        }
      }
    }
    Request request = new Request(life.nextRequest(), this, batch, items, epochs, time.now());
    window.sent(request, time.now());
    inFlight.add(request);
    inFlightBytes += batch.bytes();
    tell(request, "sends", null);
    queue.send(request);
  }

  private void requireRoom() {
    int room = Math.min(window.size(), setup.maxInFlight());
    if (inFlight.size() >= room) {
      throw new Violation("window", inFlight.size() + " in flight, the window is " + room);
    }
    if (window.isFailing()) {
      reached.mark(State.PROBED_AFTER_FAILURE);
    }
    if (!inFlight.isEmpty() && inFlightBytes >= setup.bufferMaxBytes()) {
      throw new Violation("bytes in flight", inFlightBytes + " of " + setup.bufferMaxBytes());
    }
    if (inFlight.size() + 1 == setup.maxInFlight()) {
      reached.mark(State.WINDOW_FULL);
    }
  }

  private void requireLegal(MessageBatch batch) {
    int size = batch.deliveries().size();
    if (size == 0
        || size > setup.batchMaxMessages()
        || (size > 1 && batch.bytes() > setup.batchMaxBytes())) {
      throw new Violation("illegal request", size + " messages, " + batch.bytes() + " bytes");
    }
  }

  /** An answer has come back. */
  void receive(Request request) {
    if (life.isOver()) {
      return;
    }
    mailbox.add(request);
  }

  @Override
  public Completion take(Duration atMost) {
    life.mayCrash();
    long deadline = time.now() + atMost.toMillis();
    queue.advanceTo(time.now());
    while (mailbox.isEmpty() && time.now() < deadline) {
      queue.advanceTo(Math.min(deadline, queue.nextEventAt()));
    }
    life.mayCrash();
    Request request = mailbox.poll();
    if (request == null) {
      return null;
    }
    settled(request);
    return request.completion();
  }

  private void settled(Request request) {
    Completion completion = request.completion();
    inFlight.remove(request);
    inFlightBytes -= request.batch().bytes();
    tell(request, "is answered", completion);
    window.answered(request, time.now(), reached);
    boolean[] current = new boolean[request.size()];
    for (int i = 0; i < request.size(); i++) {
      DeliveryOutcome outcome = completion.outcomes().get(i);
      current[i] = ledger.isCurrent(request.items()[i][0], request.epochs()[i][0]);
      if (setup.fifo()) {
        groupsInFlight.remove(request.batch().deliveries().get(i).message().groupId());
      }
      for (int j = 0; j < request.items()[i].length; j++) {
        account(request.items()[i][j], request.epochs()[i][j], outcome);
      }
    }
    if (searches.blamesConfiguration(request, current)) {
      life.note(Life.Reason.CONFIGURATION);
      mustStop();
    }
    note(completion);
  }

  private void account(int item, int epoch, DeliveryOutcome outcome) {
    Assignment assignment = ledger.assignment(topic.partitionOf(topic.recordOf(item)));
    if (assignment == null) {
      reached.mark(State.ANSWER_AFTER_CLOSE);
    } else if (assignment.epoch() != epoch) {
      reached.mark(State.ANSWER_AFTER_REOPEN);
    }
    if (outcome instanceof DeliveryOutcome.Delivered) {
      ledger.acknowledged(item, epoch);
    } else {
      if (outcome instanceof Rejected rejected) {
        ledger.refused(item, epoch, rejected.learnedLimit() > 0);
      } else {
        ledger.failed(item, epoch);
      }
      if (ledger.isCurrent(item, epoch) && endsTask(item, epoch, outcome)) {
        life.mustStop();
        if (life.phase() == Life.Phase.PRE_COMMIT) {
          reached.mark(State.FAILURE_SETTLED_IN_PRECOMMIT);
        }
      }
    }
  }

  private void mustStop() {
    life.mustStop();
    if (life.phase() == Life.Phase.PRE_COMMIT) {
      reached.mark(State.FAILURE_SETTLED_IN_PRECOMMIT);
    }
  }

  /** Whether the task has to stop for this answer, at the latest in its next put. */
  private boolean endsTask(int item, int epoch, DeliveryOutcome outcome) {
    boolean isWhole = topic.kind(topic.recordOf(item)) != PlannedRecord.Kind.LARGE;
    boolean isRetried =
        outcome instanceof Fatal || (outcome instanceof Retriable && outcome != Answers.TOO_LONG);
    boolean tooLong =
        isRetried
            && isWhole
            && setup.deliveryTimeoutMs() >= 0
            && ledger.triedFor(item, time.now()) >= setup.deliveryTimeoutMs();
    if (outcome instanceof Fatal fatal) {
      boolean lasts = ledger.fatalFor(item, epoch, time.now()) >= MAY_PASS_MS;
      if (lasts) {
        life.note(Life.Reason.LASTED_FATAL);
      }
      return tooLong || !fatal.reason().mayPass() || (lasts && isWhole);
    }
    if (isRetried) {
      ledger.notFatal(item);
    }
    return tooLong;
  }

  /** Remembers what gives the task a reason to stop. */
  private void note(Completion completion) {
    List<DeliveryOutcome> outcomes = completion.outcomes();
    boolean allUnknown = outcomes.size() > 1;
    for (DeliveryOutcome outcome : outcomes) {
      allUnknown &= outcome instanceof Rejected r && r.kind() == Rejected.Kind.UNKNOWN;
      if (outcome instanceof Fatal fatal) {
        if (!fatal.reason().mayPass()) {
          life.note(Life.Reason.LASTING_FATAL);
        }
      }
      if (outcome instanceof Retriable || outcome instanceof Fatal) {
        if (setup.deliveryTimeoutMs() >= 0) {
          life.note(Life.Reason.DELIVERY_TIMEOUT);
        }
      } else if (outcome instanceof Rejected) {
        life.note(Life.Reason.REJECTION);
        if (life.phase() == Life.Phase.PRE_COMMIT) {
          reached.mark(State.REJECTION_SETTLED_IN_PRECOMMIT);
        }
      }
      States.ofAnswer(outcome, completion, reached);
    }
    if (allUnknown) {
      reached.mark(State.UNKNOWN_CODE_OF_ALL);
      life.note(Life.Reason.ALL_UNKNOWN);
    }
    countLonely(outcomes);
  }

  private void countLonely(List<DeliveryOutcome> outcomes) {
    for (DeliveryOutcome outcome : outcomes) {
      if (outcome instanceof DeliveryOutcome.Delivered) {
        lonely.clear();
      }
    }
    if (outcomes.size() == 1
        && outcomes.get(0) instanceof Rejected rejected
        && lonely.merge(rejected.answer().code(), 1, Integer::sum) >= 10) {
      life.note(Life.Reason.LONELY_REJECTIONS);
    }
  }

  private void tell(Request request, String verb, Completion completion) {
    if (!story.isTold()) {
      return;
    }
    StringBuilder text = new StringBuilder("request " + request.number() + ' ' + verb + ':');
    for (int i = 0; i < request.size(); i++) {
      text.append(i == 0 ? " " : ", ")
          .append(topic.name(topic.recordOf(request.items()[i][0])))
          .append(request.items()[i].length > 1 ? "+" : "");
      if (completion != null) {
        text.append(' ').append(Answers.word(completion.outcomes().get(i)));
      }
    }
    if (completion != null && completion.wholeRequest()) {
      text.append(" (the whole request)");
    }
    story.add("task", text.toString());
  }
}
