package io.github.sqsconnect.world;

import io.github.sqsconnect.delivery.StopReason;
import io.github.sqsconnect.world.TaskLifecycle.Reason;
import java.util.Set;
import org.apache.kafka.connect.errors.ConnectException;

/** Whether a task had a reason to stop. */
public final class StopChecks {
  private final World world;

  public StopChecks(World world) {
    this.world = world;
  }

  /** Requires that the task was allowed to stop for this reason. */
  public void check(TaskLifecycle life, ConnectException failure) {
    WorldSetup setup = world.setup();
    boolean isRepaired = life.isRepaired();
    Set<Reason> reasons = life.reasons();
    String message = String.valueOf(failure.getMessage());
    boolean tolerant = setup.tolerant() || isRepaired;
    boolean mayReport =
        tolerant && (setup.reporting() != WorldSetup.Reporting.MISSING || isRepaired);
    if (is(StopReason.DELIVERY_TIMEOUT, message)) {
      expect(reasons.contains(Reason.DELIVERY_TIMEOUT), message);
      world.reach(ReachableState.STOPPED_BY_DELIVERY_TIMEOUT);
    } else if (is(StopReason.REJECTED_IN_A_ROW, message)) {
      expect(reasons.contains(Reason.REJECTED_IN_A_ROW), message);
      world.reach(ReachableState.STOPPED_BY_REFUSED_REQUESTS);
    } else if (is(StopReason.ALL_REJECTED_ALONE, message)) {
      world.reach(ReachableState.STOPPED_BY_SEARCH);
      expect(reasons.contains(Reason.CONFIGURATION), message);
    } else if (is(StopReason.ALL_REJECTED, message)) {
      expect(reasons.contains(Reason.ALL_REJECTED), message);
      world.reach(ReachableState.STOPPED_BY_REFUSED_ENTRIES);
    } else if (is(StopReason.DEAD_LETTER_NOT_WRITTEN, message)
        || message.contains("report failed")) {
      expect(reasons.contains(Reason.REPORTER), message);
      world.reach(ReachableState.STOPPED_BY_REPORTER);
    } else if (is(StopReason.DEAD_LETTER_BLOCKED, message)) {
      expect(reasons.contains(Reason.BLOCKED_REPORTER), message);
      world.reach(ReachableState.STOPPED_BY_BLOCKED_REPORTER);
    } else if (message.contains("cannot be delivered")) {
      expect(!mayReport, message);
      expect(reasons.contains(Reason.REJECTION) || reasons.contains(Reason.POISON), message);
      world.reach(
          tolerant
              ? ReachableState.STOPPED_WITHOUT_REPORTER
              : ReachableState.STOPPED_WITHOUT_TOLERANCE);
    } else if (is(StopReason.CREDENTIALS_REJECTED, message)
        || is(StopReason.REQUEST_REJECTED, message)) {
      world.reach(ReachableState.STOPPED_BY_REFUSED_KEYS);
      expect(reasons.contains(Reason.LASTING_FATAL), message);
    } else {
      fatal(reasons, message);
    }
  }

  private static boolean is(StopReason reason, String message) {
    return message.startsWith(reason.id() + ' ');
  }

  private void fatal(Set<Reason> reasons, String message) {
    world.reach(ReachableState.STOPPED_BY_FATAL_ANSWER);
    expect(reasons.contains(Reason.LASTED_FATAL), message);
  }

  private static void expect(boolean reason, String message) {
    if (!reason) {
      throw new Violation("stopped without a reason", message);
    }
  }
}
