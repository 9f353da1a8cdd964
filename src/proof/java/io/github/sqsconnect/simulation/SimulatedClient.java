package io.github.sqsconnect.simulation;

import io.github.sqsconnect.aws.SqsMessageSender;
import io.github.sqsconnect.delivery.Completion;
import io.github.sqsconnect.delivery.Completions;
import io.github.sqsconnect.delivery.Delivery;
import io.github.sqsconnect.delivery.DeliveryOutcome;
import io.github.sqsconnect.delivery.MessageSender;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;

/**
 * The wire of one task, below the real sender: takes its requests into the simulated queue and
 * hands the completions back when the task waits for them. Watches what is sent and when, and
 * whether every answer is read as it was meant, once.
 */
final class SimulatedClient implements Completions {
  /** So that the numbers of requests start again at 0 soon. */
  private static final int FIRST_REQUEST = -2;

  /** So long a limit that was learned is kept to. */
  private static final long LEARNED_FOR_MS = 600_000;

  private final Setup setup;
  private final Topic topic;
  private final Ledger ledger;
  private final SimulatedQueue queue;
  private final VirtualTime time;
  private final Story story;
  private final Reached reached;
  private final Life life;
  private final MessageSender sender =
      new SqsMessageSender(
          new SimulatedSqs(this::send),
          this::receive,
          Duration.ZERO,
          this::renewCredentials,
          FIRST_REQUEST);
  private final WindowModel window;
  private final Consequences consequences;
  private final ArrayDeque<Request> mailbox = new ArrayDeque<>();
  private final Set<Request> inFlight = new HashSet<>();
  private final GroupModel groups;
  private final RateModel rate;
  private final Keys keys;
  private int nextRequest = FIRST_REQUEST;
  private long inFlightBytes;

  /** The limit of a request that an answer has named. */
  private int learnedLimit = Integer.MAX_VALUE;

  private long learnedAt;

  /** The limit of a message that an answer has named last. */
  private int learnedMessageLimit = Integer.MAX_VALUE;

  /** Whether the window may have another size than when somebody asked last. */
  private boolean windowMayDiffer;

  /** The request whose answer the sender is reading, or null. */
  private Request answering;

  private boolean misdelivered;

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
    groups = new GroupModel(setup, topic, ledger, reached);
    rate = new RateModel(setup.rateLimit(), reached);
    keys = new Keys(setup, time, story, reached);
    consequences = new Consequences(setup, topic, ledger, time, reached, life, keys);
  }

  /** The real sender of the task. */
  MessageSender sender() {
    return sender;
  }

  /** Message bytes of the requests in flight. */
  long inFlightBytes() {
    return inFlightBytes;
  }

  int inFlight() {
    return inFlight.size();
  }

  /**
   * Whether an answer since this was asked last may have changed the window; a success while it is
   * open as wide as it may be does not.
   */
  boolean windowMayDiffer() {
    boolean may = windowMayDiffer;
    windowMayDiffer = false;
    return may;
  }

  /** Whether its task still lives. */
  boolean isAlive() {
    return !life.isOver();
  }

  boolean isToStop() {
    return life.isToStop();
  }

  WindowModel window() {
    return window;
  }

  private CompletableFuture<SendMessageBatchResponse> send(SendMessageBatchRequest batch) {
    life.mayCrash();
    keys.requireLook();
    if (life.phase() != Life.Phase.PUT) {
      throw new Violation("sent outside put", "in " + life.phase());
    }
    String ids = Integer.toHexString(nextRequest++) + '-';
    List<SendMessageBatchRequestEntry> entries = batch.entries();
    int[][] items = new int[entries.size()][];
    int[][] epochs = new int[entries.size()][];
    for (int i = 0; i < items.length; i++) {
      SendMessageBatchRequestEntry entry = entries.get(i);
      if (!entry.id().equals(ids + i)) {
        throw new Violation("illegal request", "entry " + i + " has id " + entry.id());
      }
      items[i] = Bodies.itemsOf(entry.messageBody());
      epochs[i] = new int[items[i].length];
      for (int j = 0; j < items[i].length; j++) {
        epochs[i][j] = ledger.sent(items[i][j], time.now(), life);
      }
      markSplit(items[i]);
    }
    Request request = new Request(life.nextRequest(), this, entries, items, epochs, time.now());
    request.sign(keys.since());
    requireRoom();
    requireLegal(request);
    rate.sent(request);
    if (setup.fifo()) {
      groups.sent(request);
    }
    window.sent(request, time.now());
    inFlight.add(request);
    inFlightBytes += request.bytes();
    tell(request, "sends", null);
    RuntimeException refusal = queue.send(request);
    if (refusal != null) {
      answering = request;
      throw refusal;
    }
    return request.future();
  }

  private void markSplit(int[] items) {
    int record = topic.recordOf(items[0]);
    if (topic.kind(record) == PlannedRecord.Kind.LARGE && items.length < topic.itemCount(record)) {
      reached.mark(State.LIMIT_LEARNED_AND_SPLIT);
    }
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

  private void requireLegal(Request request) {
    int size = request.size();
    if (size == 0
        || size > setup.batchMaxMessages()
        || (size > 1 && request.bytes() > setup.batchMaxBytes())) {
      throw new Violation("illegal request", size + " messages, " + request.bytes() + " bytes");
    }
    if (size > 1 && request.bytes() > learnedLimit && time.now() - learnedAt < LEARNED_FOR_MS) {
      throw new Violation("request limit", request.bytes() + " bytes, told were " + learnedLimit);
    }
  }

  /** An answer has come back; the sender reads it. */
  void answer(Request request) {
    if (life.isOver()) {
      return;
    }
    answering = request;
    request.complete();
    misdelivered |= answering != null;
  }

  /** What the sender has read. Must not throw, for who completes a future does not see it. */
  private void receive(Completion completion) {
    if (answering == null) {
      misdelivered = true;
      return;
    }
    answering.read(completion);
    mailbox.add(answering);
    answering = null;
  }

  @Override
  public Completion take(Duration atMost) {
    life.mayCrash();
    keys.requireLook();
    long deadline = time.now() + atMost.toMillis();
    queue.advanceTo(time.now());
    while (mailbox.isEmpty() && time.now() < deadline) {
      queue.advanceTo(Math.min(deadline, queue.nextEventAt()));
    }
    life.mayCrash();
    if (misdelivered) {
      throw new Violation("misdelivered", "a request has no completion, or more than one");
    }
    Request request = mailbox.poll();
    if (request == null) {
      return null;
    }
    settled(request);
    return request.read();
  }

  private void settled(Request request) {
    tell(request, "is answered", request.meant());
    requireOwn(request);
    request.meant().require(request, request.read());
    windowMayDiffer |= window.size() < setup.maxInFlight() || !request.meant().isAllDelivered();
    inFlight.remove(request);
    inFlightBytes -= request.bytes();
    window.answered(request, time.now(), reached);
    if (setup.fifo()) {
      groups.settled(request);
    }
    learn(request);
    consequences.of(request);
  }

  private void learn(Request request) {
    DeliveryOutcome first = request.meant().outcomes().get(0);
    int limit = Answers.requestLimit(first);
    if (limit > 0) {
      reached.mark(State.REQUEST_LIMIT_LEARNED);
      learnedLimit = Math.min(learnedLimit, limit);
      learnedAt = time.now();
    } else if (Answers.isTooLong(first)) {
      reached.mark(State.REQUEST_LIMIT_NOT_NAMED);
    }
    for (int i = 0; i < request.size(); i++) {
      DeliveryOutcome outcome = request.meant().outcomes().get(i);
      if (outcome instanceof DeliveryOutcome.Rejected rejected && rejected.learnedLimit() > 0) {
        learnedMessageLimit = rejected.learnedLimit();
      } else if (outcome == Answers.DELIVERED
          && Request.bytes(request.entries().get(i)) > learnedMessageLimit) {
        reached.mark(State.LEARNED_LIMIT_IS_RAISED);
      }
    }
  }

  private boolean renewCredentials() {
    return keys.look();
  }

  /** The completion must be about the messages of the request that was answered. */
  private static void requireOwn(Request request) {
    List<Delivery> deliveries = request.read().batch().deliveries();
    for (int i = 0; i < request.size(); i++) {
      if (!deliveries.get(i).message().body().equals(request.entries().get(i).messageBody())) {
        throw new Violation(
            "misdelivered", "request " + request.number() + " has another's answer");
      }
    }
  }

  private void tell(Request request, String verb, Meant meant) {
    if (!story.isTold()) {
      return;
    }
    StringBuilder text = new StringBuilder("request " + request.number() + ' ' + verb + ':');
    for (int i = 0; i < request.size(); i++) {
      text.append(i == 0 ? " " : ", ")
          .append(topic.name(topic.recordOf(request.items()[i][0])))
          .append(request.items()[i].length > 1 ? "+" : "");
      if (meant != null) {
        text.append(' ').append(Answers.word(meant.outcomes().get(i)));
      }
    }
    if (meant != null && meant.wholeRequest()) {
      text.append(" (the whole request)");
    }
    story.add("task", text.toString());
  }
}
