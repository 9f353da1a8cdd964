package io.github.sqsconnect.delivery;

import io.github.sqsconnect.message.TargetQueue;

/**
 * The counts of one queue, and what it has in memory and in flight now.
 *
 * @param counts its counts, which go on changing
 * @param isFailing whether its last requests failed, so that it is probed
 * @param learnedLimitBytes the smallest size limit that was learned from its responses; 0 if none
 */
public record QueueStatus(
    TargetQueue queue,
    DeliveryCounts counts,
    int requestsInFlight,
    int window,
    int messagesWaiting,
    boolean isFailing,
    int learnedLimitBytes) {}
