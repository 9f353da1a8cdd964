package io.github.sqsconnect.world;

import io.github.sqsconnect.delivery.StopReason;
import io.github.sqsconnect.world.TaskLifecycle.Reason;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.connect.errors.ConnectException;

/** Whether a task had a reason to stop. */
public final class StopChecks {
  /** What must have happened before the task may stop, and the state that it then reached. */
  private record Stop(Reason allowedBy, ReachableState state) {}

  private static final Stop CREDENTIALS =
      new Stop(Reason.LASTING_FATAL, ReachableState.STOPPED_BY_REFUSED_CREDENTIALS);

  private static final Stop OTHER =
      new Stop(Reason.LASTED_FATAL, ReachableState.STOPPED_BY_FATAL_RESPONSE);

  /** By the id of the stop reason, which begins the message. */
  private static final Map<String, Stop> STOPS =
      Map.of(
          StopReason.DELIVERY_TIMEOUT.id(),
          new Stop(Reason.DELIVERY_TIMEOUT, ReachableState.STOPPED_BY_DELIVERY_TIMEOUT),
          StopReason.REJECTED_IN_A_ROW.id(),
          new Stop(Reason.REJECTED_IN_A_ROW, ReachableState.STOPPED_AFTER_TEN_REJECTED_REQUESTS),
          StopReason.ALL_REJECTED_ALONE.id(),
          new Stop(Reason.CONFIGURATION, ReachableState.STOPPED_AFTER_SEARCH_REJECTED_EVERY_ENTRY),
          StopReason.ALL_REJECTED.id(),
          new Stop(Reason.ALL_REJECTED, ReachableState.STOPPED_AFTER_ALL_ENTRIES_REJECTED),
          StopReason.DEAD_LETTER_NOT_WRITTEN.id(),
          new Stop(Reason.REPORTER, ReachableState.STOPPED_BY_FAILED_REPORT),
          StopReason.DEAD_LETTER_BLOCKED.id(),
          new Stop(Reason.BLOCKED_REPORTER, ReachableState.STOPPED_BY_BLOCKED_REPORTER),
          StopReason.CREDENTIALS_REJECTED.id(),
          CREDENTIALS,
          StopReason.REQUEST_REJECTED.id(),
          CREDENTIALS);

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
    Stop stop =
        STOPS.get(
            message.contains("report failed")
                ? StopReason.DEAD_LETTER_NOT_WRITTEN.id()
                : message.split(" ", 2)[0]);
    if (stop == null && message.contains("cannot be delivered")) {
      expect(!mayReport, message);
      expect(reasons.contains(Reason.REJECTION) || reasons.contains(Reason.POISON), message);
      world.reach(
          tolerant
              ? ReachableState.STOPPED_WITHOUT_REPORTER
              : ReachableState.STOPPED_WITHOUT_TOLERANCE);
      return;
    }
    stop = stop == null ? OTHER : stop;
    world.reach(stop.state());
    expect(reasons.contains(stop.allowedBy()), message);
  }

  private static void expect(boolean reason, String message) {
    if (!reason) {
      throw new Violation("stopped without a reason", message);
    }
  }
}
