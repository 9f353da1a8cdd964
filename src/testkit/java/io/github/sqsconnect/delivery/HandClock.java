package io.github.sqsconnect.delivery;

/** Time that stands still until a test moves it. */
public final class HandClock implements MillisClock {
  private long now;

  public HandClock() {
    this(1_000_000);
  }

  public HandClock(long start) {
    now = start;
  }

  @Override
  public long now() {
    return now;
  }

  public void pass(long millis) {
    now += millis;
  }
}
