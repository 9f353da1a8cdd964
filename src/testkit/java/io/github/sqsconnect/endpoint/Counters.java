package io.github.sqsconnect.endpoint;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The counts of all requests so far. A request whose head alone was read has the action "" (empty);
 * {@code requests} counts those that have arrived, the maps those that were decided.
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

  /** Actions called that a sender with only {@code sqs:SendMessage} has no right to. */
  public Set<String> forbiddenActions() {
    Set<String> others = new TreeSet<>(byAction.keySet());
    others.remove(Call.SEND_BATCH);
    others.remove(Call.SEND);
    others.remove("");
    return others;
  }
}
