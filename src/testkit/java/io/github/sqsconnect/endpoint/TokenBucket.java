package io.github.sqsconnect.endpoint;

import java.time.Duration;
import java.time.Instant;

/** An allowance of requests that refills evenly up to its depth. */
final class TokenBucket {
  private final double perSecond;
  private final double depth;
  private final EndpointClock clock;
  private double tokens;
  private Instant filledAt;

  TokenBucket(double perSecond, int depth, EndpointClock clock) {
    this.perSecond = perSecond;
    this.depth = depth;
    this.clock = clock;
    tokens = depth;
    filledAt = clock.now();
  }

  synchronized boolean take() {
    Instant now = clock.now();
    double seconds = Duration.between(filledAt, now).toNanos() / 1e9;
    tokens = Math.min(depth, tokens + Math.max(0, seconds) * perSecond);
    filledAt = now;
    if (tokens < 1) {
      return false;
    }
    tokens -= 1;
    return true;
  }
}
