package io.github.sqsconnect.watch;

import static io.github.sqsconnect.watch.WatchAction.DROP_ANSWERS;
import static io.github.sqsconnect.watch.WatchAction.HALF_FAILED;
import static io.github.sqsconnect.watch.WatchAction.OUTAGE;
import static io.github.sqsconnect.watch.WatchAction.POISON;
import static io.github.sqsconnect.watch.WatchAction.SLOW_ANSWERS;
import static io.github.sqsconnect.watch.WatchAction.THROTTLE;
import static io.github.sqsconnect.watch.WatchAction.WRONG_CREDENTIALS;

import io.github.sqsconnect.servers.NumberedRecords.Place;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One sentence about what the connector is doing now, and the kind of the sentence. */
record WatchStory(Kind kind, String text) {
  /** With more records behind than are produced between two commits, the connector catches up. */
  private static final int SECONDS_BEHIND = 6;

  /** The same if a record is that old and not in the queue. */
  private static final int OLD_SECONDS = 2;

  /** The kinds, the most important one first. */
  enum Kind {
    BROKEN,
    KILLED,
    STARTING,
    STOPPED,
    OUTAGE,
    PAUSED,
    THROTTLED,
    DROPPED,
    HALF_FAILED,
    SLOW,
    POISONED,
    CATCHING_UP,
    IDLE,
    CALM
  }

  /**
   * What the sentence is about.
   *
   * @param active the faults in force
   * @param task from the connector's metrics and the state of its task
   * @param lag records that are not committed
   * @param again records that are stored and not committed
   * @param poison a record that is not JSON and no dead letter yet, or null
   * @param failure why the view itself does not work, or empty
   */
  record Situation(
      Set<WatchAction> active,
      TaskReading task,
      WatchSample sample,
      long lag,
      long again,
      @Nullable Place poison,
      String failure) {

    private boolean isBehind() {
      return sample.ageSeconds() > OLD_SECONDS
          || lag > SECONDS_BEHIND * Math.max(50, sample.produced());
    }
  }

  static WatchStory of(Situation now) {
    Kind kind = kindOf(now);
    return new WatchStory(kind, text(kind, now));
  }

  private static Kind kindOf(Situation now) {
    Set<WatchAction> active = now.active();
    TaskReading task = now.task();
    if (!now.failure().isEmpty()) {
      return Kind.BROKEN;
    }
    switch (task.state()) {
      case DOWN -> {
        return Kind.KILLED;
      }
      case STARTING -> {
        return Kind.STARTING;
      }
      case FAILED -> {
        return Kind.STOPPED;
      }
      default -> {}
    }
    if (now.isBehind() && now.sample().delivered() == 0 && task.isIdle()) {
      return Kind.STARTING;
    }
    if (active.contains(OUTAGE)) {
      return Kind.OUTAGE;
    }
    if (task.pausedPartitions() > 0) {
      return Kind.PAUSED;
    }
    if (active.contains(THROTTLE)) {
      return Kind.THROTTLED;
    }
    if (active.contains(DROP_ANSWERS)) {
      return Kind.DROPPED;
    }
    if (active.contains(HALF_FAILED)) {
      return Kind.HALF_FAILED;
    }
    if (active.contains(SLOW_ANSWERS)) {
      return Kind.SLOW;
    }
    if (active.contains(POISON)) {
      return Kind.POISONED;
    }
    if (now.isBehind()) {
      return Kind.CATCHING_UP;
    }
    return now.sample().produced() == 0 && now.lag() == 0 ? Kind.IDLE : Kind.CALM;
  }

  private static String text(Kind kind, Situation now) {
    TaskReading task = now.task();
    WatchSample sample = now.sample();
    return switch (kind) {
      case BROKEN -> now.failure();
      case KILLED ->
          text(
              "The worker is dead. The new one continues at the committed offsets, so %,d records"
                  + " that SQS has stored may arrive twice.",
              now.again());
      case STARTING ->
          "The worker is back and joins its group. The task continues at the committed offsets.";
      case STOPPED ->
          now.active().contains(WRONG_CREDENTIALS)
              ? "SQS refuses the keys, so the task has stopped with "
                  + task.reason()
                  + ". It commits nothing; the records wait in Kafka."
              : "The keys are right again, and the task is restarted at the committed offsets.";
      case OUTAGE ->
          text(
              "SQS is down. The connector keeps %,d messages in memory, probes the queue and commits"
                  + " nothing%s.",
              task.waiting(),
              task.pausedPartitions() > 0 ? "; its buffer is full, so it has paused" : "");
      case PAUSED ->
          text(
              "The buffer is full, so the connector has paused %d partitions. Kafka keeps the rest:"
                  + " %,d records.",
              task.pausedPartitions(), now.lag());
      case THROTTLED ->
          text(
              "SQS throttles. The connector has %d requests in flight at most, with %.1f messages in"
                  + " each; the rest waits.",
              task.window(), sample.entriesPerRequest());
      case DROPPED ->
          "Answers get lost. The connector cannot know what SQS has stored, so it sends those"
              + " messages again: duplicates, but no loss.";
      case HALF_FAILED ->
          text(
              "SQS fails half of each batch. The connector resends only the failed messages, %,d each"
                  + " second.",
              Math.round(sample.retries()));
      case SLOW ->
          text(
              "SQS answers slowly. The connector sends the next requests before it has the answers:"
                  + " %d of %d are in flight.",
              task.inFlight(), task.window());
      case POISONED ->
          text(
              "Record %s is not JSON. The connector passes it to the dead-letter topic and goes on.",
              now.poison() == null ? "of the button" : now.poison());
      case CATCHING_UP ->
          text(
              "The connector catches up: %,d records behind, %,d delivered each second.",
              now.lag(), Math.round(sample.delivered()));
      case IDLE -> "All is delivered and committed. The connector waits for records.";
      case CALM -> "All is calm. Records are in the queue within a fraction of a second.";
    };
  }

  private static String text(String template, Object... values) {
    return String.format(Locale.ROOT, template, values);
  }
}
