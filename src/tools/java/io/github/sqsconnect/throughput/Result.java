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
 * @param billedShare units of 64 KiB begun, against the fewest that can carry as much
 * @param waitingShare of the time of the thread that moves records: parked, not in its poll
 */
record Result(
    Scenario scenario,
    String subject,
    double bytes,
    double messagesPerSecond,
    double cpuMicros,
    double allocatedPerMessage,
    double entriesPerRequest,
    double billedShare,
    double waitingShare) {

  String line() {
    return String.format(
        Locale.ROOT,
        "%-28s %-10s %7.0f B %7.0f msg/s %7.1f us CPU %8.0f B allocated %6.2f a request, billed %.2f, waiting %3.0f %%",
        scenario.label(),
        subject,
        bytes,
        messagesPerSecond,
        cpuMicros,
        allocatedPerMessage,
        entriesPerRequest,
        billedShare,
        100 * waitingShare);
  }
}
