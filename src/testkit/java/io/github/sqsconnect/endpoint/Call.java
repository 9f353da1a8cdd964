package io.github.sqsconnect.endpoint;

import java.time.Instant;
import java.util.List;

/** One request understood: which action on which queue, with which entries. */
record Call(
    long number, Instant at, String action, String queue, List<Entry> entries, HttpRequest http) {
  static final String SEND_BATCH = "SendMessageBatch";
  static final String SEND = "SendMessage";
}
