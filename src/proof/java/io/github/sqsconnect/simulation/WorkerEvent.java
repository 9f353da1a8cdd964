package io.github.sqsconnect.simulation;

/**
 * Something that happens to a task.
 *
 * @param at when, counted from the start
 * @param partitions which partitions the first task is to have afterwards, as bits
 * @param others which the second is to have, if there are two
 * @param victim which task it happens to, if it does not happen to all
 */
record WorkerEvent(Kind kind, long at, int partitions, int others, int victim) {

  /** What can happen to a task. */
  enum Kind {
    /** All partitions are revoked, then some assigned. */
    EAGER_REBALANCE,
    /** Only the difference is revoked and assigned. */
    COOPERATIVE_REBALANCE,
    /** All partitions were lost: closed without a last commit. */
    PARTITIONS_LOST,
    /** The process dies between two calls, or within the next one. */
    CRASH,
    /** The task is stopped and started. */
    RESTART,
    /** The user pauses the connector for a while. */
    USER_PAUSE,
    /** Offsets go back without a rebalance: the topic is recreated, or its log cut off. */
    OFFSETS_GO_BACK
  }
}
