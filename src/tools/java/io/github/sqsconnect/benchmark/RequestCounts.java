package io.github.sqsconnect.benchmark;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** What the endpoint has counted since the last reset. */
final class RequestCounts {
  /** SQS bills every started unit of 64 KiB of a request. */
  private static final long BILLED_BYTES = 65_536;

  final AtomicLong received = new AtomicLong();
  final AtomicLong messages = new AtomicLong();
  final AtomicLong requests = new AtomicLong();
  final AtomicLong refused = new AtomicLong();
  final AtomicLong bytes = new AtomicLong();
  final AtomicLong billedUnits = new AtomicLong();
  private final long warm;
  private final List<Long> ages = new ArrayList<>();
  private long timedFromNanos;
  private long timedFromMessages;
  private long lastNanos;

  /**
   * Starts at zero.
   *
   * @param warm number of the message from which the pace is measured, to the last one
   */
  RequestCounts(long warm) {
    this.warm = warm;
  }

  /**
   * Counts a request that is acknowledged now.
   *
   * @param sentAt when its records were produced
   */
  synchronized void answered(BatchRequest request, long[] sentAt) {
    lastNanos = System.nanoTime();
    messages.addAndGet(request.messages());
    requests.incrementAndGet();
    bytes.addAndGet(request.bytes());
    billedUnits.addAndGet((request.bytes() + BILLED_BYTES - 1) / BILLED_BYTES);
    if (timedFromNanos == 0 && messages.get() >= warm) {
      timedFromNanos = lastNanos;
      timedFromMessages = messages.get();
    }
    for (long micros : sentAt) {
      ages.add(SendTime.now() - micros);
    }
  }

  synchronized double messagesPerSecond() {
    return (messages.get() - timedFromMessages) * 1e9 / (lastNanos - timedFromNanos);
  }

  /** The ages in microseconds, ascending, of records when their messages were acknowledged. */
  synchronized List<Long> ages() {
    Collections.sort(ages);
    return List.copyOf(ages);
  }
}
