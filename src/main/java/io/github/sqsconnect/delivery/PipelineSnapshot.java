package io.github.sqsconnect.delivery;

import io.github.sqsconnect.message.LearnedLimit;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The state of a pipeline at one moment, as plain values. For proofs only: an exhaustive search
 * compares states, and reads them here instead of in private fields. Nothing in the connector calls
 * it, so it costs nothing while records are delivered.
 *
 * <p>Metrics, log intervals and the rate limit are not in it. Requests and searches have an {@code
 * id}: an opaque object, to be compared by identity.
 *
 * @param partitions open partitions
 * @param unassembled registered records that have no messages yet, in order
 * @param queues what waits, by queue
 * @param rejected records that no message could be built from, and that wait to be reported
 * @param held records that SQS refused, and that wait to be reported
 * @param searches searches for bad entries that are not over
 * @param reports reports to the errant-record reporter that are not known to be done
 * @param hasFailure whether the task must stop
 */
public record PipelineSnapshot(
    Map<TopicPartition, PartitionState> partitions,
    List<RecordState> unassembled,
    List<QueueState> queues,
    List<RequestState> inFlight,
    long inFlightBytes,
    long messageBytes,
    LearnedLimit.State messageLimit,
    List<RecordState> rejected,
    List<HeldState> held,
    List<SearchState> searches,
    List<ReportState> reports,
    boolean hasFailure) {

  /**
   * One open partition.
   *
   * @param outstanding its outstanding records, in order
   * @param outstandingCount how many the partition counts
   * @param bytes what it counts for them
   * @param registered how many records were registered since it was opened, or since offsets went
   *     back
   */
  public record PartitionState(
      List<RecordState> outstanding,
      int outstandingCount,
      long bytes,
      long registered,
      long lastOffset) {}

  /**
   * One record that is not done.
   *
   * @param registeredBefore how many records of the partition were registered before it
   * @param isOrphan whether its partition was closed, or offsets went back before it
   * @param keepsRecord whether it still refers to Connect's record
   * @param openMessages how many of its messages are not done
   * @param isRejected whether one of its messages was rejected, or none could be built
   */
  public record RecordState(
      TopicPartition partition,
      long offset,
      long registeredBefore,
      long registeredAt,
      long bytes,
      boolean isOrphan,
      boolean keepsRecord,
      int openMessages,
      boolean isRejected) {}

  /**
   * One message.
   *
   * @param bytes as SQS counts them
   * @param isPart whether a larger message was split into it and others
   * @param isFatal whether every answer since {@code fatalSince} was a fault of the configuration
   */
  public record MessageState(
      RecordState record,
      int bytes,
      boolean isPart,
      long appendedAt,
      long firstSentAt,
      int attempts,
      boolean isFatal,
      long fatalSince,
      long dueAt) {}

  /**
   * One request, in flight or prepared.
   *
   * @param original the request that it is a half of, or itself
   * @param search the search for a bad entry that it belongs to, or null
   */
  public record RequestState(
      Object id,
      Object original,
      @Nullable Object search,
      List<MessageState> messages,
      long sentAt) {}

  /**
   * What waits for one queue.
   *
   * @param couldSend whether a request could leave now
   * @param halves halves of requests, to be sent next, in order
   * @param originalsInFlight requests of which a half is in flight, where halves are sent one at a
   *     time
   * @param probe the request that probes a failing queue, or null
   */
  public record QueueState(
      boolean couldSend,
      int failuresInARow,
      int refusedInARow,
      long notBefore,
      @Nullable Object probe,
      WindowState window,
      LearnedLimit.State requestLimit,
      BufferState buffer,
      List<RequestState> halves,
      List<Object> originalsInFlight) {}

  /** How many requests may be in flight, and how many are. */
  public record WindowState(int size, int inFlight, int successes, long halvedAt) {}

  /** Where messages wait: one lane without order, or one for each message group. */
  public sealed interface BufferState {}

  /**
   * The lane of a standard queue.
   *
   * @param waitingBytes what the lane counts for the messages that wait
   */
  public record StandardBufferState(
      List<MessageState> waiting, List<MessageState> backingOff, long waitingBytes)
      implements BufferState {}

  /**
   * The lanes of a FIFO queue, by group.
   *
   * @param size how many messages the lanes count
   */
  public record FifoBufferState(List<GroupState> groups, int size, int crowds)
      implements BufferState {}

  /**
   * One message group.
   *
   * @param inFlight how many of its messages are in flight or prepared; while there are any, the
   *     group is muted
   * @param ready its place among the lanes that may send, or -1
   * @param backingOff its place among the lanes that back off, or -1
   * @param reenqueued messages that came back while others of the group were in flight
   */
  public record GroupState(
      String group,
      int inFlight,
      int ready,
      int backingOff,
      long dueAt,
      List<MessageState> reenqueued,
      List<MessageState> waiting) {}

  /** A record that SQS refused and that is held back until a time. */
  public record HeldState(RecordState record, long until) {}

  /**
   * A search for bad entries.
   *
   * @param undecided how many entries are neither accepted nor rejected
   */
  public record SearchState(
      Object id, int size, int undecided, List<MessageState> rejectedEntries) {}

  /** A report that is not known to be done. */
  public record ReportState(RecordState record, ReporterCalls.Call call, long begunAt) {}
}
