package io.github.sqsconnect.world;

import io.github.sqsconnect.delivery.DeliveryOutcome;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntSupplier;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/**
 * The requests of one task. Checks what the task sends and when, and passes every response to the
 * models, which derive what the task must do.
 */
public final class TaskRequests {
  /** How long a learned limit is valid. */
  private static final long LEARNED_FOR_MS = 600_000;

  private final World world;
  private final TaskLifecycle life;
  private final WindowModel window;
  private final GroupModel groups;
  private final RateModel rate;
  private final CredentialsModel credentials;
  private final OutcomeModel outcomes;
  private final Set<Request> inFlight = new HashSet<>();
  private long inFlightBytes;

  /** The limit of a request that an answer has named. */
  private int learnedLimit = Integer.MAX_VALUE;

  private long learnedAt;

  /** The limit of a message that an answer has named last. */
  private int learnedMessageLimit = Integer.MAX_VALUE;

  /** Whether the window may have another size than when it was checked last. */
  private boolean windowMayDiffer;

  public TaskRequests(World world, TaskLifecycle life, RefusalModel refusals) {
    this.world = world;
    this.life = life;
    window = new WindowModel(world.setup().maxInFlight());
    groups = new GroupModel(world);
    rate = new RateModel(world.setup().rateLimit(), world.reached());
    credentials = new CredentialsModel(world);
    outcomes = new OutcomeModel(world, life, credentials, refusals);
  }

  public int inFlight() {
    return inFlight.size();
  }

  /** Message bytes of the requests in flight. */
  long inFlightBytes() {
    return inFlightBytes;
  }

  public WindowModel window() {
    return window;
  }

  /** The worker reads the configuration again. Returns whether it has new credentials. */
  public boolean renewCredentials() {
    return credentials.renew();
  }

  /** Before it sends, and before it reads responses, the task must have renewed due credentials. */
  public void requireCredentialsChecked() {
    life.crashIfPlanned();
    credentials.requireRenewal();
  }

  /** The task sends a request. */
  public Request sent(int number, List<SendMessageBatchRequestEntry> entries) {
    requireCredentialsChecked();
    if (life.phase() != TaskLifecycle.Phase.PUT) {
      throw new Violation("sent outside put", "in " + life.phase());
    }
    int[][] items = new int[entries.size()][];
    int[][] epochs = new int[items.length][];
    for (int i = 0; i < items.length; i++) {
      items[i] = RecordBodies.itemsOf(entries.get(i).messageBody());
      epochs[i] = new int[items[i].length];
      for (int j = 0; j < items[i].length; j++) {
        epochs[i][j] = world.ledger().sent(items[i][j], world.now(), life);
      }
      markSplit(items[i]);
    }
    Request request = new Request(number, entries, items, epochs, world.now());
    request.sign(credentials.since());
    requireRoom();
    requireLegal(request);
    rate.sent(request);
    if (world.setup().fifo()) {
      groups.sent(request);
    }
    window.sent(request, world.now());
    inFlight.add(request);
    inFlightBytes += request.bytes();
    log(request, "sends");
    return request;
  }

  private void markSplit(int[] items) {
    int record = world.topic().recordOf(items[0]);
    if (world.topic().kind(record) == PlannedRecord.Kind.LARGE
        && items.length < world.topic().itemCount(record)) {
      world.reach(ReachableState.RECORD_SPLIT_BY_LEARNED_LIMIT);
    }
  }

  private void requireRoom() {
    int largest = world.setup().maxInFlight();
    int room = Math.min(window.size(), largest);
    if (inFlight.size() >= room) {
      throw new Violation("window", inFlight.size() + " in flight, the window is " + room);
    }
    if (window.isFailing()) {
      world.reach(ReachableState.PROBE_SENT_AFTER_FAILURE);
    }
    if (!inFlight.isEmpty() && inFlightBytes >= world.setup().bufferMaxBytes()) {
      throw new Violation("bytes in flight", String.valueOf(inFlightBytes));
    }
    if (inFlight.size() + 1 == largest) {
      world.reach(ReachableState.WINDOW_FULL);
    }
  }

  private void requireLegal(Request request) {
    int size = request.size();
    if (size == 0
        || size > world.setup().batchMaxMessages()
        || (size > 1 && request.bytes() > world.setup().batchMaxBytes())) {
      throw new Violation("illegal request", size + " messages, " + request.bytes() + " bytes");
    }
    boolean isKnown = world.now() - learnedAt < LEARNED_FOR_MS;
    if (size > 1 && request.bytes() > learnedLimit && isKnown) {
      throw new Violation(
          "request limit", request.bytes() + " bytes, the limit is " + learnedLimit);
    }
  }

  /** The task is about to read a response. */
  public void settled(Request request) {
    log(request, "is answered");
    windowMayDiffer |=
        window.size() < world.setup().maxInFlight() || !request.meant().isAllDelivered();
    inFlight.remove(request);
    inFlightBytes -= request.bytes();
    window.answered(request, world.now(), world.reached());
    if (world.setup().fifo()) {
      groups.settled(request);
    }
    learn(request);
    outcomes.of(request);
  }

  private void learn(Request request) {
    DeliveryOutcome first = request.meant().outcomes().get(0);
    int limit = SqsOutcomes.requestLimit(first);
    if (limit > 0) {
      world.reach(ReachableState.REQUEST_LIMIT_LEARNED);
      learnedLimit = Math.min(learnedLimit, limit);
      learnedAt = world.now();
    } else if (SqsOutcomes.isTooLong(first)) {
      world.reach(ReachableState.REQUEST_LIMIT_NOT_IN_RESPONSE);
    }
    for (int i = 0; i < request.size(); i++) {
      DeliveryOutcome outcome = request.meant().outcomes().get(i);
      if (outcome instanceof DeliveryOutcome.Rejected rejected && rejected.learnedLimit() > 0) {
        learnedMessageLimit = rejected.learnedLimit();
      } else if (outcome == SqsOutcomes.DELIVERED
          && Request.bytes(request.entries().get(i)) > learnedMessageLimit) {
        world.reach(ReachableState.LEARNED_LIMIT_RAISED);
      }
    }
  }

  /** The window is neither larger nor smaller than the answers so far make it. */
  void requireWindow(IntSupplier sizeOfTask) {
    if (windowMayDiffer && sizeOfTask.getAsInt() != window.size()) {
      throw new Violation(
          "window size", sizeOfTask.getAsInt() + " where it should be " + window.size());
    }
    windowMayDiffer = false;
  }

  private void log(Request request, String verb) {
    if (!world.log().isLogged()) {
      return;
    }
    StringBuilder text = new StringBuilder("request " + request.number() + ' ' + verb + ':');
    IntendedOutcomes meant = request.meant();
    for (int i = 0; i < request.size(); i++) {
      int[] items = request.items()[i];
      text.append(i == 0 ? " " : ", ").append(world.topic().nameOfItem(items[0]));
      text.append(items.length > 1 ? "+" : "");
      text.append(meant == null ? "" : " " + SqsOutcomes.word(meant.outcomes().get(i)));
    }
    text.append(meant != null && meant.wholeRequest() ? " (the whole request)" : "");
    world.log().add("task", text);
  }
}
