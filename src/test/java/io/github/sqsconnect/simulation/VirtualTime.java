package io.github.sqsconnect.simulation;

import io.github.sqsconnect.delivery.MillisClock;

/** Time that moves only when the simulation moves it. */
final class VirtualTime implements MillisClock {
  private long now;

  VirtualTime(long start) {
    now = start;
  }

  @Override
  public long now() {
    return now;
  }

  void advanceTo(long time) {
    now = Math.max(now, time);
  }
}
