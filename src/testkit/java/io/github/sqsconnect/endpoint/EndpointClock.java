package io.github.sqsconnect.endpoint;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The time of the endpoint: the machine's, until a test shifts or stops it. */
public final class EndpointClock {
  private Duration shift = Duration.ZERO;
  private @Nullable Instant stoppedAt;

  public synchronized Instant now() {
    return stoppedAt == null ? Instant.now().plus(shift) : stoppedAt;
  }

  /** Moves time forward, or back when {@code by} is negative. */
  public synchronized void advance(Duration by) {
    shift = shift.plus(by);
    if (stoppedAt != null) {
      stoppedAt = stoppedAt.plus(by);
    }
  }

  /** From now on time moves only by {@link #advance}. */
  public synchronized void stopAt(Instant instant) {
    stoppedAt = instant;
  }
}
