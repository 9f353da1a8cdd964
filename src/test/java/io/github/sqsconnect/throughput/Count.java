package io.github.sqsconnect.throughput;

import java.time.Instant;
import java.util.Arrays;

/** What the endpoint has acknowledged since the last reset; its one event loop counts. */
final class Count {
  private static final long UNIT = 65_536;
  private static final int MOST_AGES = 1_000_000;

  private long nextMark = Long.MAX_VALUE;
  private long messages;
  private long requests;
  private long refused;
  private long bytes;
  private long units;
  private long firstMarkNanos;
  private long firstMarkMessages;
  private long lastNanos;
  private long[] ages = new long[1_024];
  private int ageCount;
  private long[] sent = new long[10];
  private int sentCount;

  /** The pace is taken from the message that reaches {@code warm} to the last one. */
  void reset(long warm) {
    nextMark = warm;
    messages = 0;
    requests = 0;
    refused = 0;
    bytes = 0;
    units = 0;
    firstMarkNanos = 0;
    firstMarkMessages = 0;
    lastNanos = 0;
    ageCount = 0;
    sentCount = 0;
  }

  void refused() {
    refused++;
  }

  void sentAt(long micros) {
    if (sentCount < sent.length) {
      sent[sentCount++] = micros;
    }
  }

  /** The times told by the request that was read last. */
  long[] takeSent() {
    long[] taken = Arrays.copyOf(sent, sentCount);
    sentCount = 0;
    return taken;
  }

  void answered(int entries, long bodyBytes) {
    answered(entries, bodyBytes, takeSent());
  }

  void answered(int entries, long bodyBytes, long[] sentMicros) {
    lastNanos = System.nanoTime();
    messages += entries;
    requests++;
    bytes += bodyBytes;
    units += Math.max(1, (bodyBytes + UNIT - 1) / UNIT);
    if (firstMarkNanos == 0 && messages >= nextMark) {
      firstMarkNanos = lastNanos;
      firstMarkMessages = messages;
    }
    if (sentMicros.length > 0) {
      note(sentMicros);
    }
  }

  private void note(long[] sentMicros) {
    Instant now = Instant.now();
    long micros = now.getEpochSecond() * 1_000_000 + now.getNano() / 1_000;
    for (long each : sentMicros) {
      if (ageCount == ages.length && ageCount < MOST_AGES) {
        ages = Arrays.copyOf(ages, ageCount * 2);
      }
      if (ageCount < ages.length) {
        ages[ageCount++] = micros - each;
      }
    }
  }

  String json() {
    long[] sorted = Arrays.copyOf(ages, ageCount);
    Arrays.sort(sorted);
    return "{\"messages\":"
        + messages
        + ",\"requests\":"
        + requests
        + ",\"refused\":"
        + refused
        + ",\"bytes\":"
        + bytes
        + ",\"units\":"
        + units
        + ",\"timedMessages\":"
        + (messages - firstMarkMessages)
        + ",\"timedNanos\":"
        + (firstMarkNanos == 0 ? 0 : lastNanos - firstMarkNanos)
        + ",\"ages\":"
        + ageCount
        + ",\"ageP50Micros\":"
        + rank(sorted, 0.5)
        + ",\"ageP99Micros\":"
        + rank(sorted, 0.99)
        + "}";
  }

  private static long rank(long[] sorted, double share) {
    return sorted.length == 0 ? 0 : sorted[(int) Math.ceil(share * sorted.length) - 1];
  }
}
