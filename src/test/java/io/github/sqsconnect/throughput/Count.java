package io.github.sqsconnect.throughput;

/** What the endpoint has acknowledged since the last reset; its one event loop counts. */
final class Count {
  private long warm = Long.MAX_VALUE;
  private long messages;
  private long requests;
  private long refused;
  private long bytes;
  private long firstMarkNanos;
  private long firstMarkMessages;
  private long lastNanos;

  /** The pace is taken from the message that reaches {@code warm} to the last one. */
  void reset(long warm) {
    this.warm = warm;
    messages = 0;
    requests = 0;
    refused = 0;
    bytes = 0;
    firstMarkNanos = 0;
    firstMarkMessages = 0;
    lastNanos = 0;
  }

  void refused() {
    refused++;
  }

  void answered(int entries, long bodyBytes) {
    lastNanos = System.nanoTime();
    messages += entries;
    requests++;
    bytes += bodyBytes;
    if (firstMarkNanos == 0 && messages >= warm) {
      firstMarkNanos = lastNanos;
      firstMarkMessages = messages;
    }
  }

  String json() {
    return "{\"messages\":"
        + messages
        + ",\"requests\":"
        + requests
        + ",\"refused\":"
        + refused
        + ",\"bytes\":"
        + bytes
        + ",\"timedMessages\":"
        + (messages - firstMarkMessages)
        + ",\"timedNanos\":"
        + (firstMarkNanos == 0 ? 0 : lastNanos - firstMarkNanos)
        + "}";
  }
}
