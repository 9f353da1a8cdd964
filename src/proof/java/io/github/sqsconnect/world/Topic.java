package io.github.sqsconnect.world;

import io.github.sqsconnect.world.PlannedRecord.Kind;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * The topic in Kafka, or two: see {@link WorldSetup#queueOf}. Records are numbered in the order of
 * the plan. Their items (see {@link Ledger}) are numbered in the order of their offsets, partition
 * by partition.
 */
public final class Topic {
  /** The bytes that each record counts besides its key and value. */
  public static final int RECORD_BYTES = 512;

  private final WorldSetup setup;
  private final List<PlannedRecord> records;
  private final TopicPartition[] partitions;
  private final int[][] log;
  private final long[] offsets;
  private final int[] firstItems;
  private final int[] itemCounts;
  private final int[] recordOfItem;
  private long reads;

  public Topic(WorldSetup setup, List<PlannedRecord> records) {
    this.setup = setup;
    this.records = records;
    partitions = new TopicPartition[setup.partitions()];
    log = new int[setup.partitions()][];
    offsets = new long[records.size()];
    firstItems = new int[records.size()];
    itemCounts = new int[records.size()];
    int items = 0;
    List<Integer> owners = new ArrayList<>();
    for (int p = 0; p < partitions.length; p++) {
      partitions[p] = new TopicPartition(setup.topic(setup.queueOf(p)), p);
      int[] mine = new int[records.size()];
      int count = 0;
      long offset = p == 0 ? 0 : 1_000L * p;
      for (int r = 0; r < records.size(); r++) {
        PlannedRecord record = records.get(r);
        if (record.partition() != p) {
          continue;
        }
        offset += record.gap();
        offsets[r] = offset++;
        mine[count++] = r;
        firstItems[r] = items;
        itemCounts[r] = RecordBodies.items(record, setup.eventBatches());
        items += itemCounts[r];
        for (int i = 0; i < itemCounts[r]; i++) {
          owners.add(r);
        }
      }
      log[p] = java.util.Arrays.copyOf(mine, count);
    }
    recordOfItem = owners.stream().mapToInt(Integer::intValue).toArray();
  }

  public int records() {
    return records.size();
  }

  public int items() {
    return recordOfItem.length;
  }

  public PlannedRecord record(int record) {
    return records.get(record);
  }

  public Kind kind(int record) {
    return records.get(record).kind();
  }

  public int partitionOf(int record) {
    return records.get(record).partition();
  }

  /** The queue that a record goes to. */
  public int queueOf(int record) {
    return setup.queueOf(partitionOf(record));
  }

  public long offset(int record) {
    return offsets[record];
  }

  public int firstItem(int record) {
    return firstItems[record];
  }

  public int itemCount(int record) {
    return itemCounts[record];
  }

  public int recordOf(int item) {
    return recordOfItem[item];
  }

  public TopicPartition partition(int partition) {
    return partitions[partition];
  }

  /** The records of a partition, in the order of their offsets. */
  public int[] log(int partition) {
    return log[partition];
  }

  /** The offset after the last record of a partition. */
  public long end(int partition) {
    int[] mine = log[partition];
    return mine.length == 0 ? start(partition) : offsets[mine[mine.length - 1]] + 1;
  }

  public long start(int partition) {
    return partition == 0 ? 0 : 1_000L * partition;
  }

  /** The place in the log of the first record at or after an offset. */
  public int placeOf(int partition, long offset) {
    int[] mine = log[partition];
    int low = 0;
    int high = mine.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (offsets[mine[middle]] < offset) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** The record at an offset. */
  public int at(int partition, long offset) {
    int place = placeOf(partition, offset);
    int[] mine = log[partition];
    if (place == mine.length || offsets[mine[place]] != offset) {
      throw new IllegalArgumentException("no record " + partition + "-" + offset);
    }
    return mine[place];
  }

  /**
   * A record as the worker converts it, a new object each time. Where a transform renames the topic
   * it also sets the timestamp from a clock, to another one each time.
   */
  public SinkRecord read(int record) {
    PlannedRecord planned = records.get(record);
    int partition = planned.partition();
    return new SinkRecord(
        setup.topicOfRecords(setup.queueOf(partition)),
        partition,
        Schema.OPTIONAL_STRING_SCHEMA,
        RecordBodies.key(planned),
        Schema.OPTIONAL_STRING_SCHEMA,
        RecordBodies.value(planned, firstItems[record], setup.eventBatches()),
        offsets[record],
        1_700_000_000_000L + (setup.renamedTopic() ? reads++ : offsets[record]),
        TimestampType.CREATE_TIME,
        new ConnectHeaders(),
        partitions[partition].topic(),
        partition,
        offsets[record]);
  }

  /** Whether any record is of that kind. */
  boolean has(Kind kind) {
    return records.stream().anyMatch(record -> record.kind() == kind);
  }

  /** The most messages that a record becomes. */
  int mostItems() {
    int most = 0;
    for (int items : itemCounts) {
      most = Math.max(most, items);
    }
    return most;
  }

  /** When a record can be polled. */
  public long arrivesAt(int record) {
    return setup.startsAt() + records.get(record).arrivesAt();
  }

  public String nameOfItem(int item) {
    return name(recordOf(item));
  }

  public String name(int record) {
    return partitionOf(record) + "-" + offset(record);
  }
}
