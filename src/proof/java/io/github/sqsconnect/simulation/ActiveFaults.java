package io.github.sqsconnect.simulation;

import io.github.sqsconnect.delivery.DeliveryOutcome;
import io.github.sqsconnect.world.ReachableState;
import io.github.sqsconnect.world.World;
import io.github.sqsconnect.world.WorldSetup;
import java.util.List;
import java.util.SplittableRandom;

/** Which of the planned faults happen now, at all queues or at one, and how fast the network is. */
final class ActiveFaults {
  /** Old keys are disabled within that time of the writing of newer ones. */
  private static final long NEW_FOR_MS = 5_000;

  private final WorldSetup setup;
  private final List<PlannedFault> faults;
  private final World world;
  private final SplittableRandom dice;

  ActiveFaults(SchedulePlan plan, World world, SplittableRandom dice) {
    this(plan.setup(), plan.faults(), world, dice);
  }

  private ActiveFaults(
      WorldSetup setup, List<PlannedFault> faults, World world, SplittableRandom dice) {
    this.setup = setup;
    this.faults = faults;
    this.world = world;
    this.dice = dice;
  }

  /** Those that hit a queue. */
  ActiveFaults at(int queue) {
    List<PlannedFault> own = faults.stream().filter(fault -> fault.hits(queue)).toList();
    return new ActiveFaults(setup, own, world, dice);
  }

  int roll(int sides) {
    return dice.nextInt(sides);
  }

  long sinceStart() {
    return world.now() - setup.startsAt();
  }

  /** Whether there may still be faults. */
  boolean isFaulty() {
    return sinceStart() < setup.faultsEndAt();
  }

  /** Whether a fault of that kind hits this time. */
  boolean hits(PlannedFault.Kind kind) {
    for (PlannedFault fault : faults) {
      if (fault.kind() == kind
          && fault.isActive(sinceStart())
          && (fault.percent() == 100 || dice.nextInt(100) < fault.percent())) {
        return true;
      }
    }
    return false;
  }

  /** The time of one way to the queue or back. */
  int latency() {
    int latency = 1 + dice.nextInt(setup.latencyMs());
    if (setup.heavyTail() && isFaulty() && dice.nextInt(20) == 0) {
      latency *= 1 + dice.nextInt(100);
    }
    return faults.isEmpty() || !hits(PlannedFault.Kind.SLOW) ? latency : latency * 20;
  }

  /** The fault that loses the response to a request, or null. */
  PlannedFault.Kind lossOf() {
    for (PlannedFault fault : faults) {
      switch (fault.kind()) {
        case OUTAGE, LOST_ANSWER, LATE_STORE -> {
          if (fault.isActive(sinceStart()) && dice.nextInt(100) < fault.percent()) {
            return fault.kind();
          }
        }
        default -> {}
      }
    }
    return null;
  }

  /**
   * The verdict on a whole request, or null.
   *
   * @param credentialsSince when the keys that it is signed with were made, counted from the start
   */
  DeliveryOutcome outcomeOfRequest(long credentialsSince) {
    for (PlannedFault fault : faults) {
      if (fault.isActive(sinceStart())) {
        DeliveryOutcome verdict = fault.kind().ofRequest();
        if (verdict != null
            && !isExcused(fault, credentialsSince)
            && dice.nextInt(100) < fault.percent()) {
          return verdict;
        }
      }
    }
    return null;
  }

  /**
   * Credentials that were written during the trouble, or not long before, are those that fix it;
   * only newer keys can be still spreading.
   */
  private static boolean isExcused(PlannedFault fault, long credentialsSince) {
    if (fault.kind() == PlannedFault.Kind.CREDENTIALS_NOT_YET_ACCEPTED) {
      return credentialsSince < 0;
    }
    return (fault.kind() == PlannedFault.Kind.EXPIRED_CREDENTIALS
            || fault.kind() == PlannedFault.Kind.LASTING_CREDENTIALS)
        && credentialsSince + NEW_FOR_MS >= fault.from();
  }

  /** The verdict on one entry, or null. */
  DeliveryOutcome outcomeOfEntry() {
    for (PlannedFault fault : faults) {
      if (fault.isActive(sinceStart())) {
        DeliveryOutcome verdict = fault.kind().ofEntry();
        if (verdict != null && dice.nextInt(100) < fault.percent()) {
          return verdict;
        }
      }
    }
    return null;
  }

  /** The maximum bytes of a message that the queue accepts now. */
  int messageLimit() {
    for (PlannedFault fault : faults) {
      if (fault.kind() == PlannedFault.Kind.LOW_MESSAGE_LIMIT && fault.isActive(sinceStart())) {
        return Math.min(setup.messageLimit(), setup.eventBatches() ? 3_000 : 1_100);
      }
    }
    return setup.messageLimit();
  }

  /** Whether answers may name entries otherwise than once and in their order. */
  boolean hasIdFaults() {
    for (PlannedFault fault : faults) {
      switch (fault.kind()) {
        case UNACCOUNTED, CONTRADICTED, REPEATED_ID, UNKNOWN_ID -> {
          if (fault.isActive(sinceStart())) {
            return true;
          }
        }
        default -> {}
      }
    }
    return false;
  }

  boolean commitFails() {
    boolean fails = hits(PlannedFault.Kind.COMMIT_FAILS);
    if (fails) {
      world.reach(ReachableState.COMMIT_FAILED);
    }
    return fails;
  }
}
