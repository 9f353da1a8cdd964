package io.github.sqsconnect.chaos;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * All that is decided before a run, from the seed alone.
 *
 * @param length how long records are sent and the endpoint has faults
 * @param users how many keys there are; each is a message group
 * @param roaming whether a user's records are in all partitions, instead of one
 * @param poisoned numbers of the records that the endpoint rejects permanently
 * @param latency of every answer
 * @param incident what happens around the connector
 */
record Schedule(
    long seed,
    boolean fifo,
    GroupProtocol protocol,
    Map<String, String> settings,
    int records,
    int users,
    boolean roaming,
    Set<Integer> poisoned,
    String poisonCode,
    Duration length,
    Duration latency,
    List<PlannedFault> faults,
    List<PlannedStep> steps,
    Optional<Incident> incident) {
  static final int PARTITIONS = 4;

  /** A fault of the endpoint that begins {@code after} some time and lasts {@code length}. */
  record PlannedFault(
      FaultKind fault, Duration after, Duration length, double chance, int variety) {
    @Override
    public String toString() {
      return String.format(
          Locale.ROOT, "%s (variety %d, chance %.2f)", fault.label(), variety, chance);
    }
  }

  /** A step after a pause; {@code draw} selects the worker or the settings. */
  record PlannedStep(ClusterStep step, Duration pause, int draw) {}

  /** Whether nothing in it can explain a duplicate. */
  boolean calm() {
    return incident.isEmpty()
        && faults.stream().allMatch(each -> each.fault().harmless())
        && steps.stream().allMatch(each -> each.step().harmless());
  }

  /**
   * Why a task may fail with this trace, or an empty text. By design the connector stops when an
   * HTTP error is unknown to it, and when a dead letter cannot be written. And Connect tries to
   * change a collection of the new consumer that cannot be changed.
   */
  String excuse(String trace, String deadLetterTopic) {
    if (incident.filter(each -> each.explains(trace, deadLetterTopic)).isPresent()) {
      return ", by design";
    }
    boolean refusals = faults.stream().anyMatch(each -> each.fault().stopsTasks());
    if (refusals && trace.contains("refused with an error")) {
      return ", by design";
    }
    boolean byConnect =
        protocol == GroupProtocol.NEW_PROTOCOL
            && trace.contains("UnsupportedOperationException")
            && trace.contains("SinkTaskMetricsGroup.clearOffsets");
    return byConnect ? ", by a defect of Connect" : "";
  }
}
