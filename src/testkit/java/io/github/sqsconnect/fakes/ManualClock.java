package io.github.sqsconnect.fakes;

import io.github.sqsconnect.delivery.MillisClock;

/** A clock that stands still until a test advances it. */
public final class ManualClock implements MillisClock {
  private long now;

  public ManualClock() {
    this(1_000_000);
  }

  public ManualClock(long start) {
    now = start;
  }

  @Override
  public long now() {
    return now;
  }

  public void advance(long millis) {
    now += millis;
  }
}
