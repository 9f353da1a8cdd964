package io.github.sqsconnect.endpoint;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The counts of all requests so far. A request of which only the head was read has the action ""
 * (empty); {@code requests} counts those that arrived, the maps those that were decided.
 */
public record Counters(
    Map<String, Long> byAction,
    Map<String, Long> byOutcome,
    Map<String, Long> byFault,
    long requests,
    int inFlight,
    int mostInFlight,
    long entriesReceived,
    long entriesSucceeded,
    long entriesFailed,
    long messageBytes,
    long billedUnits) {

  public long action(String name) {
    return byAction.getOrDefault(name, 0L);
  }

  public long outcome(String codeOrStatus) {
    return byOutcome.getOrDefault(codeOrStatus, 0L);
  }

  /** Actions that were called and need another permission than {@code sqs:SendMessage}. */
  @JsonProperty
  public Set<String> forbiddenActions() {
    Set<String> others = new TreeSet<>(byAction.keySet());
    others.removeAll(Set.of(ApiCall.SEND_BATCH, ApiCall.SEND, ""));
    return others;
  }
}
