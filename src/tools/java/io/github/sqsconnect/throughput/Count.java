package io.github.sqsconnect.throughput;

import java.util.Arrays;

/** What the endpoint has acknowledged since the last reset; its one event loop counts. */
final class Count {
  private static final int MOST_AGES = 1_000_000;

  /** SQS bills each request by the beginnings of 64 KiB. */
  private static final long BILLED_BYTES = 65_536;

  private long warm = Long.MAX_VALUE;
  private long received;
  private long messages;
  private long requests;
  private long refused;
  private long bytes;
  private long billedUnits;
  private long firstMarkNanos;
  private long firstMarkMessages;
  private long lastNanos;
  private final long[] ages = new long[MOST_AGES];
  private int aged;

  /** The pace is taken from the message that reaches {@code warm} to the last one. */
  void reset(long warm) {
    this.warm = warm;
    received = 0;
    messages = 0;
    requests = 0;
    refused = 0;
    bytes = 0;
    billedUnits = 0;
    firstMarkNanos = 0;
    firstMarkMessages = 0;
    lastNanos = 0;
    aged = 0;
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
    if (firstMarkNanos == 0 && messages >= warm) {
      firstMarkNanos = lastNanos;
      firstMarkMessages = messages;
    }
  }

  /** How old a record was when its message was acknowledged. */
  void aged(long micros) {
    if (aged < MOST_AGES) {
      ages[aged++] = micros;
    }
  }

  String json() {
    return "{\"received\":"
        + received
        + ",\"messages\":"
        + messages
        + ",\"requests\":"
        + requests
        + ",\"refused\":"
        + refused
        + ",\"bytes\":"
        + bytes
        + ",\"billedUnits\":"
        + billedUnits
        + ",\"timedMessages\":"
        + (messages - firstMarkMessages)
        + ",\"timedNanos\":"
        + (firstMarkNanos == 0 ? 0 : lastNanos - firstMarkNanos)
        + ",\"aged\":"
        + aged
        + agesJson()
        + "}";
  }

  private String agesJson() {
    if (aged == 0) {
      return "";
    }
    long[] sorted = Arrays.copyOf(ages, aged);
    Arrays.sort(sorted);
    return ",\"p50Micros\":"
        + sorted[(aged - 1) / 2]
        + ",\"p99Micros\":"
        + sorted[(int) ((aged - 1) * 0.99)]
        + ",\"mostMicros\":"
        + sorted[aged - 1];
  }
}
