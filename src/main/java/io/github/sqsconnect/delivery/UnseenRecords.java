package io.github.sqsconnect.delivery;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToLongFunction;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts records that Connect reads and does not pass to the task, because a converter or a
 * transform rejects or drops them. Warns once a minute about partitions that pass on nothing.
 *
 * <p>The task sees only the offset that Connect proposes to commit: the one after the last record
 * that it read, whether or not it passed that record on. Control records, aborted transactions and
 * compacted records do not move it, because the consumer returns none of them ({@code
 * WorkerSinkTask} in Kafka 3.6.2, 3.9.2, 4.1.2 and 4.3.1). So an offset beyond the last record of
 * the task proves that Connect has read more.
 *
 * <pre>
 *   proposed last time   100          100          100
 *   records put since    -            100 to 105   100 to 105
 *   proposed now         120          106          120
 *   not received         20           -            14, the last of them only
 *   warning              yes          no           no: the partition passes records on
 * </pre>
 *
 * <p>Offsets between two records of the task prove nothing: they may be compacted. So it does not
 * notice that some of many records are missing.
 */
public final class UnseenRecords {
  private static final Logger LOG = LoggerFactory.getLogger(UnseenRecords.class);
  private static final long MINUTE_MS = 60_000;

  private final String likelyCause;
  private final boolean areDropsIntended;
  private final MillisClock clock;
  private final MinimumInterval lines = new MinimumInterval(MINUTE_MS);

  /** The offset that Connect proposed last for each open partition. */
  private final Map<TopicPartition, Long> proposed = new HashMap<>();

  private final Set<String> silentTopics = new TreeSet<>();
  private boolean isInPut;
  private long countOfLine;
  private long count;

  /**
   * A counter at 0.
   *
   * @param likelyCause the settings to check, for the warning
   * @param areDropsIntended whether a transform drops records by design; then it logs at INFO
   */
  public UnseenRecords(String likelyCause, boolean areDropsIntended, MillisClock clock) {
    this.likelyCause = likelyCause;
    this.areDropsIntended = areDropsIntended;
    this.clock = clock;
  }

  /** Partitions were assigned or revoked: where Connect reads them now is not known. */
  public void forget(Collection<TopicPartition> partitions) {
    proposed.keySet().removeAll(partitions);
  }

  /** Connect puts records. If the call fails, it never ends. */
  public void putBegins() {
    isInPut = true;
  }

  /** Connect counts the records of the call as read. */
  public void putEnds() {
    isInPut = false;
  }

  /**
   * Compares the offsets that Connect proposes with the records that it has put.
   *
   * @param lastPut returns the offset of the last record of an open partition, or -1
   */
  public void observe(
      Map<TopicPartition, OffsetAndMetadata> current, ToLongFunction<TopicPartition> lastPut) {
    if (isInPut) {
      return; // The call has failed: Connect proposes the offsets of before it.
    }
    current.forEach(
        (partition, offset) ->
            observe(partition, offset.offset(), lastPut.applyAsLong(partition) + 1));
    logSilentPartitions();
  }

  /**
   * Compares the offsets of one partition.
   *
   * @param afterLast the offset after the last record that was put, or 0
   */
  private void observe(TopicPartition partition, long now, long afterLast) {
    Long before = proposed.put(partition, now);
    if (before == null && afterLast == 0) {
      return; // Connect may have started here.
    }
    long known = before == null ? afterLast : Math.max(before, afterLast);
    if (now <= known) {
      return; // Also if offsets went back.
    }

    count += now - known;
    if (before != null && afterLast <= before) {
      countOfLine += now - known;
      silentTopics.add(partition.topic());
    }
  }

  private void logSilentPartitions() {
    if (countOfLine == 0 || !lines.tryAcquire(clock.now())) {
      return;
    }
    String line =
        "event=records_not_received count="
            + countOfLine
            + " total="
            + count
            + " topics="
            + silentTopics
            + "; Connect read at most so many records and passed none of them to the connector: a converter or a"
            + " transform rejected or dropped them. "
            + likelyCause;
    if (areDropsIntended) {
      LOG.info(line);
    } else {
      LOG.warn(line);
    }
    countOfLine = 0;
    silentTopics.clear();
  }

  /** The records that were not received since the start of the task, as far as it can know. */
  public long count() {
    return count;
  }
}
