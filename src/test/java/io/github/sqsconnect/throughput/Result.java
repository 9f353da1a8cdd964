package io.github.sqsconnect.throughput;

import java.util.Locale;

/**
 * What one run gave.
 *
 * @param subject the connector or one of the ceilings
 * @param bytes of a message's body
 * @param messagesPerSecond between the warm-up and the last message, by the endpoint's clock
 * @param cpuMicros of the subject's whole process, for a message
 * @param allocatedPerMessage bytes, by the threads that live
 * @param entriesPerRequest messages of a request
 * @param waitingShare of the time of the thread that moves records
 */
record Result(
    Scenario scenario,
    String subject,
    double bytes,
    double messagesPerSecond,
    double cpuMicros,
    double allocatedPerMessage,
    double entriesPerRequest,
    double waitingShare) {

  String line() {
    return String.format(
        Locale.ROOT,
        "%-19s %-11s %7.0f B %7.0f msg/s %6.1f CPU us/msg %8.0f B/msg %6.2f per request %4.0f %% waiting",
        scenario.label(),
        subject,
        bytes,
        messagesPerSecond,
        cpuMicros,
        allocatedPerMessage,
        entriesPerRequest,
        100 * waitingShare);
  }
}
