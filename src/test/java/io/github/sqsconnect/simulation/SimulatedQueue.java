package io.github.sqsconnect.simulation;

import io.github.sqsconnect.delivery.Completion;
import io.github.sqsconnect.delivery.DeliveryOutcome;
import io.github.sqsconnect.message.OutboundMessage;
import io.github.sqsconnect.simulation.PlannedRecord.Kind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

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
        event.request().client().receive(event.request());
      } else {
        arrive(event.request());
      }
    }
    time.advanceTo(now);
  }

  void send(Request request) {
    int up = weather.latency();
    int down = weather.latency();
    Fault.Kind fate = weather.lossOf();
    long timeout = request.sentAt() + setup.requestTimeoutMs();
    boolean late = up + down > setup.requestTimeoutMs();
    if (late || fate != null) {
      request.loseAnswer();
      request.answer(Completion.failed(request.batch(), Answers.TIMEOUT));
      schedule(timeout, true, request);
    }
    if (fate == Fault.Kind.OUTAGE) {
      reached.mark(State.OUTAGE);
      return;
    }
    if (fate == Fault.Kind.LATE_STORE) {
      up += (int) setup.requestTimeoutMs() + weather.roll(60_000);
    }
    schedule(request.sentAt() + up, false, request);
  }

  private void schedule(long at, boolean isAnswer, Request request) {
    events.add(new Event(at, order++, isAnswer, request));
  }

  private void arrive(Request request) {
    Completion completion = serve(request);
    if (request.answerIsLost()) {
      story.add("queue", "request " + request.number() + " is served, its answer is lost");
      return;
    }
    request.answer(completion);
    schedule(time.now() + weather.latency(), true, request);
  }

  private Completion serve(Request request) {
    DeliveryOutcome ofAll = weather.verdictOnRequest();
    if (ofAll == null && request.batch().bytes() > setup.requestLimit()) {
      reached.mark(State.REQUEST_TOO_LONG);
      ofAll = request.size() > 1 ? Answers.TOO_LONG : Answers.tooLarge(setup.requestLimit());
    }
    if (ofAll == null && isSpoiled(request)) {
      ofAll = Answers.SPOILED;
    }
    if (ofAll != null) {
      return Completion.failed(request.batch(), ofAll);
    }
    DeliveryOutcome[] outcomes = new DeliveryOutcome[request.size()];
    for (int i = 0; i < outcomes.length; i++) {
      outcomes[i] = serve(request, i);
    }
    return Completion.of(request.batch(), List.of(outcomes));
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
    OutboundMessage message = request.batch().deliveries().get(entry).message();
    int[] items = request.items()[entry];
    if (message.bytes() > setup.messageLimit()) {
      reached.mark(State.MESSAGE_TOO_LARGE);
      return Answers.tooLarge(setup.messageLimit());
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
    boolean unaccounted = weather.isUnaccounted();
    if (unaccounted && weather.roll(2) == 0) {
      reached.mark(State.UNACCOUNTED_NOT_STORED);
      return Answers.UNACCOUNTED;
    }
    store(message, items, request);
    if (unaccounted) {
      reached.mark(State.UNACCOUNTED_STORED);
      return Answers.UNACCOUNTED;
    }
    return Answers.DELIVERED;
  }

  private void store(OutboundMessage message, int[] items, Request request) {
    if (request.answerIsLost()) {
      boolean inTime = time.now() < request.sentAt() + setup.requestTimeoutMs();
      reached.mark(inTime ? State.STORED_WITHOUT_ANSWER : State.STORED_AFTER_TIMEOUT);
    }
    if (!setup.fifo()) {
      ledger.stored(null, items);
      return;
    }
    Long before = remembered.get(message.deduplicationId());
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
    remembered.put(message.deduplicationId(), time.now());
    ledger.stored(message.groupId(), items);
  }
}
