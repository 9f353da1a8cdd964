package io.github.sqsconnect.world;

import io.github.sqsconnect.delivery.DeliveryOutcome;
import io.github.sqsconnect.delivery.DeliveryOutcome.Retriable;
import io.github.sqsconnect.delivery.DeliveryOutcome.Retriable.Cause;

/** The size of the window after the responses so far, computed independently of the connector. */
public final class WindowModel {
  private static final long PROBE_MS = 2_000;

  private final int largest;
  private Request probe;
  private int size;
  private int successes;
  private long halvedAt = Long.MIN_VALUE;
  private boolean halved;
  private boolean failing;
  private boolean fatal;

  public WindowModel(int largest) {
    this.largest = largest;
    size = largest;
  }

  public int size() {
    return size;
  }

  /** Whether nothing succeeded since the last request that failed. */
  public boolean isFailing() {
    return failing;
  }

  /** The task sends a request: while the service fails, only as a probe. */
  public void sent(Request request, long now) {
    if (!failing) {
      return;
    }
    if (probe != null && now - probe.sentAt() < PROBE_MS) {
      throw new Violation("probes", "two requests probe a failing service within 2 s");
    }
    probe = request;
  }

  public void answered(Request request, long now, ReachedStates reached) {
    IntendedOutcomes meant = request.meant();
    long sentAt = request.sentAt();
    if (probe == request) {
      probe = null;
    }
    boolean delivered = false;
    boolean throttled = false;
    boolean denied = false;
    for (DeliveryOutcome outcome : meant.outcomes()) {
      delivered |= outcome instanceof DeliveryOutcome.Delivered;
      throttled |= outcome instanceof Retriable r && r.cause() == Cause.THROTTLED;
      denied |= outcome instanceof DeliveryOutcome.Fatal;
    }
    if (throttled && sentAt >= halvedAt) {
      halvedAt = now;
      halved = true;
      successes = 0;
      size = Math.max(1, size / 2);
      if (size == 1 && largest > 1) {
        reached.mark(ReachableState.WINDOW_REDUCED_TO_ONE);
      }
    }
    if (delivered) {
      if (fatal) {
        reached.mark(ReachableState.ACCESS_REMOVED_AND_RESTORED);
      }
      failing = false;
      fatal = false;
      if (!throttled) {
        grow(reached);
      }
    } else if (denied || isServiceFault(meant)) {
      failing = true;
      fatal |= denied;
    }
  }

  private void grow(ReachedStates reached) {
    successes++;
    if (successes >= size) {
      successes = 0;
      size = Math.min(largest, size + 1);
      if (halved && size == largest && largest > 1) {
        reached.mark(ReachableState.WINDOW_BACK_AT_ITS_MAXIMUM);
      }
    }
  }

  private static boolean isServiceFault(IntendedOutcomes meant) {
    return meant.wholeRequest()
        && meant.outcomes().get(0) instanceof Retriable retriable
        && retriable.cause() != Cause.TOO_LONG;
  }
}
