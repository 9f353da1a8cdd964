package io.github.sqsconnect.benchmark;

import java.util.Locale;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** How the second queue of {@link QueuesMeasurement} fails. */
enum QueueFailure {
  NONE(null),
  /** Nine of ten requests are throttled. */
  THROTTLED("RequestThrottled"),
  MISSING("QueueDoesNotExist"),
  REFUSING("AccessDenied"),
  /** No request gets a response. */
  HANGING(null);

  private final @Nullable String code;
  private final SplittableRandom random = new SplittableRandom(1);

  QueueFailure(@Nullable String code) {
    this.code = code;
  }

  /** The error code of the next response, or null for success. */
  synchronized @Nullable String nextCode() {
    return this == THROTTLED && random.nextInt(10) == 0 ? null : code;
  }

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
