package io.github.sqsconnect.exhaustive;

import io.github.sqsconnect.SimulatedTask;
import io.github.sqsconnect.message.OutboundMessage;
import io.github.sqsconnect.simulation.Violation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;

/**
 * The private fields of a task that make up its state. Every class on the way is held to the fields
 * known here, so that a new one cannot be overlooked.
 */
final class Core {
  private static final String D = "delivery.";
  private static final Peek PIPELINE = Peek.at("SimulatedTask", "pipeline");
  private static final Peek STARTED = Peek.at("SimulatedTask", "started");
  private static final Peek PAUSER = Peek.at("StartedTask", "pauser");
  private static final Peek PAUSED = Peek.at("PartitionPauser", "paused");
  private static final Peek FULL = Peek.at("PartitionPauser", "full");
  private static final Peek OFFSETS = Peek.at(D + "DeliveryPipeline", "offsets");
  private static final Peek ACCUMULATOR = Peek.at(D + "DeliveryPipeline", "accumulator");
  private static final Peek SETTLEMENT = Peek.at(D + "DeliveryPipeline", "settlement");
  private static final Peek ERRANT = Peek.at(D + "DeliveryPipeline", "errantRecords");
  private static final Peek IN_FLIGHT = Peek.at(D + "DeliveryPipeline", "inFlight");
  private static final Peek PARTITIONS = Peek.at(D + "OffsetTracker", "partitions");
  private static final Peek UNASSEMBLED = Peek.at(D + "DeliveryPipeline", "unassembled");
  private static final Peek TOPIC_PARTITION = Peek.at(D + "PartitionOffsets", "topicPartition");
  private static final Peek FIRST = Peek.at(D + "PartitionOffsets", "first");
  private static final Peek OUTSTANDING = Peek.at(D + "PartitionOffsets", "outstanding");
  private static final Peek REGISTERED = Peek.at(D + "PartitionOffsets", "registered");
  private static final Peek LAST_OFFSET = Peek.at(D + "PartitionOffsets", "lastOffset");
  private static final Peek CLOSED = Peek.at(D + "PartitionOffsets", "closed");
  private static final Peek PARTITION = Peek.at(D + "TrackedRecord", "partition");
  private static final Peek RECORD = Peek.at(D + "TrackedRecord", "record");
  private static final Peek OFFSET = Peek.at(D + "TrackedRecord", "offset");
  private static final Peek PLACE = Peek.at(D + "TrackedRecord", "sequence");
  private static final Peek BYTES = Peek.at(D + "TrackedRecord", "bytes");
  private static final Peek NEXT = Peek.at(D + "TrackedRecord", "next");
  private static final Peek FORGOTTEN = Peek.at(D + "TrackedRecord", "orphaned");
  private static final Peek REGISTERED_AT = Peek.at(D + "TrackedRecord", "registeredAt");
  private static final Peek OPEN_MESSAGES = Peek.at(D + "TrackedRecord", "unfinishedMessages");
  private static final Peek REJECTION = Peek.at(D + "TrackedRecord", "rejection");
  private static final Peek BACKLOGS = Peek.at(D + "MessageAccumulator", "backlogs");
  private static final Peek LANES = Peek.at(D + "QueueBacklog", "buffer");
  private static final Peek WINDOW = Peek.at(D + "QueueBacklog", "window");
  private static final Peek PREPARED = Peek.at(D + "QueueBacklog", "halves");
  private static final Peek UNDER_WAY = Peek.at(D + "QueueBacklog", "originalsInFlight");
  private static final Peek FAILURES = Peek.at(D + "QueueBacklog", "failuresInARow");
  private static final Peek NOT_BEFORE = Peek.at(D + "QueueBacklog", "notBefore");
  private static final Peek REFUSED_IN_A_ROW = Peek.at(D + "QueueBacklog", "rejectedInARow");
  private static final Peek PROBE = Peek.at(D + "QueueBacklog", "probe");
  private static final Question IS_OPEN = Question.at(D + "QueueBacklog", "isOpen");
  private static final Question IS_SENDABLE = Question.at(D + "QueueBacklog", "isSendable");
  private static final Peek WINDOW_SIZE = Peek.at(D + "InFlightWindow", "size");
  private static final Peek WINDOW_IN_FLIGHT = Peek.at(D + "InFlightWindow", "inFlight");
  private static final Peek SUCCESSES = Peek.at(D + "InFlightWindow", "successes");
  private static final Peek HALVED_AT = Peek.at(D + "InFlightWindow", "halvedAt");
  private static final Peek WAITING = Peek.at(D + "StandardBuffer", "waiting");
  private static final Peek BACKING_OFF = Peek.at(D + "StandardBuffer", "backingOff");
  private static final Peek WAITING_BYTES = Peek.at(D + "StandardBuffer", "waitingBytes");
  private static final Peek GROUPS = Peek.at(D + "FifoBuffer", "groups");
  private static final Peek READY = Peek.at(D + "FifoBuffer", "ready");
  private static final Peek GROUPS_BACKING_OFF = Peek.at(D + "FifoBuffer", "backingOff");
  private static final Peek GROUPS_SIZE = Peek.at(D + "FifoBuffer", "size");
  private static final Peek LANE_WAITING = Peek.at(D + "FifoBuffer$Group", "waiting");
  private static final Peek LANE_BACK = Peek.at(D + "FifoBuffer$Group", "reenqueued");
  private static final Peek LANE_AWAY = Peek.at(D + "FifoBuffer$Group", "inFlight");
  private static final Peek LANE_DUE_AT = Peek.at(D + "FifoBuffer$Group", "dueAt");
  private static final Peek TICKET = Peek.at(D + "Delivery", "record");
  private static final Peek MESSAGE = Peek.at(D + "Delivery", "message");
  private static final Peek APPENDED_AT = Peek.at(D + "Delivery", "appendedAt");
  private static final Peek IS_FATAL = Peek.at(D + "Delivery", "isFatal");
  private static final Peek FATAL_SINCE = Peek.at(D + "Delivery", "fatalSince");
  private static final Peek DUE_AT = Peek.at(D + "Delivery", "dueAt");
  private static final Peek DELIVERIES = Peek.at(D + "MessageBatch", "deliveries");
  private static final Peek WHOLE = Peek.at(D + "MessageBatch", "original");
  private static final Peek BISECTION = Peek.at(D + "MessageBatch", "search");
  private static final Peek SENT_AT = Peek.at(D + "MessageBatch", "sentAt");
  private static final Peek SEARCH_SIZE = Peek.at(D + "BadEntrySearch", "size");
  private static final Peek SUSPECTS = Peek.at(D + "BadEntrySearch", "rejectedEntries");
  private static final Peek SEARCH_OPEN = Peek.at(D + "BadEntrySearch", "undecided");
  private static final Peek SUSPECT = Peek.at(D + "BadEntrySearch$RejectedEntry", "delivery");
  private static final Peek REJECTED = Peek.at(D + "OutcomeHandler", "rejected");
  private static final Peek HELD = Peek.at(D + "OutcomeHandler", "held");
  private static final Peek HELD_TICKET = Peek.at(D + "OutcomeHandler$Refused", "tracked");
  private static final Peek HELD_UNTIL = Peek.at(D + "OutcomeHandler$Refused", "until");
  private static final Peek ASSEMBLER = Peek.at(D + "OutcomeHandler", "assembler");
  private static final Peek LEARNED = Peek.at("message.MessageAssembler", "learned");
  private static final Peek LEARNED_BYTES = Peek.at("message.LearnedLimit", "bytes");
  private static final Peek LEARNED_AT = Peek.at("message.LearnedLimit", "learnedAt");
  private static final Peek CONFIGURED_BYTES = Peek.at("message.LearnedLimit", "configured");
  private static final Peek SEARCHES = Peek.at(D + "OutcomeHandler", "searches");
  private static final Peek FAILURE = Peek.at(D + "OutcomeHandler", "failure");
  private static final Peek REPORTS = Peek.at(D + "ErrantRecordHandler", "reports");
  private static final Peek REPORTED = Peek.at(D + "ErrantRecordHandler$Report", "tracked");
  private static final Peek CALL = Peek.at(D + "ErrantRecordHandler$Report", "call");

  static {
    Peek.expect(
        "StartedTask", "queue", "pipeline", "pauser", "progress", "errantRecords", "clients");
    Peek.expect("PartitionPauser", "context", "pauseAbove", "resumeBelow", "paused", "full");
    expect("DeliveryPipeline", "settings assembler sender completions errantRecords clock metrics");
    expect("OffsetTracker", "partitions byTopic");
    expect("PartitionOffsets", "topicPartition first last outstanding bytes registered lastOffset");
    expect(
        "TrackedRecord",
        "partition offset sequence registeredAt bytes record unfinishedMessages rejection");
    expect("MessageAccumulator", "settings retryPolicy backlogs bytes bytesOfParts");
    expect("QueueBacklog", "queue retryPolicy limits buffer window halves halvesShareGroups");
    expect("InFlightWindow", "largest size inFlight successes halvedAt");
    expect("RequestLimits", "maxMessages maxBytes");
    expect("StandardBuffer", "limits lingerMs waiting backingOff waitingBytes");
    expect("FifoBuffer", "limits lingerMs strict groups ready backingOff size crowdedGroups");
    expect("FifoBuffer$Group", "id waiting reenqueued inFlight dueAt");
    expect(
        "Delivery",
        "message record appendedAt isPart firstSentAt attempts isFatal fatalSince dueAt");
    expect("MessageBatch", "queue deliveries bytes original search sentAt");
    expect("BadEntrySearch", "size rejectedEntries undecided");
    expect("BadEntrySearch$RejectedEntry", "delivery outcome");
    expect("RateLimit", "messagesPerSecond openAtMicros");
    expect(
        "OutcomeHandler", "settings retryPolicy assembler accumulator credentials clock metrics");
    expect("OutcomeHandler$Refused", "tracked backlog until");
    Peek.expect("message.LearnedLimit", "configured", "bytes", "learnedAt");
    expect("CredentialsRenewal", "sender clock checks checkedAt renewedAt spreadUntil");
    expect("ErrantRecordHandler", "reporter policy calls clock reports");
    expect("ErrantRecordHandler$Report", "tracked what startedAt call");
  }

  private final Object pipeline;
  private final Object pauser;
  private final Object settlement;
  private final Object backlog;

  Core(SimulatedTask task) {
    pipeline = PIPELINE.of(task);
    pauser = PAUSER.of(STARTED.of(task));
    settlement = SETTLEMENT.of(pipeline);
    Map<?, ?> backlogs = (Map<?, ?>) BACKLOGS.of(ACCUMULATOR.of(pipeline));
    backlog = backlogs.isEmpty() ? null : backlogs.values().iterator().next();
  }

  private static void expect(String type, String names) {
    String more =
        switch (type) {
          case "PartitionOffsets" -> " closed";
          case "TrackedRecord" -> " orphaned previous next";
          case "DeliveryPipeline" ->
              " rawSize unassembled offsets accumulator settlement rateLimit inFlight inFlightBytes crowdedGroupWarnings";
          case "QueueBacklog" -> " originalsInFlight failuresInARow notBefore probe rejectedInARow";
          case "OutcomeHandler" -> " rejected held searches retriesTold failure";
          default -> "";
        };
    Peek.expect(D + type, (names + more).split(" "));
  }

  boolean isPaused(TopicPartition partition) {
    return ((Set<?>) PAUSED.of(pauser)).contains(partition);
  }

  boolean isFull() {
    return FULL.is(pauser);
  }

  Map<?, ?> partitions() {
    return (Map<?, ?>) PARTITIONS.of(OFFSETS.of(pipeline));
  }

  Collection<?> inFlight() {
    return (Collection<?>) IN_FLIGHT.of(pipeline);
  }

  /** The outstanding records of a partition; a violation if one was released, or not counted. */
  List<Object> tickets(Object partition) {
    List<Object> tickets = new ArrayList<>();
    for (Object ticket = FIRST.of(partition); ticket != null; ticket = NEXT.of(ticket)) {
      if (RECORD.of(ticket) == null) {
        throw new Violation("released", OFFSET.time(ticket) + " is outstanding");
      }
      tickets.add(ticket);
    }
    if (tickets.size() != OUTSTANDING.number(partition)) {
      throw new Violation("outstanding", OUTSTANDING.number(partition) + ", not " + tickets.size());
    }
    return tickets;
  }

  boolean isAcknowledgedBehindFirst(Object partition) {
    Object first = FIRST.of(partition);
    return first != null
        && OUTSTANDING.number(partition) < REGISTERED.time(partition) - PLACE.time(first);
  }

  long lastOffset(Object partition) {
    return LAST_OFFSET.time(partition);
  }

  /** Records of which no messages are made yet. */
  Iterable<Object> unassembled() {
    return UNASSEMBLED.each(pipeline);
  }

  int partitionOf(Object ticket) {
    return ((TopicPartition) TOPIC_PARTITION.of(PARTITION.of(ticket))).partition();
  }

  long offset(Object ticket) {
    return OFFSET.time(ticket);
  }

  long recordBytes(Object ticket) {
    return BYTES.time(ticket);
  }

  boolean isOrphan(Object ticket) {
    boolean orphan = FORGOTTEN.is(ticket) || CLOSED.is(PARTITION.of(ticket));
    if (orphan && RECORD.of(ticket) != null) {
      throw new Violation("kept", "the record of a closed partition is kept for nothing");
    }
    return orphan;
  }

  long registeredAt(Object ticket) {
    return REGISTERED_AT.time(ticket);
  }

  int openMessages(Object ticket) {
    return OPEN_MESSAGES.number(ticket);
  }

  Object rejection(Object ticket) {
    return REJECTION.of(ticket);
  }

  /** The one queue's backlog; null as long as nothing was put. */
  Object backlog() {
    return backlog;
  }

  /** Whether a request could leave now. */
  boolean couldSend(long now) {
    return backlog != null && IS_OPEN.ask(backlog, now) && IS_SENDABLE.ask(backlog, now);
  }

  int failuresInARow(Object queue) {
    return FAILURES.number(queue);
  }

  long notBefore(Object queue) {
    return NOT_BEFORE.time(queue);
  }

  Object probe(Object queue) {
    return PROBE.of(queue);
  }

  Object window(Object queue) {
    return WINDOW.of(queue);
  }

  int windowSize(Object window) {
    return WINDOW_SIZE.number(window);
  }

  int windowInFlight(Object window) {
    return WINDOW_IN_FLIGHT.number(window);
  }

  int windowSuccesses(Object window) {
    return SUCCESSES.number(window);
  }

  long halvedAt(Object window) {
    return HALVED_AT.time(window);
  }

  Object lanes(Object queue) {
    return LANES.of(queue);
  }

  Iterable<Object> prepared(Object queue) {
    return PREPARED.each(queue);
  }

  /** Requests of which no other part may leave now. */
  Collection<?> underWay(Object queue) {
    return (Collection<?>) UNDER_WAY.of(queue);
  }

  Iterable<Object> waiting(Object lanes) {
    return WAITING.each(lanes);
  }

  Iterable<Object> backingOff(Object lanes) {
    return BACKING_OFF.each(lanes);
  }

  void requireSharedSums(Object lanes, long waitingBytes) {
    if (WAITING_BYTES.time(lanes) != waitingBytes) {
      throw new Violation("waiting bytes", WAITING_BYTES.time(lanes) + " of " + waitingBytes);
    }
  }

  Set<Map.Entry<String, Object>> groups(Object lanes) {
    @SuppressWarnings("unchecked")
    Map<String, Object> groups = (Map<String, Object>) GROUPS.of(lanes);
    return new TreeMap<>(groups).entrySet();
  }

  List<Object> ready(Object lanes) {
    return list(READY.each(lanes));
  }

  List<Object> groupsBackingOff(Object lanes) {
    return list(GROUPS_BACKING_OFF.each(lanes));
  }

  private static List<Object> list(Iterable<Object> all) {
    List<Object> list = new ArrayList<>();
    all.forEach(list::add);
    return list;
  }

  void requireGroupSums(Object lanes, int count) {
    if (GROUPS_SIZE.number(lanes) != count) {
      throw new Violation("waiting", GROUPS_SIZE.number(lanes) + " are counted, not " + count);
    }
  }

  Iterable<Object> groupWaiting(Object lane) {
    return LANE_WAITING.each(lane);
  }

  /** What came back while others of its group are still away. */
  Iterable<Object> groupBack(Object lane) {
    return LANE_BACK.each(lane);
  }

  int groupAway(Object lane) {
    return LANE_AWAY.number(lane);
  }

  long laneDueAt(Object lane) {
    return LANE_DUE_AT.time(lane);
  }

  Object ticket(Object delivery) {
    return TICKET.of(delivery);
  }

  int bytesOf(Object delivery) {
    return ((OutboundMessage) MESSAGE.of(delivery)).bytes();
  }

  long appendedAt(Object delivery) {
    return APPENDED_AT.time(delivery);
  }

  boolean isFatal(Object delivery) {
    return IS_FATAL.is(delivery);
  }

  long fatalSince(Object delivery) {
    return FATAL_SINCE.time(delivery);
  }

  long dueAt(Object delivery) {
    return DUE_AT.time(delivery);
  }

  Iterable<Object> deliveries(Object batch) {
    return DELIVERIES.each(batch);
  }

  /** The request that this one is a part of, or itself. */
  Object whole(Object batch) {
    Object whole = WHOLE.of(batch);
    return whole == null ? batch : whole;
  }

  Object bisection(Object batch) {
    return BISECTION.of(batch);
  }

  long sentAt(Object batch) {
    return SENT_AT.time(batch);
  }

  int searchSize(Object search) {
    return SEARCH_SIZE.number(search);
  }

  int searchOpen(Object search) {
    return SEARCH_OPEN.number(search);
  }

  Iterable<Object> suspects(Object search) {
    return SUSPECTS.each(search);
  }

  Object suspectDelivery(Object suspect) {
    return SUSPECT.of(suspect);
  }

  Iterable<Object> searches() {
    return SEARCHES.each(settlement);
  }

  Iterable<Object> rejected() {
    return REJECTED.each(settlement);
  }

  /** Records that SQS refused and that are not reported yet. */
  Iterable<Object> held() {
    return HELD.each(settlement);
  }

  Object ticketOfHeld(Object refused) {
    return HELD_TICKET.of(refused);
  }

  long heldUntil(Object refused) {
    return HELD_UNTIL.time(refused);
  }

  boolean isRefusing(Object queue) {
    return REFUSED_IN_A_ROW.number(queue) > 0;
  }

  /** Whether a limit of messages is learned; there is but one. */
  boolean hasLearned() {
    Object learned = LEARNED.of(ASSEMBLER.of(settlement));
    return LEARNED_BYTES.number(learned) != CONFIGURED_BYTES.number(learned);
  }

  /** Whether a request that was sent then would show that the learned limit was raised. */
  boolean showsRaise(long sentAt) {
    return hasLearned() && sentAt >= LEARNED_AT.time(LEARNED.of(ASSEMBLER.of(settlement)));
  }

  boolean hasFailure() {
    return FAILURE.of(settlement) != null;
  }

  Iterable<Object> reports() {
    return REPORTS.each(ERRANT.of(pipeline));
  }

  Object ticketOfReport(Object reported) {
    return REPORTED.of(reported);
  }

  Object call(Object reported) {
    return CALL.of(reported);
  }
}
