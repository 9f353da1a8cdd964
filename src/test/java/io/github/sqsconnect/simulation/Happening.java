package io.github.sqsconnect.simulation;

/**
 * Something that happens to the task.
 *
 * @param at when, counted from the start
 * @param partitions which partitions the task has afterwards, as bits
 */
public record Happening(Kind kind, long at, int partitions) {

  /** What can happen to a task. */
  public enum Kind {
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
    USER_PAUSE
  }
}
