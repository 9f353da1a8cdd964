package io.github.sqsconnect.world;

/**
 * One record of the topic.
 *
 * @param arrivesAt when it can be polled, counted from the start
 * @param gap offsets left out before it
 * @param group the user it is about
 * @param messages the number of event batches in it
 */
public record PlannedRecord(
    int partition, long arrivesAt, Kind kind, int gap, int group, int messages) {

  /** What becomes of a record. */
  public enum Kind {
    /** One message or more, nothing special. */
    PLAIN,
    /** Too large for some queues, with events to split it by. */
    LARGE,
    /** No message can be made of it. */
    POISON,
    /** Its value is null, and the settings ignore it. */
    FILTERED,
    /** A transform drops it, so the task never sees it. */
    SKIPPED,
    /** SQS refuses its message. */
    REFUSED,
    /** SQS refuses the whole request that its message is in. */
    SPOILING,
    /** SQS fails its message, by its own fault, for as long as there are faults. */
    STUBBORN
  }

  /** Whether it is sent to SQS and, without faults, accepted. */
  public boolean isPlain() {
    return kind == Kind.PLAIN || kind == Kind.LARGE;
  }
}
