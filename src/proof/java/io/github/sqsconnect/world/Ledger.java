package io.github.sqsconnect.world;

import io.github.sqsconnect.world.PlannedRecord.Kind;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * What really happened to every record, recorded outside the connector. The ledger checks the
 * promises against it. It survives restarts and crashes of tasks, as the queue and the topic do.
 *
 * <p>An <em>item</em> is the smallest content that is delivered by itself: one event of a record,
 * or the whole record if it is not split into events. A message carries one item or more. An
 * <em>epoch</em> is the number of a partition's assignment. It also changes when offsets go back.
 * What is recorded for an item or a record belongs to the epoch beside it; with an older epoch it
 * no longer counts.
 */
public final class Ledger {
  private final WorldSetup setup;
  private final Topic topic;
  private final GroupOrder order;
  private final ReachedStates reached;

  /** Items that are in the queue, or were. */
  private final BitSet stored = new BitSet();

  /** Items that SQS has rejected at least once. */
  private final BitSet refused = new BitSet();

  /** Records that the reporter has written. */
  private final BitSet writtenReports = new BitSet();

  /** By the first and the last item of a message. */
  private final Map<Long, String> deduplicationIds = new HashMap<>();

  /** By partition, its current assignment, or null. */
  private final Assignment[] open;

  // By record: the epoch in which it was put, or reported, and its index in the assignment.
  private final int[] registeredIn;
  private final int[] positionIn;
  private final int[] itemsLeft;
  private final int[] reportedIn;

  // By item: the epoch in which it was delivered, rejected, sent, or failed with a fatal outcome.
  private final int[] deliveredIn;
  private final int[] refusedIn;
  private final int[] inFlightIn;
  private final int[] sentIn;
  private final int[] fatalIn;
  private final long[] fatalSince;
  private final long[] firstSentAt;
  private final SinkRecord[] given;
  private final long[] givenAt;
  private final boolean hasSpoiling;
  private int epochs;

  public Ledger(WorldSetup setup, Topic topic, ReachedStates reached) {
    this.topic = topic;
    this.reached = reached;
    this.setup = setup;
    order = setup.fifoQueue() >= 0 ? new GroupOrder(setup, topic, reached) : null;
    hasSpoiling = topic.has(Kind.SPOILING);
    open = new Assignment[setup.partitions()];
    registeredIn = new int[topic.records()];
    positionIn = new int[topic.records()];
    itemsLeft = new int[topic.records()];
    reportedIn = new int[topic.records()];
    given = new SinkRecord[topic.records()];
    givenAt = new long[topic.records()];
    deliveredIn = new int[topic.items()];
    refusedIn = new int[topic.items()];
    inFlightIn = new int[topic.items()];
    sentIn = new int[topic.items()];
    fatalIn = new int[topic.items()];
    fatalSince = new long[topic.items()];
    firstSentAt = new long[topic.items()];
  }

  public Assignment assignment(int partition) {
    return open[partition];
  }

  public void opened(int partition, TaskLifecycle owner) {
    if (open[partition] != null) {
      throw new IllegalStateException("partition " + partition + " has two owners");
    }
    open[partition] = new Assignment(++epochs, owner);
  }

  public void closed(int partition) {
    markSearch(partition);
    open[partition] = null;
  }

  private void markSearch(int partition) {
    if (!hasSpoiling || open[partition] == null) {
      return;
    }
    for (int record : topic.log(partition)) {
      int epoch = registeredIn[record];
      if (open[partition].owns(epoch)
          && topic.kind(record) == Kind.SPOILING
          && refusedIn[topic.firstItem(record)] == epoch
          && reportedIn[record] != epoch) {
        reached.mark(ReachableState.PARTITION_CLOSED_DURING_SEARCH);
      }
    }
  }

  /** A task has ended, so it owns no partition any more. */
  public void allClosed(TaskLifecycle owner) {
    for (int p = 0; p < open.length; p++) {
      if (open[p] != null && open[p].owner() == owner) {
        open[p] = null;
      }
    }
  }

  /**
   * The worker puts a record to the task.
   *
   * @return whether its offset was put before: offsets went back
   */
  public boolean given(int record, SinkRecord instance, long now) {
    int partition = topic.partitionOf(record);
    long offset = topic.offset(record);
    Assignment assignment = open[partition];
    boolean goesBack = assignment.goesBackWith(offset);
    if (goesBack) {
      reached.mark(ReachableState.OFFSETS_WENT_BACK);
      for (int forgotten : assignment.goBackTo(offset, ++epochs, topic)) {
        registeredIn[forgotten] = 0;
      }
    }
    registeredIn[record] = assignment.epoch();
    positionIn[record] = assignment.register(record, offset, now);
    itemsLeft[record] = topic.itemCount(record);
    given[record] = instance;
    givenAt[record] = now;
    String key = (String) instance.key();
    String value = (String) instance.value();
    assignment.retain(
        positionIn[record],
        Topic.RECORD_BYTES
            + (key == null ? 0 : key.length())
            + (value == null ? 0 : value.length()));
    return goesBack;
  }

  /** The task has built the record's messages, or found that it has none. */
  public void assembled(int record) {
    Assignment assignment = open[topic.partitionOf(record)];
    if (topic.kind(record) == Kind.FILTERED
        && assignment != null
        && assignment.owns(registeredIn[record])) {
      assignment.done(positionIn[record]);
    }
  }

  /** How many bytes the outstanding records of a task must add to its buffer. */
  public long retainedBytes(TaskLifecycle owner) {
    long bytes = 0;
    for (int queue = 0; queue < setup.queues(); queue++) {
      bytes += retainedBytes(owner, queue);
    }
    return bytes;
  }

  /** The same for the partitions that the task counts for one queue. */
  long retainedBytes(TaskLifecycle owner, int queue) {
    long bytes = 0;
    for (int p = 0; p < open.length; p++) {
      bytes += isOf(p, owner, queue) ? open[p].retained() : 0;
    }
    return bytes;
  }

  /**
   * Whether a task owns a partition and counts it for a queue. Before the first record, only the
   * topic in Kafka is known; if a transform renames it, the first queue is expected.
   */
  boolean isOf(int partition, TaskLifecycle owner, int queue) {
    Assignment assignment = open[partition];
    boolean isExpected = setup.renamedTopic() && assignment != null && !assignment.hasRecords();
    return assignment != null
        && assignment.owner() == owner
        && (isExpected ? 0 : setup.queueOf(partition)) == queue;
  }

  /** Among how many queues a task must divide what it has. */
  int shares(TaskLifecycle owner) {
    int shares = 0;
    for (int queue = 0; queue < setup.queues(); queue++) {
      shares += isUsed(owner, queue) ? 1 : 0;
    }
    return Math.max(1, shares);
  }

  /** Whether a task owns a partition that it counts for a queue. */
  boolean isUsed(TaskLifecycle owner, int queue) {
    for (int p = 0; p < open.length; p++) {
      if (isOf(p, owner, queue)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether a task has had a message for a queue since before a time, and has not tried to send it,
   * nor waits for any other message to that queue.
   */
  boolean isIdleWithWork(TaskLifecycle owner, int queue, long before) {
    boolean hasWork = false;
    for (int p = 0; p < open.length; p++) {
      if (setup.queueOf(p) != queue || open[p] == null || open[p].owner() != owner) {
        continue;
      }
      for (int record : open[p].outstanding()) {
        for (int i = 0; i < topic.itemCount(record); i++) {
          if (sentIn[topic.firstItem(record) + i] == registeredIn[record]) {
            return false;
          }
        }
        hasWork |= topic.itemCount(record) > 0 && givenAt[record] <= before;
      }
    }
    return hasWork;
  }

  /** The task sends an item, which it must own. Returns the epoch. */
  public int sent(int item, long now, TaskLifecycle sender) {
    int record = topic.recordOf(item);
    Assignment assignment = open[topic.partitionOf(record)];
    if (assignment == null
        || assignment.owner() != sender
        || !assignment.owns(registeredIn[record])) {
      throw new Violation(
          "sent without owning", "record " + topic.name(record) + " is not the task's to send");
    }
    int epoch = registeredIn[record];
    if (deliveredIn[item] == epoch) {
      throw new Violation(
          "resent", "record " + topic.name(record) + " was acknowledged and is resent");
    }
    if (inFlightIn[item] == epoch) {
      throw new Violation(
          "sent twice at once", "record " + topic.name(record) + " is in flight and is resent");
    }
    inFlightIn[item] = epoch;
    if (sentIn[item] != epoch) {
      sentIn[item] = epoch;
      firstSentAt[item] = now;
    }
    refusedIn[item] = 0;
    return epoch;
  }

  /** The task reads in a response that SQS has stored an item. */
  public void acknowledged(int item, int epoch) {
    inFlightIn[item] = inFlightIn[item] == epoch ? 0 : inFlightIn[item];
    int record = topic.recordOf(item);
    Assignment assignment = open[topic.partitionOf(record)];
    if (!isCurrent(item, epoch)) {
      return;
    }
    deliveredIn[item] = epoch;
    itemsLeft[record]--;
    if (itemsLeft[record] == 0) {
      assignment.done(positionIn[record]);
    }
  }

  /** Whether the task still owns an item that was sent in that epoch. */
  public boolean isCurrent(int item, int epoch) {
    return isGivenIn(topic.recordOf(item), epoch);
  }

  /** Whether the task still owns a record that was put in that epoch. */
  boolean isGivenIn(int record, int epoch) {
    Assignment assignment = open[topic.partitionOf(record)];
    return assignment != null && assignment.owns(epoch) && registeredIn[record] == epoch;
  }

  /** The time since an item was first sent. */
  public long triedFor(int item, long now) {
    return now - firstSentAt[item];
  }

  /** The task reads in a response that an item failed. */
  public void failed(int item, int epoch) {
    inFlightIn[item] = inFlightIn[item] == epoch ? 0 : inFlightIn[item];
  }

  /**
   * The task reads in a response that SQS rejects an item.
   *
   * @param isFinal whether its message is neither split nor retried
   */
  public void refused(int item, int epoch, boolean isFinal) {
    failed(item, epoch);
    refused.set(item);
    refusedIn[item] = Math.max(refusedIn[item], epoch);
    if (isFinal && order != null) {
      order.refused(item);
    }
  }

  /** For how long every response for an item has been a fatal one. */
  public long fatalFor(int item, int epoch, long now) {
    if (fatalIn[item] != epoch) {
      fatalIn[item] = epoch;
      fatalSince[item] = now;
    }
    return now - fatalSince[item];
  }

  public void notFatal(int item) {
    fatalIn[item] = 0;
  }

  /** A message must have a group, and the same deduplication id each time it is sent. */
  public void requireIds(String group, String deduplicationId, int[] items) {
    long key = ((long) items[0] << 32) | items[items.length - 1];
    String before = deduplicationIds.putIfAbsent(key, deduplicationId);
    if (before != null && !before.equals(deduplicationId)) {
      throw new Violation(
          "another deduplication id", "item " + items[0] + " was " + before + ", is another");
    }
    if (group == null || deduplicationId == null) {
      throw new Violation("no group", "item " + items[0] + " has no group or deduplication id");
    }
  }

  /** SQS stores a message. */
  public void stored(String group, int[] items, Request by) {
    for (int item : items) {
      if (stored.get(item)) {
        reached.mark(ReachableState.DUPLICATE_STORED);
        continue;
      }
      stored.set(item);
      if (order != null && group != null) {
        order.storedFirst(group, item, by);
      }
    }
  }

  /** Another member of the consumer group delivers a record that the task does not own. */
  public void storedElsewhere(int record) {
    for (int i = 0; i < topic.itemCount(record); i++) {
      stored.set(topic.firstItem(record) + i);
    }
  }

  public boolean isStored(int[] items) {
    for (int item : items) {
      if (!stored.get(item)) {
        return false;
      }
    }
    return true;
  }

  /** The task passes a record to the reporter, which it must be allowed to. Returns the epoch. */
  public int reported(int record, SinkRecord instance, TaskLifecycle reporter) {
    Assignment assignment = open[topic.partitionOf(record)];
    if (assignment == null
        || assignment.owner() != reporter
        || !assignment.owns(registeredIn[record])) {
      throw new Violation("reported without owning", "record " + topic.name(record));
    }
    if (given[record] != instance) {
      throw new Violation("reported a copy", "record " + topic.name(record));
    }
    int epoch = registeredIn[record];
    if (reportedIn[record] == epoch) {
      throw new Violation("reported twice", "record " + topic.name(record));
    }
    reportedIn[record] = epoch;
    boolean someRefused = topic.kind(record) == Kind.POISON;
    for (int i = 0; i < topic.itemCount(record); i++) {
      int item = topic.firstItem(record) + i;
      if (refusedIn[item] == epoch) {
        someRefused = true;
      } else if (deliveredIn[item] != epoch) {
        throw new Violation(
            "reported early", "record " + topic.name(record) + " has siblings that are not done");
      }
    }
    if (!someRefused) {
      throw new Violation("reported without reason", "record " + topic.name(record));
    }
    if (topic.kind(record) == Kind.SPOILING) {
      reached.mark(ReachableState.BAD_ENTRY_FOUND_BY_HALVING);
    }
    if (topic.itemCount(record) > 1) {
      reached.mark(ReachableState.RECORD_OF_SEVERAL_MESSAGES_REPORTED);
    }
    return epoch;
  }

  /** The reporter has written the record. */
  public void reportWritten(int record) {
    writtenReports.set(record);
  }

  /** The task has seen that the reporter has written the record. */
  public void reportSeen(int record, int epoch) {
    Assignment assignment = open[topic.partitionOf(record)];
    if (isGivenIn(record, epoch)) {
      assignment.done(positionIn[record]);
    }
  }

  /** The offset that the task should offer for a partition. */
  public long committable(int partition, long current) {
    int first = open[partition].first();
    return first < 0 ? current : Math.min(current, topic.offset(first));
  }

  /** Offsets below {@code to} are about to be committed: their records must be safe. */
  public void committed(int partition, long from, long to) {
    int[] log = topic.log(partition);
    for (int place = topic.placeOf(partition, from);
        place < log.length && topic.offset(log[place]) < to;
        place++) {
      requireSafe(log[place], to);
    }
  }

  private void requireSafe(int record, long committed) {
    Kind kind = topic.kind(record);
    if (kind == Kind.FILTERED || kind == Kind.SKIPPED) {
      return;
    }
    boolean isReported = writtenReports.get(record);
    if (!isReported && topic.itemCount(record) == 0) {
      throw new Violation(
          "committed an errant record",
          "record %s is not reported, offset %d is committed",
          topic.name(record),
          committed);
    }
    for (int i = 0; i < topic.itemCount(record); i++) {
      int item = topic.firstItem(record) + i;
      if (!stored.get(item) && !(isReported && refused.get(item))) {
        throw new Violation(
            "committed early",
            "record %s is not in the queue, offset %d is committed",
            topic.name(record),
            committed);
      }
    }
  }

  /**
   * What the task cannot see, as the bits of one number: the items that are stored, the records
   * whose reports are written, the items that were rejected, and those that were rejected finally.
   * Bits are only added, and each bit only permits more: a record that is stored may be committed.
   * For topics of at most 16 records and items.
   */
  public long hiddenState() {
    return word(stored)
        | word(writtenReports) << 16
        | word(refused) << 32
        | word(outOfOrder()) << 48;
  }

  private BitSet outOfOrder() {
    return order == null ? refused : order.outOfOrder();
  }

  private static long word(BitSet bits) {
    return bits.isEmpty() ? 0 : bits.toLongArray()[0];
  }

  /**
   * The status of a record with one message in its current assignment: 0 if it was not put, 1 if it
   * is done, otherwise flags.
   */
  public int statusOf(int record) {
    Assignment assignment = open[topic.partitionOf(record)];
    if (assignment == null || !assignment.owns(registeredIn[record])) {
      return 0;
    }
    if (assignment.isDone(positionIn[record])) {
      return 1;
    }
    int epoch = registeredIn[record];
    int item = topic.firstItem(record);
    return 2
        | bit(reportedIn[record] == epoch, 4)
        | bit(deliveredIn[item] == epoch, 8)
        | bit(refusedIn[item] == epoch, 16)
        | bit(inFlightIn[item] == epoch, 32);
  }

  private static int bit(boolean is, int bit) {
    return is ? bit : 0;
  }

  /**
   * Whether an item of a record with one message is sent although an earlier one of its group is
   * not in the queue. If that never happens the order is kept, whenever the queue stores a request.
   *
   * @param ahead items before it in its own request
   */
  public boolean isSentTooEarly(int item, BitSet ahead) {
    int record = topic.recordOf(item);
    if (topic.itemCount(record) > 1) {
      return false;
    }
    int group = topic.record(record).group();
    for (int before : topic.log(topic.partitionOf(record))) {
      if (before == record) {
        return false;
      }
      int first = topic.firstItem(before);
      if (topic.record(before).group() == group
          && topic.itemCount(before) == 1
          && !stored.get(first)
          && !ahead.get(first)
          && !outOfOrder().get(first)) {
        return true;
      }
    }
    throw new IllegalStateException(topic.name(record) + " is not in its log");
  }
}
