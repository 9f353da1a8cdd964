package io.github.sqsconnect.simulation;

import io.github.sqsconnect.delivery.DeliveryOutcome;
import io.github.sqsconnect.world.IntendedOutcomes;
import io.github.sqsconnect.world.PlannedRecord.Kind;
import io.github.sqsconnect.world.ReachableState;
import io.github.sqsconnect.world.Request;
import io.github.sqsconnect.world.SqsOutcomes;
import io.github.sqsconnect.world.Violation;
import io.github.sqsconnect.world.World;
import io.github.sqsconnect.world.WorldSetup;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/** The queues and the network before them, with all that can go wrong between them. */
final class SimulatedQueue {
  /** How long a FIFO queue remembers deduplication ids. */
  private static final long FIVE_MINUTES_MS = 300_000;

  /** What happens to a request, and when. */
  private record Event(
      long at, int order, boolean isAnswer, Request request, SimulatedSqsClient client)
      implements Comparable<Event> {
    @Override
    public int compareTo(Event other) {
      int byTime = Long.compare(at, other.at);
      return byTime == 0 ? Integer.compare(order, other.order) : byTime;
    }
  }

  private final World world;
  private final WorldSetup setup;
  private final List<ActiveFaults> faultsByQueue;
  private final PriorityQueue<Event> events = new PriorityQueue<>();
  private final Map<String, Long> remembered = new HashMap<>();
  private final RequestErrors wording;
  private final EntryErrors entryWording;
  private SimulatedSqsClient lastClient;
  private int order;
  private boolean isRepaired;

  SimulatedQueue(World world, ActiveFaults faults) {
    this.world = world;
    setup = world.setup();
    faultsByQueue = IntStream.range(0, setup.queues()).mapToObj(faults::at).toList();
    wording = setup.queryNames() ? RequestErrors.QUERY : RequestErrors.JSON;
    entryWording = setup.queryNames() ? EntryErrors.QUERY : EntryErrors.JSON;
  }

  /** From now on no record is refused for what is in it. */
  void repair() {
    isRepaired = true;
  }

  /** When the next request arrives or is answered. */
  long nextEventAt() {
    return events.isEmpty() ? Long.MAX_VALUE : events.element().at();
  }

  /** Lets everything happen that is due, in its order. */
  void advanceTo(long now) {
    while (!events.isEmpty() && events.element().at() <= now) {
      Event event = events.remove();
      world.time().advanceTo(event.at());
      if (event.isAnswer()) {
        event.client().answer(event.request());
      } else {
        arrive(event.request(), event.client());
      }
    }
    world.time().advanceTo(now);
  }

  /** Sends a request, or returns what the client throws at once. */
  RuntimeException send(Request request, SimulatedSqsClient client) {
    if (lastClient != null && lastClient != client && lastClient.isAlive()) {
      world.reach(ReachableState.BOTH_TASKS_SEND);
    }
    lastClient = client;
    ActiveFaults faults = faultsOf(request);
    if (faults.hits(PlannedFault.Kind.UNREACHABLE)) {
      RuntimeException refusal = RequestErrors.unreachable(faults);
      fail(request, SqsOutcomes.UNREACHABLE, refusal);
      return refusal;
    }
    int up = faults.latency();
    int down = faults.latency();
    PlannedFault.Kind fate = faults.lossOf();
    long timeout = request.sentAt() + setup.requestTimeoutMs();
    boolean late = up + down > setup.requestTimeoutMs();
    if (late || fate != null) {
      request.loseAnswer();
      fail(request, SqsOutcomes.TIMEOUT, wording.of(SqsOutcomes.TIMEOUT, 0, faults));
      schedule(timeout, true, request, client);
    }
    if (fate == PlannedFault.Kind.OUTAGE) {
      world.reach(ReachableState.SERVICE_OUTAGE);
      return null;
    }
    if (fate == PlannedFault.Kind.LATE_STORE) {
      up += (int) setup.requestTimeoutMs() + faults.roll(60_000);
    }
    schedule(request.sentAt() + up, false, request, client);
    return null;
  }

  private ActiveFaults faultsOf(Request request) {
    return faultsByQueue.get(request.queue());
  }

  private void fail(Request request, DeliveryOutcome meant, Throwable words) {
    world.reached().used(words);
    request.fail(IntendedOutcomes.ofAll(request.size(), meant), words);
  }

  private void schedule(long at, boolean isAnswer, Request request, SimulatedSqsClient client) {
    events.add(new Event(at, order++, isAnswer, request, client));
  }

  private void arrive(Request request, SimulatedSqsClient client) {
    DeliveryOutcome ofAll = outcomeOfAll(request);
    DeliveryOutcome[] outcomes = new DeliveryOutcome[request.size()];
    for (int i = 0; i < outcomes.length && ofAll == null; i++) {
      outcomes[i] = serve(request, i);
    }
    if (request.answerIsLost()) {
      world.log().add("queue", "request ", request.number(), " is served, its answer is lost");
      return;
    }
    if (ofAll == null) {
      answer(request, List.of(outcomes));
    } else {
      world.reach(
          setup.queryNames()
              ? ReachableState.ERROR_CODES_OF_QUERY_PROTOCOL
              : ReachableState.ERROR_CODES_OF_JSON_PROTOCOL);
      fail(request, ofAll, wording.of(ofAll, setup.namedLimit(), faultsOf(request)));
    }
    schedule(world.now() + faultsOf(request).latency(), true, request, client);
  }

  private void answer(Request request, List<DeliveryOutcome> outcomes) {
    ActiveFaults faults = faultsOf(request);
    if (!faults.hits(PlannedFault.Kind.UNREADABLE)) {
      IntendedOutcomes meant = new IntendedOutcomes(outcomes, false);
      request.answer(
          meant, SqsResponseBuilder.of(request, meant, entryWording, faults, world.reached()));
    } else if (faults.roll(2) == 0) {
      fail(request, SqsOutcomes.UNREADABLE, wording.of(SqsOutcomes.UNREADABLE, 0, faults));
    } else {
      request.answer(
          IntendedOutcomes.ofAll(request.size(), SqsOutcomes.UNREADABLE),
          faults.roll(2) == 0 ? SqsResponseBuilder.unreadable(request) : null);
    }
  }

  private DeliveryOutcome outcomeOfAll(Request request) {
    DeliveryOutcome ofAll = faultsOf(request).outcomeOfRequest(request.credentialsSince());
    if (ofAll == null && request.bytes() > setup.requestLimit()) {
      world.reach(ReachableState.REQUEST_TOO_LONG);
      ofAll =
          request.size() > 1
              ? SqsOutcomes.tooLong(setup.namedLimit())
              : SqsOutcomes.aloneTooLong(setup.namedLimit());
    }
    return ofAll == null && isSpoiled(request) ? SqsOutcomes.SPOILED : ofAll;
  }

  private boolean isSpoiled(Request request) {
    if (isRepaired) {
      return false;
    }
    for (int[] items : request.items()) {
      if (world.topic().kind(world.topic().recordOf(items[0])) == Kind.SPOILING) {
        return true;
      }
    }
    return false;
  }

  private DeliveryOutcome serve(Request request, int entry) {
    ActiveFaults faults = faultsOf(request);
    SendMessageBatchRequestEntry message = request.entries().get(entry);
    int[] items = request.items()[entry];
    int limit = faults.messageLimit();
    if (Request.bytes(message) > limit) {
      world.reach(ReachableState.MESSAGE_TOO_LARGE);
      return SqsOutcomes.tooLarge(limit);
    }
    Kind kind = world.topic().kind(world.topic().recordOf(items[0]));
    if (kind == Kind.REFUSED && !isRepaired) {
      return SqsOutcomes.INVALID;
    }
    if (kind == Kind.STUBBORN && faults.isFaulty()) {
      return SqsOutcomes.SERVER_ERROR;
    }
    DeliveryOutcome failure = faults.outcomeOfEntry();
    if (failure != null) {
      return failure;
    }
    if (faults.hits(PlannedFault.Kind.UNACCOUNTED)) {
      return uncertain(
          ReachableState.ENTRY_MISSING_IN_RESPONSE_BUT_STORED,
          ReachableState.ENTRY_MISSING_IN_RESPONSE_AND_NOT_STORED,
          SqsOutcomes.UNACCOUNTED,
          entry,
          request);
    }
    if (faults.hits(PlannedFault.Kind.CONTRADICTED)) {
      return uncertain(
          ReachableState.ENTRY_CONTRADICTED_BUT_STORED,
          ReachableState.ENTRY_CONTRADICTED_AND_NOT_STORED,
          SqsOutcomes.CONTRADICTED,
          entry,
          request);
    }
    store(message, items, request);
    return SqsOutcomes.DELIVERED;
  }

  /** The answer will not say whether the message is stored. */
  private DeliveryOutcome uncertain(
      ReachableState stored,
      ReachableState notStored,
      DeliveryOutcome meant,
      int entry,
      Request request) {
    if (faultsOf(request).roll(2) == 0) {
      world.reach(notStored);
    } else {
      store(request.entries().get(entry), request.items()[entry], request);
      world.reach(stored);
    }
    return meant;
  }

  private void store(SendMessageBatchRequestEntry message, int[] items, Request request) {
    if (request.answerIsLost()) {
      boolean inTime = world.now() < request.sentAt() + setup.requestTimeoutMs();
      world.reach(
          inTime ? ReachableState.STORED_BUT_RESPONSE_LOST : ReachableState.STORED_AFTER_TIMEOUT);
    }
    if (!setup.isFifo(request.queue())) {
      world.ledger().stored(null, items, request);
      return;
    }
    Long before = remembered.get(message.messageDeduplicationId());
    if (before != null && world.now() - before < FIVE_MINUTES_MS) {
      world.reach(ReachableState.DUPLICATE_REMOVED_BY_SQS);
      if (!world.ledger().isStored(items)) {
        throw new Violation(
            "wrongly deduplicated", "item " + items[0] + " has the deduplication id of another");
      }
      return;
    }
    if (before != null) {
      world.reach(ReachableState.DUPLICATE_AFTER_FIVE_MINUTES);
    }
    remembered.put(message.messageDeduplicationId(), world.now());
    world.ledger().stored(message.messageGroupId(), items, request);
  }
}
