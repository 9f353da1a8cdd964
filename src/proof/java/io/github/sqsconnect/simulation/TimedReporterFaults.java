package io.github.sqsconnect.simulation;

import io.github.sqsconnect.world.ReachableState;
import io.github.sqsconnect.world.ReportDelay;
import io.github.sqsconnect.world.ReporterFaults;
import io.github.sqsconnect.world.TaskLifecycle;
import io.github.sqsconnect.world.World;
import io.github.sqsconnect.world.WorldSetup.Reporting;
import java.util.function.BooleanSupplier;

/** The reporter's faults, drawn by its habit; each report takes a time that is drawn with it. */
record TimedReporterFaults(World world, ActiveFaults faults, TaskLifecycle life, Reporting habit)
    implements ReporterFaults {
  private static final long NEVER = Long.MAX_VALUE;
  private static final long[] BLOCKED_MS = {50, 2_000, 29_000, NEVER};

  /** How long the core waits for a call that blocks. */
  private static final long LONGEST_CALL_MS = 30_000;

  /** How long the thread waits for it. */
  private static final long GIVEN_UP_MS = 31_000;

  @Override
  public void beginPut() {}

  private boolean strikes(Reporting striking) {
    return habit == striking && faults.isFaulty() && faults.roll(3) == 0;
  }

  @Override
  public Reaction reaction() {
    if (strikes(Reporting.REFUSING)) {
      return Reaction.REFUSES_AT_ONCE;
    }
    if (strikes(Reporting.COINCIDING)) {
      return Reaction.WRITES_AT_ONCE;
    }
    return strikes(Reporting.THROWING) ? Reaction.THROWS : Reaction.ACCEPTS;
  }

  @Override
  public ReportDelay delay(BooleanSupplier isCurrent) {
    long blockedMs = strikes(Reporting.BLOCKING) ? BLOCKED_MS[faults.roll(BLOCKED_MS.length)] : 0;
    if (blockedMs > 0) {
      world.reach(ReachableState.REPORTER_BLOCKED);
      world.log().add("reporter", "blocks for ", blockedMs, " ms");
    }
    if (blockedMs > LONGEST_CALL_MS) {
      life.allow(TaskLifecycle.Reason.BLOCKED_REPORTER);
    }
    boolean fails = strikes(Reporting.FAILING);
    if (fails) {
      life.allow(TaskLifecycle.Reason.REPORTER);
    }
    long takes = habit == Reporting.PROMPT ? 0 : faults.roll(2_000);
    if (takes > 500) {
      world.reach(ReachableState.REPORTER_LATE);
    }
    long now = world.now();
    long endsAt = now + Math.min(blockedMs, GIVEN_UP_MS);
    return new TimedDelay(
        world, now, endsAt, blockedMs == NEVER ? NEVER : now + blockedMs + takes, fails);
  }

  private record TimedDelay(World world, long startedAt, long endsAt, long doneAt, boolean fails)
      implements ReportDelay {
    @Override
    public boolean isCallBlocked() {
      return world.now() < endsAt;
    }

    @Override
    public boolean isOverdue() {
      return isGivenUp() || (isCallBlocked() && world.now() - startedAt >= LONGEST_CALL_MS);
    }

    @Override
    public boolean isGivenUp() {
      return doneAt == NEVER && !isCallBlocked();
    }

    @Override
    public boolean isDecided() {
      return world.now() >= doneAt;
    }

    @Override
    public Standing standing() {
      return !isDecided() ? Standing.PENDING : fails ? Standing.FAILED : Standing.DONE;
    }

    @Override
    public Standing awaited() {
      world.time().advanceTo(doneAt);
      return standing();
    }
  }
}
