package io.github.sqsconnect.endpoint;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The counters of all requests, and the latest requests as far as the setup keeps them. */
final class RequestLog {
  private static final int BILLED_UNIT_BYTES = 65_536;

  private final int keptRequests;
  private final Deque<RecordedRequest> requests = new ArrayDeque<>();
  private final Map<String, Long> byAction = new TreeMap<>();
  private final Map<String, Long> byOutcome = new TreeMap<>();
  private final Map<String, Long> byFault = new TreeMap<>();
  private long begun;
  private int inFlight;
  private int mostInFlight;
  private long entriesReceived;
  private long entriesSucceeded;
  private long entriesFailed;
  private long messageBytes;
  private long billedUnits;

  RequestLog(int keptRequests) {
    this.keptRequests = keptRequests;
  }

  /** The number of a new request, from 1 in the order of arrival. */
  synchronized long begin() {
    inFlight++;
    mostInFlight = Math.max(mostInFlight, inFlight);
    return ++begun;
  }

  synchronized void end() {
    inFlight--;
  }

  synchronized void record(RecordedRequest request) {
    byAction.merge(request.action(), 1L, Long::sum);
    byOutcome.merge(request.outcome(), 1L, Long::sum);
    request.faults().forEach(fault -> byFault.merge(fault, 1L, Long::sum));
    entriesReceived += request.entryIds().size();
    messageBytes += request.messageBytes();
    if (request.outcome().equals(RecordedRequest.DONE)) {
      billedUnits +=
          Math.max(1, (request.messageBytes() + BILLED_UNIT_BYTES - 1) / BILLED_UNIT_BYTES);
    }

    requests.add(request);
    if (requests.size() > keptRequests) {
      requests.remove();
    }
  }

  synchronized void countEntries(int succeeded, int failed) {
    entriesSucceeded += succeeded;
    entriesFailed += failed;
  }

  synchronized List<RecordedRequest> requests() {
    return List.copyOf(requests);
  }

  synchronized Counters counters() {
    return new Counters(
        Map.copyOf(byAction),
        Map.copyOf(byOutcome),
        Map.copyOf(byFault),
        begun,
        inFlight,
        mostInFlight,
        entriesReceived,
        entriesSucceeded,
        entriesFailed,
        messageBytes,
        billedUnits);
  }

  synchronized void clear() {
    requests.clear();
    byAction.clear();
    byOutcome.clear();
    byFault.clear();
    mostInFlight = inFlight;
    entriesReceived = 0;
    entriesSucceeded = 0;
    entriesFailed = 0;
    messageBytes = 0;
    billedUnits = 0;
  }
}
