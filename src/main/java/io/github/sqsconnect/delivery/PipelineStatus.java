package io.github.sqsconnect.delivery;

/**
 * What a task has in memory and in flight now.
 *
 * @param requestsInFlight requests without a response
 * @param window requests that may be in flight now, over all queues
 * @param recordsWaiting records that are not messages yet
 * @param messagesWaiting messages that wait for a request
 * @param crowdedGroups message groups with many waiting messages
 * @param bufferedBytes see {@link DeliveryPipeline#bufferedBytes()}
 * @param oldestSince when the oldest outstanding record arrived; {@link #NONE} if there is none
 */
public record PipelineStatus(
    int requestsInFlight,
    int window,
    int recordsWaiting,
    int messagesWaiting,
    int crowdedGroups,
    long bufferedBytes,
    long oldestSince) {
  /** The time of an event that has not happened. */
  public static final long NONE = Long.MAX_VALUE;
}
