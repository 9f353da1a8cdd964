package io.github.sqsconnect.watch;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/** What the buttons do. */
enum WatchAction {
  MORE_LOAD("more-load"),
  LESS_LOAD("less-load"),
  THROTTLE("throttle", Duration.ofSeconds(15)),
  SLOW_ANSWERS("slow-answers", Duration.ofSeconds(15)),
  HALF_FAILED("half-failed", Duration.ofSeconds(15)),
  OUTAGE("outage", Duration.ofSeconds(10)),
  DROP_ANSWERS("drop-answers", Duration.ofSeconds(15)),
  /** Ends when the task of the new worker runs. */
  KILL_WORKER("kill-worker"),
  /** Ends when the record is in the dead-letter topic. */
  POISON("poison"),
  WRONG_CREDENTIALS("wrong-credentials", Duration.ofSeconds(15));

  private final String key;
  private final Duration length;

  WatchAction(String key) {
    this(key, Duration.ZERO);
  }

  WatchAction(String key, Duration length) {
    this.key = key;
    this.length = length;
  }

  static Optional<WatchAction> of(String key) {
    return Arrays.stream(values()).filter(each -> each.key.equals(key)).findFirst();
  }

  /** Its name in requests. */
  String key() {
    return key;
  }

  /** How long it lasts, zero if something else ends it. */
  Duration length() {
    return length;
  }

  boolean timed() {
    return !length.isZero();
  }
}
