package io.github.sqsconnect.delivery;

import io.github.sqsconnect.delivery.DeliveryOutcome.Verdict;
import io.github.sqsconnect.message.TargetQueue;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Detects deduplication ids that different records of one queue share. A FIFO queue keeps the first
 * message of an id and drops the others for five minutes, and its response is a success for all:
 * only the ids show that records are lost.
 *
 * <p>It remembers at most {@value #PLACES} ids, each with the first record it was delivered for. An
 * id replaces another one with the same index. So it can miss some ids. It never counts a record
 * that was delivered twice.
 */
public final class SharedDeduplicationIds implements Completions {
  private static final Logger LOG = LoggerFactory.getLogger(SharedDeduplicationIds.class);

  /** A power of two. */
  private static final int PLACES = 1024;

  /** How long a FIFO queue remembers an id. */
  private static final long REMEMBERED_MS = 300_000;

  /** Records with one id after the first. Fewer may be repetitions by a producer. */
  private static final int MANY = 10;

  private static final long HOUR_MS = 3_600_000;

  private final Completions completions;
  private final MillisClock clock;
  private final String[] ids = new String[PLACES];
  private final TargetQueue[] queues = new TargetQueue[PLACES];
  private final String[] topics = new String[PLACES];
  private final int[] partitions = new int[PLACES];
  private final long[] offsets = new long[PLACES];
  private final long[] since = new long[PLACES];
  private final int[] others = new int[PLACES];
  private final MinimumInterval warned = new MinimumInterval(HOUR_MS);
  private long dropped;

  public SharedDeduplicationIds(Completions completions, MillisClock clock) {
    this.completions = completions;
    this.clock = clock;
  }

  @Override
  public @Nullable Completion take(Duration atMost) {
    Completion completion = completions.take(atMost);
    if (completion != null) {
      check(completion);
    }
    return completion;
  }

  private void check(Completion completion) {
    List<Delivery> deliveries = completion.batch().deliveries();
    for (int i = 0; i < deliveries.size(); i++) {
      Delivery delivery = deliveries.get(i);
      String id = delivery.message().deduplicationId();
      if (id != null && completion.outcomes().get(i).verdict() == Verdict.DELIVERED) {
        check(id, delivery.message().queue(), delivery.record());
      }
    }
  }

  private void check(String id, TargetQueue queue, TrackedRecord tracked) {
    long now = clock.now();
    TopicPartition partition = tracked.topicPartition();
    int hash = id.hashCode() + queue.hashCode();
    int place = (hash ^ (hash >>> 16)) & (PLACES - 1);
    boolean isOther = !id.equals(ids[place]) || !queue.equals(queues[place]);
    if (isOther || now - since[place] >= REMEMBERED_MS) {
      ids[place] = id;
      queues[place] = queue;
      topics[place] = partition.topic();
      partitions[place] = partition.partition();
      offsets[place] = tracked.offset();
      since[place] = now;
      others[place] = 0;
    } else if (offsets[place] != tracked.offset()
        || partitions[place] != partition.partition()
        || !topics[place].equals(partition.topic())) {
      others[place]++;
      dropped++;
      if (others[place] >= MANY && warned.tryAcquire(now)) {
        LOG.warn(
            "event=deduplication_id_shared dropped={}; different records have the same deduplication id, and the FIFO"
                + " queue keeps only the first message of an id within five minutes. If this is not intended, set"
                + " sqs.message.deduplication.id to auto, or to a template that differs for each record",
            dropped);
        dropped = 0;
      }
    }
  }
}
