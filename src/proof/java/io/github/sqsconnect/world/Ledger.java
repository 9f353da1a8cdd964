package io.github.sqsconnect.world;

import io.github.sqsconnect.world.PlannedRecord.Kind;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * The truth about every record, kept outside the connector, and the promises held against it. It
 * outlives tasks and crashes, as the queue and the topic do.
 */
public final class Ledger {
  private final Topic topic;
  private final GroupOrder order;
  private final ReachedStates reached;
  private final BitSet stored = new BitSet();
  private final BitSet refused = new BitSet();
  private final BitSet taken = new BitSet();

  private final Map<Long, String> deduplicationIds = new HashMap<>();

  private final Assignment[] open;
  private final int[] registeredIn;
  private final int[] placeIn;
  private final int[] itemsLeft;
  private final int[] reportedIn;
  private final int[] deliveredIn;
  private final int[] refusedIn;
  private final int[] inFlightIn;
  private final int[] sentIn;
  private final int[] fatalIn;
  private final long[] fatalSince;
  private final long[] firstSentAt;
  private final SinkRecord[] given;
  private final boolean hasSpoiling;
  private int epochs;

  public Ledger(WorldSetup setup, Topic topic, ReachedStates reached) {
    this.topic = topic;
    this.reached = reached;
    order = setup.fifo() ? new GroupOrder(setup, topic, reached) : null;
    hasSpoiling = topic.has(Kind.SPOILING);
    open = new Assignment[setup.partitions()];
    registeredIn = new int[topic.records()];
    placeIn = new int[topic.records()];
    itemsLeft = new int[topic.records()];
    reportedIn = new int[topic.records()];
    given = new SinkRecord[topic.records()];
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

  public void opened(int partition, TaskLifecycle owner, long startOffset) {
    if (open[partition] != null) {
      throw new IllegalStateException("partition " + partition + " has two owners");
    }
    open[partition] = new Assignment(++epochs, owner, startOffset);
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
        reached.mark(ReachableState.CLOSED_DURING_SEARCH);
      }
    }
  }

  /** A task is gone, and with it all it knew. */
  public void allClosed(TaskLifecycle owner) {
    for (int p = 0; p < open.length; p++) {
      if (open[p] != null && open[p].owner() == owner) {
        open[p] = null;
      }
    }
  }

  /**
   * The record is given to the task.
   *
   * @return whether offsets go back with it
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
    placeIn[record] = assignment.register(record, offset, now);
    itemsLeft[record] = topic.itemCount(record);
    given[record] = instance;
    String key = (String) instance.key();
    String value = (String) instance.value();
    assignment.retain(
        placeIn[record],
        Topic.RECORD_BYTES
            + (key == null ? 0 : key.length())
            + (value == null ? 0 : value.length()));
    return goesBack;
  }

  /** The task has made messages of the record, or seen that there are none to make. */
  public void assembled(int record) {
    Assignment assignment = open[topic.partitionOf(record)];
    if (topic.kind(record) == Kind.FILTERED
        && assignment != null
        && assignment.owns(registeredIn[record])) {
      assignment.done(placeIn[record]);
    }
  }

  /** What the outstanding records of a task count with: they must, and no others may. */
  public long retainedBytes(TaskLifecycle owner) {
    long bytes = 0;
    for (Assignment assignment : open) {
      bytes += assignment != null && assignment.owner() == owner ? assignment.retained() : 0;
    }
    return bytes;
  }

  /** The assignment an item is sent under; checks that the task may send it at all. */
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
          "sent again", "record " + topic.name(record) + " was acknowledged and is sent again");
    }
    if (inFlightIn[item] == epoch) {
      throw new Violation(
          "sent twice at once", "record " + topic.name(record) + " is in flight and is sent again");
    }
    inFlightIn[item] = epoch;
    if (sentIn[item] != epoch) {
      sentIn[item] = epoch;
      firstSentAt[item] = now;
    }
    refusedIn[item] = 0;
    return epoch;
  }

  /** The task learns that SQS has an item. */
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
      assignment.done(placeIn[record]);
    }
  }

  /** Whether an item is still the task's, as of the assignment it was sent under. */
  public boolean isCurrent(int item, int epoch) {
    return isGivenIn(topic.recordOf(item), epoch);
  }

  /** Whether a record is still the task's, as of the assignment it was given in. */
  boolean isGivenIn(int record, int epoch) {
    Assignment assignment = open[topic.partitionOf(record)];
    return assignment != null && assignment.owns(epoch) && registeredIn[record] == epoch;
  }

  /** How long an item has been tried. */
  public long triedFor(int item, long now) {
    return now - firstSentAt[item];
  }

  /** The task learns that an item failed. */
  public void failed(int item, int epoch) {
    inFlightIn[item] = inFlightIn[item] == epoch ? 0 : inFlightIn[item];
  }

  /**
   * The task learns that SQS refuses an item.
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

  /** How long every answer for an item has been that the configuration is wrong. */
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

  /** Whether a message is new to the queue's memory of names, and keeps its own. */
  public void named(String group, String deduplicationId, int[] items) {
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
      if (order != null) {
        order.appears(group, item, by);
      }
    }
  }

  /** Another member of the group delivers a record while the task does not own it. */
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

  /** The task gives a record to the reporter; checks that it may. Returns its assignment. */
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
      reached.mark(ReachableState.BISECTION_FINDS_CULPRIT);
    }
    if (topic.itemCount(record) > 1) {
      reached.mark(ReachableState.REPORTED_RECORD_OF_SEVERAL_MESSAGES);
    }
    return epoch;
  }

  /** The reporter has the record for good. */
  public void reportWritten(int record) {
    taken.set(record);
  }

  /** The task may see that the reporter has the record. */
  public void reportSeen(int record, int epoch) {
    Assignment assignment = open[topic.partitionOf(record)];
    if (isGivenIn(record, epoch)) {
      assignment.done(placeIn[record]);
    }
  }

  /** The offset that the task should offer for a partition. */
  public long committable(int partition, long current) {
    int first = open[partition].first();
    return first < 0 ? current : Math.min(current, topic.offset(first));
  }

  /** Everything below an offset is about to be committed. */
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
    boolean isTaken = taken.get(record);
    if (!isTaken && topic.itemCount(record) == 0) {
      throw new Violation(
          "committed an errant record",
          "record "
              + topic.name(record)
              + " is not with the reporter, "
              + committed
              + " is committed");
    }
    for (int i = 0; i < topic.itemCount(record); i++) {
      int item = topic.firstItem(record) + i;
      if (!stored.get(item) && !(isTaken && refused.get(item))) {
        throw new Violation(
            "lost",
            "record "
                + topic.name(record)
                + " is not in the queue, "
                + committed
                + " is committed");
      }
    }
  }

  /**
   * What was stored, taken, refused, and refused for good, as one number: the four grow only, and
   * the more there is of each the less is forbidden. For topics of up to 16 records and items.
   */
  public long facts() {
    return word(stored) | word(taken) << 16 | word(refused) << 32 | word(outOfOrder()) << 48;
  }

  private BitSet outOfOrder() {
    return order == null ? refused : order.outOfOrder();
  }

  private static long word(BitSet bits) {
    return bits.isEmpty() ? 0 : bits.toLongArray()[0];
  }

  /**
   * How a record of one message stands with the assignment it was given in: 0 if it was not, 1 when
   * it is done, else what is known of it.
   */
  public int standing(int record) {
    Assignment assignment = open[topic.partitionOf(record)];
    if (assignment == null || !assignment.owns(registeredIn[record])) {
      return 0;
    }
    if (assignment.isDone(placeIn[record])) {
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
   * Whether an item of a record with one message is sent although one before it in its group is not
   * in the queue. Order holds, whenever the queue stores what it was sent, if this never happens.
   *
   * @param ahead items that go before it in its own request
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
