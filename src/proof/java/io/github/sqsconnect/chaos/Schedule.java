package io.github.sqsconnect.chaos;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * All that is decided before a run: from the seed, and from nothing else.
 *
 * @param length how long the records are fed and the endpoint is troubled
 * @param users how many keys there are; each is a message group
 * @param roaming whether a user's records are in any partition, or all in one
 * @param poisoned numbers of records that the endpoint refuses for good
 * @param incident what happens to the surroundings of the connector
 */
record Schedule(
    long seed,
    boolean fifo,
    Membership membership,
    Map<String, String> settings,
    int records,
    int users,
    boolean roaming,
    Set<Integer> poisoned,
    String poisonCode,
    Duration length,
    Duration latency,
    List<PlannedTrouble> troubles,
    List<PlannedStep> steps,
    Optional<Incident> incident) {
  static final int PARTITIONS = 4;

  /** The endpoint's trouble from {@code after} on, for {@code length}. */
  record PlannedTrouble(
      Trouble trouble, Duration after, Duration length, double chance, int variety) {
    @Override
    public String toString() {
      return String.format(
          Locale.ROOT, "%s (variety %d, chance %.2f)", trouble.label(), variety, chance);
    }
  }

  /** A step, so long after the one before; {@code draw} decides which worker, which setting. */
  record PlannedStep(Step step, Duration pause, int draw) {}

  /** Nothing in it can explain a message stored twice. */
  boolean calm() {
    return incident.isEmpty()
        && troubles.stream().allMatch(each -> each.trouble().harmless())
        && steps.stream().allMatch(each -> each.step().harmless());
  }

  /**
   * Why a task may fail so, or nothing: the connector stops by design at an HTTP error it does not
   * know, and where no dead letter can be written; and Connect itself forgets that the new consumer
   * hands out offsets nobody can change.
   */
  String excuse(String trace, String deadLetterTopic) {
    if (incident.filter(each -> each.explains(trace, deadLetterTopic)).isPresent()) {
      return ", by design";
    }
    boolean refusals = troubles.stream().anyMatch(each -> each.trouble().stopsTasks());
    if (refusals && trace.contains("refused with an error")) {
      return ", by design";
    }
    boolean connects =
        membership == Membership.NEW_PROTOCOL
            && trace.contains("UnsupportedOperationException")
            && trace.contains("SinkTaskMetricsGroup.clearOffsets");
    return connects ? ", by a defect of Connect" : "";
  }
}
