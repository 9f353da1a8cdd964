package io.github.sqsconnect.throughput;

import java.util.Locale;

/**
 * What one run gave.
 *
 * @param subject the connector or one of the ceilings
 * @param bytes of a message's body
 * @param messagesPerSecond between the warm-up and the last message, by the endpoint's clock
 * @param cpuSecondsPerMillion of the subject's whole process, for a million messages
 * @param allocatedPerMessage bytes, by the threads that live
 * @param entriesPerRequest messages of a request
 * @param units billed, a request and 64 KiB each, for the fewest that these messages could cost
 * @param waitingShare of the time of the threads that move records
 */
record Result(
    Scenario scenario,
    String subject,
    double bytes,
    double messagesPerSecond,
    double cpuSecondsPerMillion,
    double allocatedPerMessage,
    double entriesPerRequest,
    double units,
    double waitingShare) {

  String line() {
    return String.format(
        Locale.ROOT,
        "%-34s %-11s %7.0f B %7.0f msg/s %7.1f CPU s/M %8.0f B/msg %6.2f per request %5.2f x units %4.0f %% waiting",
        scenario.label(),
        subject,
        bytes,
        messagesPerSecond,
        cpuSecondsPerMillion,
        allocatedPerMessage,
        entriesPerRequest,
        units,
        100 * waitingShare);
  }
}
