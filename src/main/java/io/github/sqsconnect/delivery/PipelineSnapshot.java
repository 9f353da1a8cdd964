package io.github.sqsconnect.delivery;

import io.github.sqsconnect.message.LearnedLimit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The state of a pipeline at one moment, as plain values. For proofs only: an exhaustive search
 * compares states, and reads them here instead of in private fields. The connector itself does not
 * use it.
 *
 * <p>Metrics, log intervals and the rate limit are not in it. Requests and searches have an {@code
 * id}: an opaque object, to be compared by identity.
 *
 * @param partitions open partitions
 * @param lanes the lanes of queues that topics map to, in the order of their turns
 * @param queues the waiting messages and the pace of each queue, in the order of their turns
 * @param rejected records that no message could be built from, and that wait to be reported
 * @param held records that SQS rejected, and that wait to be reported
 * @param start the rejections since the start of the task
 * @param searches searches for bad entries that are not finished
 * @param reports reports of errant records that are not known to be written
 * @param hasFailure whether the task must stop
 */
public record PipelineSnapshot(
    Map<TopicPartition, PartitionState> partitions,
    List<LaneState> lanes,
    List<QueueState> queues,
    List<RequestState> inFlight,
    long inFlightBytes,
    long messageBytes,
    List<HeldState> rejected,
    List<HeldState> held,
    StartState start,
    List<SearchState> searches,
    List<ReportState> reports,
    boolean hasFailure) {

  /**
   * One open partition.
   *
   * @param outstanding its outstanding records, in order
   * @param outstandingCount the number that the partition counts
   * @param bytes the bytes that it counts for them
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
   * One lane.
   *
   * @param queue the URL of its queue, or empty
   * @param unassembled registered records that have no messages yet, in order
   * @param hasReceived whether the current put has brought records
   */
  public record LaneState(
      String queue,
      Set<TopicPartition> partitions,
      List<RecordState> unassembled,
      long recordBytes,
      long messageBytes,
      int inFlight,
      long inFlightBytes,
      boolean hasReceived) {}

  /**
   * One record that is not done.
   *
   * @param sequence how many records of the partition were registered before it
   * @param isOrphan whether its partition was closed, or offsets went back before it
   * @param keepsRecord whether it still refers to Connect's record
   * @param unfinishedMessages the number of its messages that are not done
   * @param isRejected whether one of its messages was rejected, or none could be built
   */
  public record RecordState(
      TopicPartition partition,
      long offset,
      long sequence,
      long registeredAt,
      long bytes,
      boolean isOrphan,
      boolean keepsRecord,
      int unfinishedMessages,
      boolean isRejected) {}

  /**
   * One message.
   *
   * @param bytes as SQS counts them
   * @param isPart whether a larger message was split into it and others
   * @param isFatal whether every response since {@code fatalSince} was a fault of the configuration
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
   * One request in flight, or one half of a request.
   *
   * @param original the request that was halved, or itself
   * @param search the search for a bad entry that it belongs to, or null
   */
  public record RequestState(
      Object id,
      Object original,
      @Nullable Object search,
      List<MessageState> messages,
      long sentAt) {}

  /**
   * The waiting messages of one queue, and when it may be sent to.
   *
   * @param queue its URL
   * @param couldSend whether a request could be sent now
   * @param halves halves of requests that are not sent yet, in order
   * @param originalsInFlight requests with a half in flight, if halves must be sent one after the
   *     other
   * @param probe the request that probes a failing queue, or null
   */
  public record QueueState(
      String queue,
      boolean couldSend,
      int failuresInARow,
      long failedAt,
      int rejectedInARow,
      long notBefore,
      @Nullable Object probe,
      WindowState window,
      LearnedLimit.State requestLimit,
      LearnedLimit.State messageLimit,
      BufferState buffer,
      List<RequestState> halves,
      List<Object> originalsInFlight) {}

  /** The in-flight window of a queue. */
  public record WindowState(int size, int inFlight, int successes, long halvedAt) {}

  /** The waiting messages of a queue. */
  public sealed interface BufferState {}

  /**
   * The waiting messages of a standard queue.
   *
   * @param waitingBytes the bytes that the buffer counts for {@code waiting}
   */
  public record StandardBufferState(
      List<MessageState> waiting, List<MessageState> backingOff, long waitingBytes)
      implements BufferState {}

  /**
   * The waiting messages of a FIFO queue, by group.
   *
   * @param size the number of messages that the buffer counts
   */
  public record FifoBufferState(List<GroupState> groups, int size, int crowdedGroups)
      implements BufferState {}

  /**
   * One message group.
   *
   * @param inFlight the number of its messages that are in flight or in halves of requests; if it
   *     is not 0, the group is muted
   * @param ready its index in the list of ready groups, or -1
   * @param backingOff its index in the list of groups that back off, or -1
   * @param reenqueued messages that were reenqueued while others of the group are in flight
   */
  public record GroupState(
      String group,
      int inFlight,
      int ready,
      int backingOff,
      long dueAt,
      List<MessageState> reenqueued,
      List<MessageState> waiting) {}

  /** A rejected record. It is reported at a time, or earlier. */
  public record HeldState(RecordState record, long until) {}

  /**
   * The rejections since the start of the task.
   *
   * @param isOver whether they can no longer stop the task
   * @param counts the rejected records of each cause, in ascending order
   * @param decideAt when the decision is due that waits for records of other partitions
   */
  public record StartState(boolean isOver, List<Integer> counts, long decideAt) {}

  /**
   * A search for bad entries.
   *
   * @param undecided the number of entries that are not decided
   */
  public record SearchState(
      Object id, int size, int undecided, List<MessageState> rejectedEntries) {}

  /** A report that is not known to be written. */
  public record ReportState(RecordState record, ReporterCalls.Call call, long startedAt) {}
}
