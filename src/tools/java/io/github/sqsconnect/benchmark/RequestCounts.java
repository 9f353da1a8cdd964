package io.github.sqsconnect.benchmark;

import java.util.Arrays;
import java.util.Locale;

/** What the endpoint has counted since the last reset; used by its only event loop. */
final class RequestCounts {
  private static final int MOST_AGES = 1_000_000;

  /** SQS bills every started unit of 64 KiB of a request. */
  private static final long BILLED_BYTES = 65_536;

  private final long[] ages;
  private final long warm;
  private long received;
  private long messages;
  private long requests;
  private long refused;
  private long bytes;
  private long billedUnits;
  private long timedFromNanos;
  private long timedFromMessages;
  private long lastNanos;
  private int aged;

  /**
   * Starts at zero.
   *
   * @param warm number of the message from which the pace is measured, to the last one
   * @param withAges whether ages will be added
   */
  RequestCounts(long warm, boolean withAges) {
    this.warm = warm;
    ages = new long[withAges ? MOST_AGES : 0];
  }

  void received(int entries) {
    received += entries;
  }

  void refused() {
    refused++;
  }

  void answered(int entries, long bodyBytes) {
    lastNanos = System.nanoTime();
    messages += entries;
    requests++;
    bytes += bodyBytes;
    billedUnits += (bodyBytes + BILLED_BYTES - 1) / BILLED_BYTES;
    if (timedFromNanos == 0 && messages >= warm) {
      timedFromNanos = lastNanos;
      timedFromMessages = messages;
    }
  }

  /** Adds the age of a record when its message was acknowledged. */
  void aged(long micros) {
    if (aged < ages.length) {
      ages[aged++] = micros;
    }
  }

  String json() {
    long[] sorted = Arrays.copyOf(ages, Math.max(aged, 1));
    ;
    Arrays.sort(sorted);
    return String.format(
        Locale.ROOT,
        """
        {"received":%d,"messages":%d,"requests":%d,"refused":%d,"bytes":%d,"billedUnits":%d,\
        "timedMessages":%d,"timedNanos":%d,"aged":%d,"p50Micros":%d,"p99Micros":%d,"mostMicros":%d}""",
        received,
        messages,
        requests,
        refused,
        bytes,
        billedUnits,
        messages - timedFromMessages,
        timedFromNanos == 0 ? 0 : lastNanos - timedFromNanos,
        aged,
        sorted[(sorted.length - 1) / 2],
        sorted[(int) ((sorted.length - 1) * 0.99)],
        sorted[sorted.length - 1]);
  }
}
