package io.github.sqsconnect.fakes;

import java.lang.management.ManagementFactory;

/** Measures the heap of this JVM. */
public final class LiveHeap {
  private LiveHeap() {}

  /** The bytes of live objects, after full collections. */
  public static long bytes() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
