package io.github.sqsconnect.simulation;

import io.github.sqsconnect.delivery.DeliveryOutcome;
import io.github.sqsconnect.simulation.PlannedRecord.Kind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/** The queue and the network before it, with all that can go wrong between them. */
final class SimulatedQueue {
  /** How long a FIFO queue remembers deduplication ids. */
  private static final long FIVE_MINUTES_MS = 300_000;

  /** What happens to a request, and when. */
  private record Event(long at, int order, boolean isAnswer, Request request)
      implements Comparable<Event> {
    @Override
    public int compareTo(Event other) {
      int byTime = Long.compare(at, other.at);
      return byTime == 0 ? Integer.compare(order, other.order) : byTime;
    }
  }

  private final Setup setup;
  private final Topic topic;
  private final Ledger ledger;
  private final Weather weather;
  private final VirtualTime time;
  private final Story story;
  private final Reached reached;
  private final PriorityQueue<Event> events = new PriorityQueue<>();
  private final Map<String, Long> remembered = new HashMap<>();
  private final Wording wording;
  private final EntryWording entryWording;
  private SimulatedClient lastClient;
  private int order;
  private boolean mended;

  SimulatedQueue(
      Setup setup,
      Topic topic,
      Ledger ledger,
      Weather weather,
      VirtualTime time,
      Story story,
      Reached reached) {
    this.setup = setup;
    this.topic = topic;
    this.ledger = ledger;
    this.weather = weather;
    this.time = time;
    this.story = story;
    this.reached = reached;
    wording = setup.queryNames() ? Wording.QUERY : Wording.JSON;
    entryWording = setup.queryNames() ? EntryWording.QUERY : EntryWording.JSON;
  }

  /** From now on no record is refused for what is in it. */
  void mend() {
    mended = true;
  }

  /** When the next request arrives or is answered. */
  long nextEventAt() {
    return events.isEmpty() ? Long.MAX_VALUE : events.element().at();
  }

  /** Lets everything happen that is due, in its order. */
  void advanceTo(long now) {
    while (!events.isEmpty() && events.element().at() <= now) {
      Event event = events.remove();
      time.advanceTo(event.at());
      if (event.isAnswer()) {
        event.request().client().answer(event.request());
      } else {
        arrive(event.request());
      }
    }
    time.advanceTo(now);
  }

  /** Takes a request on its way, or returns what the client throws at once. */
  RuntimeException send(Request request) {
    if (lastClient != null && lastClient != request.client() && lastClient.isAlive()) {
      reached.mark(State.BOTH_TASKS_SEND);
    }
    lastClient = request.client();
    if (weather.isUnreachable()) {
      RuntimeException refusal = Wording.unreachable(weather);
      fail(request, Answers.UNREACHABLE, refusal);
      return refusal;
    }
    int up = weather.latency();
    int down = weather.latency();
    Fault.Kind fate = weather.lossOf();
    long timeout = request.sentAt() + setup.requestTimeoutMs();
    boolean late = up + down > setup.requestTimeoutMs();
    if (late || fate != null) {
      request.loseAnswer();
      fail(request, Answers.TIMEOUT, wording.of(Answers.TIMEOUT, 0, weather));
      schedule(timeout, true, request);
    }
    if (fate == Fault.Kind.OUTAGE) {
      reached.mark(State.OUTAGE);
      return null;
    }
    if (fate == Fault.Kind.LATE_STORE) {
      up += (int) setup.requestTimeoutMs() + weather.roll(60_000);
    }
    schedule(request.sentAt() + up, false, request);
    return null;
  }

  private void fail(Request request, DeliveryOutcome meant, Throwable words) {
    reached.said(words);
    request.fail(Meant.ofAll(request.size(), meant), words);
  }

  private void schedule(long at, boolean isAnswer, Request request) {
    events.add(new Event(at, order++, isAnswer, request));
  }

  private void arrive(Request request) {
    DeliveryOutcome ofAll = verdictOnAll(request);
    DeliveryOutcome[] outcomes = new DeliveryOutcome[request.size()];
    for (int i = 0; i < outcomes.length && ofAll == null; i++) {
      outcomes[i] = serve(request, i);
    }
    if (request.answerIsLost()) {
      if (story.isTold()) {
        story.add("queue", "request " + request.number() + " is served, its answer is lost");
      }
      return;
    }
    if (ofAll == null) {
      answer(request, List.of(outcomes));
    } else {
      reached.mark(setup.queryNames() ? State.QUERY_NAMES : State.JSON_NAMES);
      fail(request, ofAll, wording.of(ofAll, setup.namedLimit(), weather));
    }
    schedule(time.now() + weather.latency(), true, request);
  }

  private void answer(Request request, List<DeliveryOutcome> outcomes) {
    if (!weather.isUnreadable()) {
      Meant meant = new Meant(outcomes, false);
      request.answer(meant, Reply.of(request, meant, entryWording, weather, reached));
    } else if (weather.roll(2) == 0) {
      fail(request, Answers.UNREADABLE, wording.of(Answers.UNREADABLE, 0, weather));
    } else {
      request.answer(
          Meant.ofAll(request.size(), Answers.UNREADABLE),
          weather.roll(2) == 0 ? Reply.unreadable(request) : null);
    }
  }

  private DeliveryOutcome verdictOnAll(Request request) {
    DeliveryOutcome ofAll = weather.verdictOnRequest(request.keysSince());
    if (ofAll == null && request.bytes() > setup.requestLimit()) {
      reached.mark(State.REQUEST_TOO_LONG);
      ofAll =
          request.size() > 1
              ? Answers.tooLong(setup.namedLimit())
              : Answers.aloneTooLong(setup.namedLimit());
    }
    return ofAll == null && isSpoiled(request) ? Answers.SPOILED : ofAll;
  }

  private boolean isSpoiled(Request request) {
    if (mended) {
      return false;
    }
    for (int[] items : request.items()) {
      if (topic.kind(topic.recordOf(items[0])) == Kind.SPOILING) {
        return true;
      }
    }
    return false;
  }

  private DeliveryOutcome serve(Request request, int entry) {
    SendMessageBatchRequestEntry message = request.entries().get(entry);
    int[] items = request.items()[entry];
    int limit = weather.messageLimit();
    if (Request.bytes(message) > limit) {
      reached.mark(State.MESSAGE_TOO_LARGE);
      return Answers.tooLarge(limit);
    }
    Kind kind = topic.kind(topic.recordOf(items[0]));
    if (kind == Kind.REFUSED && !mended) {
      return Answers.INVALID;
    }
    if (kind == Kind.STUBBORN && weather.isFaulty()) {
      return Answers.SERVER_ERROR;
    }
    DeliveryOutcome failure = weather.verdictOnEntry();
    if (failure != null) {
      return failure;
    }
    if (weather.isUnaccounted()) {
      return uncertain(
          State.UNACCOUNTED_STORED,
          State.UNACCOUNTED_NOT_STORED,
          Answers.UNACCOUNTED,
          entry,
          request);
    }
    if (weather.isContradicted()) {
      return uncertain(
          State.CONTRADICTED_STORED,
          State.CONTRADICTED_NOT_STORED,
          Answers.CONTRADICTED,
          entry,
          request);
    }
    store(message, items, request);
    return Answers.DELIVERED;
  }

  /** The answer will not say whether the message is stored. */
  private DeliveryOutcome uncertain(
      State stored, State notStored, DeliveryOutcome meant, int entry, Request request) {
    if (weather.roll(2) == 0) {
      reached.mark(notStored);
    } else {
      store(request.entries().get(entry), request.items()[entry], request);
      reached.mark(stored);
    }
    return meant;
  }

  private void store(SendMessageBatchRequestEntry message, int[] items, Request request) {
    if (request.answerIsLost()) {
      boolean inTime = time.now() < request.sentAt() + setup.requestTimeoutMs();
      reached.mark(inTime ? State.STORED_WITHOUT_ANSWER : State.STORED_AFTER_TIMEOUT);
    }
    if (!setup.fifo()) {
      ledger.stored(null, items, request);
      return;
    }
    Long before = remembered.get(message.messageDeduplicationId());
    if (before != null && time.now() - before < FIVE_MINUTES_MS) {
      reached.mark(State.DUPLICATE_SWALLOWED);
      if (!ledger.isStored(items)) {
        throw new Violation(
            "swallowed", "item " + items[0] + " has the deduplication id of another");
      }
      return;
    }
    if (before != null) {
      reached.mark(State.DUPLICATE_AFTER_FIVE_MINUTES);
    }
    remembered.put(message.messageDeduplicationId(), time.now());
    ledger.stored(message.messageGroupId(), items, request);
  }
}
