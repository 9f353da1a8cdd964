package io.github.sqsconnect.benchmark;

import java.util.List;

/**
 * The result of one run.
 *
 * @param forwarder the connector or one of the bare clients
 * @param bytes of a message's body
 * @param messagesPerSecond from the warm-up to the last message, by the endpoint's clock
 * @param cpuMicros per message, of the forwarder's whole process
 * @param allocatedPerMessage bytes, of the threads that are alive
 * @param entriesPerRequest messages per request
 * @param billedShare started units of 64 KiB, divided by the smallest possible number
 * @param waitingShare how much of its time the thread that moves records waits, except in its poll
 */
record RunResult(
    Scenario scenario,
    String forwarder,
    double bytes,
    double messagesPerSecond,
    double cpuMicros,
    double allocatedPerMessage,
    double entriesPerRequest,
    double billedShare,
    double waitingShare) {

  String row() {
    return new Medians(List.of(this), List.of(this)).row();
  }
}
