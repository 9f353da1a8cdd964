package io.github.sqsconnect.world;

import io.github.sqsconnect.delivery.MillisClock;

/** Time that moves only when the simulation moves it. */
public final class VirtualTime implements MillisClock {
  private long now;

  public VirtualTime(long start) {
    now = start;
  }

  @Override
  public long now() {
    return now;
  }

  public void advanceTo(long time) {
    now = Math.max(now, time);
  }
}
