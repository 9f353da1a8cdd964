package io.github.sqsconnect.exhaustive;

import io.github.sqsconnect.world.ReportDelay;
import io.github.sqsconnect.world.ReporterFaults;
import io.github.sqsconnect.world.SimulatedReporter.ReporterCall;
import io.github.sqsconnect.world.TaskLifecycle;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The faults of the reporter. How a report ends is chosen when the task checks it. */
final class ChosenReporterFaults implements ReporterFaults {
  /** How long a call may block before the task stops. */
  private static final long LONGEST_CALL_MS = 30_000;

  private final SmallWorld small;
  private final TaskLifecycle life;
  private boolean nextBlocks;
  private @Nullable ChosenDelay last;

  ChosenReporterFaults(SmallWorld small, TaskLifecycle life) {
    this.small = small;
    this.life = life;
  }

  @Override
  public void beginPut() {
    if (last != null) {
      last.isChosenInThisPut = false;
    }
  }

  @Override
  public Reaction reaction() {
    int fault = small.chooseFault(4);
    nextBlocks = fault == 4;
    return switch (fault) {
      case 1 -> Reaction.THROWS;
      case 2 -> Reaction.REFUSES_AT_ONCE;
      case 3 -> Reaction.WRITES_AT_ONCE;
      default -> Reaction.ACCEPTS;
    };
  }

  @Override
  public ReportDelay delay(BooleanSupplier isCurrent) {
    last = new ChosenDelay(isCurrent, nextBlocks);
    nextBlocks = false;
    return last;
  }

  /** How far a call is, as a number. */
  static int progress(ReporterCall call) {
    if (!(call.delay() instanceof ChosenDelay delay)) {
      return -1;
    }
    int ended = ReportDelay.Status.values().length;
    return delay.isBlocked ? ended + 1 : call.isCancelled() ? ended : delay.status.ordinal();
  }

  private final class ChosenDelay implements ReportDelay {
    private final BooleanSupplier isCurrent;
    private boolean isBlocked;
    private boolean isChosenInThisPut;
    private Status status = Status.PENDING;

    ChosenDelay(BooleanSupplier isCurrent, boolean isBlocked) {
      this.isCurrent = isCurrent;
      this.isBlocked = isBlocked;
      isChosenInThisPut = isBlocked;
    }

    /** Whether the call ends, blocks on, or blocks too long is chosen once in a put. */
    @Override
    public boolean isCallBlocked() {
      if (isBlocked && !isChosenInThisPut && life.phase() == TaskLifecycle.Phase.PUT) {
        isChosenInThisPut = true;
        int choice = small.choose(isCurrent.getAsBoolean() ? 3 : 2);
        isBlocked = choice > 0;
        if (choice == 2) {
          small.pass(LONGEST_CALL_MS);
          life.allow(TaskLifecycle.Reason.BLOCKED_REPORTER);
          life.mustStop();
        }
      }
      return isBlocked;
    }

    @Override
    public boolean isOverdue() {
      return false;
    }

    @Override
    public boolean isGivenUp() {
      return false;
    }

    @Override
    public boolean isDecided() {
      return status != Status.PENDING;
    }

    @Override
    public Status status() {
      if (status == Status.PENDING) {
        int choice = small.choose(small.faultsLeft() > 0 ? 3 : 2);
        if (choice == 0) {
          status = Status.DONE;
        } else if (choice == 2) {
          small.fault(1);
          fail();
        }
      }
      return status;
    }

    @Override
    public Status awaited() {
      if (status == Status.PENDING) {
        status = Status.DONE;
        if (small.chooseFault(1) == 1) {
          fail();
        }
      }
      return status;
    }

    private void fail() {
      status = Status.FAILED;
      life.allow(TaskLifecycle.Reason.REPORTER);
    }
  }
}
