package io.github.sqsconnect.world;

import io.github.sqsconnect.SimulatedTask;
import io.github.sqsconnect.delivery.DeliveryOutcome;
import io.github.sqsconnect.delivery.QueueStatus;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
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
  private final WindowModel[] windows;
  private final GroupModel groups;
  private final RateModel rate;
  private final CredentialsModel credentials;
  private final OutcomeModel outcomes;
  private final Set<Request> inFlight = new HashSet<>();

  /** By queue, the limit of a request that an answer has named. */
  private final int[] learnedLimit;

  private final long[] learnedAt;

  /** By queue, the limit of a message that an answer has named last. */
  private final int[] learnedMessageLimit;

  /** By queue, how many requests were sent. */
  private final int[] sent;

  public TaskRequests(World world, TaskLifecycle life, RefusalModel refusals) {
    this.world = world;
    this.life = life;
    int queues = world.setup().queues();
    windows = new WindowModel[queues];
    Arrays.setAll(windows, queue -> new WindowModel(world.setup().maxInFlight()));
    learnedLimit = new int[queues];
    Arrays.fill(learnedLimit, Integer.MAX_VALUE);
    learnedAt = new long[queues];
    learnedMessageLimit = learnedLimit.clone();
    sent = new int[queues];
    groups = new GroupModel(world);
    rate = new RateModel(world.setup().rateLimit(), world.reached());
    credentials = new CredentialsModel(world);
    outcomes = new OutcomeModel(world, life, credentials, refusals);
  }

  public int inFlight() {
    return inFlight.size();
  }

  public int inFlight(int queue) {
    return (int) inFlightTo(queue).count();
  }

  private Stream<Request> inFlightTo(int queue) {
    return inFlight.stream().filter(request -> request.queue() == queue);
  }

  /** Message bytes of the requests in flight to a queue. */
  long inFlightBytes(int queue) {
    return inFlightTo(queue).mapToLong(Request::bytes).sum();
  }

  /** When the last of the requests in flight was sent. */
  long lastSentAt() {
    return inFlight.stream().mapToLong(Request::sentAt).max().orElse(Long.MIN_VALUE);
  }

  /** How many requests were sent to a queue. */
  int sent(int queue) {
    return sent[queue];
  }

  public WindowModel window(int queue) {
    return windows[queue];
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
  public Request sent(int number, int queue, List<SendMessageBatchRequestEntry> entries) {
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
      if (world.topic().queueOf(world.topic().recordOf(items[i][0])) != queue) {
        throw new Violation("wrong queue", world.topic().nameOfItem(items[i][0]));
      }
    }
    Request request = new Request(number, queue, entries, items, epochs, world.now());
    request.sign(credentials.since());
    requireRoom(queue);
    requireLegal(request);
    rate.sent(request);
    if (world.setup().isFifo(queue)) {
      groups.sent(request);
    }
    windows[queue].sent(request, world.now());
    inFlight.add(request);
    sent[queue]++;
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

  private void requireRoom(int queue) {
    int largest = world.setup().maxInFlight();
    int room = windows[queue].size();
    int own = inFlight(queue);
    if (own >= room || inFlight.size() >= largest) {
      throw new Violation("window", own + " in flight, the window is " + room);
    }
    if (windows[queue].isFailing()) {
      world.reach(ReachableState.PROBE_SENT_AFTER_FAILURE);
    }
    long bytes = inFlightBytes(queue);
    int shares = world.ledger().shares(life);
    if (own > 0 && bytes >= world.setup().bufferMaxBytes() / shares) {
      throw new Violation("bytes in flight", String.valueOf(bytes));
    }
    if (inFlight.size() + 1 == largest) {
      world.reach(ReachableState.WINDOW_FULL);
      requireOthersHaveOne(queue, own);
    }
  }

  /** The last request that may be in flight is not for a queue that has its share already. */
  private void requireOthersHaveOne(int queue, int own) {
    int shares = world.ledger().shares(life);
    for (int other = 0; other < windows.length; other++) {
      if (other != queue
          && own >= Math.max(1, world.setup().maxInFlight() / shares)
          && world.ledger().isUsed(life, other)
          && inFlight(other) == 0) {
        throw new Violation("share", "a queue has " + own + " in flight, another can have none");
      }
    }
  }

  private void requireLegal(Request request) {
    int size = request.size();
    if (size == 0
        || size > world.setup().batchMaxMessages()
        || (size > 1 && request.bytes() > world.setup().batchMaxBytes())) {
      throw new Violation("illegal request", size + " messages, " + request.bytes() + " bytes");
    }
    int limit = learnedLimit[request.queue()];
    boolean isKnown = world.now() - learnedAt[request.queue()] < LEARNED_FOR_MS;
    if (size > 1 && request.bytes() > limit && isKnown) {
      throw new Violation("request limit", request.bytes() + " bytes, the limit is " + limit);
    }
  }

  /** The task is about to read a response. */
  public void settled(Request request) {
    log(request, "is answered");
    inFlight.remove(request);
    windows[request.queue()].answered(request, world.now(), world.reached());
    if (world.setup().isFifo(request.queue())) {
      groups.settled(request);
    }
    learn(request);
    outcomes.of(request);
  }

  private void learn(Request request) {
    int queue = request.queue();
    DeliveryOutcome first = request.meant().outcomes().get(0);
    int limit = SqsOutcomes.requestLimit(first);
    if (limit > 0) {
      world.reach(ReachableState.REQUEST_LIMIT_LEARNED);
      learnedLimit[queue] = Math.min(learnedLimit[queue], limit);
      learnedAt[queue] = world.now();
    } else if (SqsOutcomes.isTooLong(first)) {
      world.reach(ReachableState.REQUEST_LIMIT_NOT_IN_RESPONSE);
    }
    for (int i = 0; i < request.size(); i++) {
      DeliveryOutcome outcome = request.meant().outcomes().get(i);
      if (outcome instanceof DeliveryOutcome.Rejected rejected && rejected.learnedLimit() > 0) {
        learnedMessageLimit[queue] = rejected.learnedLimit();
      } else if (outcome == SqsOutcomes.DELIVERED
          && Request.bytes(request.entries().get(i)) > learnedMessageLimit[queue]) {
        world.reach(ReachableState.LEARNED_LIMIT_RAISED);
      }
    }
  }

  /** The task knows how many requests are in flight, and what the answers so far mean. */
  void requireStatus(SimulatedTask task) {
    int known = 0;
    for (QueueStatus status : task.queues()) {
      known += status.requestsInFlight();
      int queue = world.setup().queueAt(status.queue().url());
      if (status.window() != windows[queue].size()
          || status.isFailing() != windows[queue].isFailing()
          || status.requestsInFlight() != inFlight(queue)) {
        throw new Violation(
            "window of a queue",
            "%d of %d, failing: %s, where it should be %d of %d, failing: %s",
            status.requestsInFlight(),
            status.window(),
            status.isFailing(),
            inFlight(queue),
            windows[queue].size(),
            windows[queue].isFailing());
      }
    }
    if (known != inFlight.size() || task.status().requestsInFlight() != inFlight.size()) {
      throw new Violation("in flight", known + " by queue, " + task.status());
    }
  }

  private void log(Request request, String verb) {
    if (!world.log().isLogged()) {
      return;
    }
    StringBuilder text = new StringBuilder("request " + request.number() + ' ' + verb + ':');
    text.append(windows.length == 1 ? "" : " queue " + request.queue());
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
