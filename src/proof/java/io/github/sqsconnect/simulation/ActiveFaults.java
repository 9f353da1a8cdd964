package io.github.sqsconnect.simulation;

import io.github.sqsconnect.delivery.DeliveryOutcome;
import io.github.sqsconnect.world.ReachableState;
import io.github.sqsconnect.world.World;
import io.github.sqsconnect.world.WorldSetup;
import java.util.List;
import java.util.SplittableRandom;

/** Which of the planned faults strike, and how fast the network is. */
final class ActiveFaults {
  /** Old keys are disabled within that time of the writing of newer ones. */
  private static final long NEW_FOR_MS = 5_000;

  private final WorldSetup setup;
  private final List<PlannedFault> faults;
  private final World world;
  private final SplittableRandom dice;

  ActiveFaults(SchedulePlan plan, World world, SplittableRandom dice) {
    setup = plan.setup();
    faults = plan.faults();
    this.world = world;
    this.dice = dice;
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

  private boolean strikes(PlannedFault.Kind kind) {
    for (int i = 0; i < faults.size(); i++) {
      PlannedFault fault = faults.get(i);
      if (fault.kind() == kind
          && fault.isActive(sinceStart())
          && (fault.percent() == 100 || dice.nextInt(100) < fault.percent())) {
        return true;
      }
    }
    return false;
  }

  /** One way to the queue or back. */
  int latency() {
    int latency = 1 + dice.nextInt(setup.latencyMs());
    if (setup.heavyTail() && isFaulty() && dice.nextInt(20) == 0) {
      latency *= 1 + dice.nextInt(100);
    }
    return faults.isEmpty() || !strikes(PlannedFault.Kind.SLOW) ? latency : latency * 20;
  }

  /** How the answer to a request gets lost, or null. */
  PlannedFault.Kind lossOf() {
    for (int i = 0; i < faults.size(); i++) {
      PlannedFault fault = faults.get(i);
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
   * @param keysSince when the keys that it is signed with were made, counted from the start
   */
  DeliveryOutcome verdictOnRequest(long keysSince) {
    for (int i = 0; i < faults.size(); i++) {
      PlannedFault fault = faults.get(i);
      if (fault.isActive(sinceStart())) {
        DeliveryOutcome verdict = fault.kind().ofRequest();
        if (verdict != null
            && !isExcused(fault, keysSince)
            && dice.nextInt(100) < fault.percent()) {
          return verdict;
        }
      }
    }
    return null;
  }

  /**
   * CredentialsModel that were written during the trouble, or not long before, are those that fix
   * it; only newer keys can be still spreading.
   */
  private static boolean isExcused(PlannedFault fault, long keysSince) {
    if (fault.kind() == PlannedFault.Kind.SPREADING_KEYS) {
      return keysSince < 0;
    }
    return (fault.kind() == PlannedFault.Kind.EXPIRED_CREDENTIALS
            || fault.kind() == PlannedFault.Kind.LASTING_CREDENTIALS)
        && keysSince + NEW_FOR_MS >= fault.from();
  }

  /** The verdict on one entry, or null. */
  DeliveryOutcome verdictOnEntry() {
    for (int i = 0; i < faults.size(); i++) {
      PlannedFault fault = faults.get(i);
      if (fault.isActive(sinceStart())) {
        DeliveryOutcome verdict = fault.kind().ofEntry();
        if (verdict != null && dice.nextInt(100) < fault.percent()) {
          return verdict;
        }
      }
    }
    return null;
  }

  /** The most bytes of a message that the queue takes now. */
  int messageLimit() {
    for (int i = 0; i < faults.size(); i++) {
      PlannedFault fault = faults.get(i);
      if (fault.kind() == PlannedFault.Kind.LOW_MESSAGE_LIMIT && fault.isActive(sinceStart())) {
        return Math.min(setup.messageLimit(), setup.eventBatches() ? 3_000 : 1_100);
      }
    }
    return setup.messageLimit();
  }

  boolean isUnaccounted() {
    return strikes(PlannedFault.Kind.UNACCOUNTED);
  }

  boolean isContradicted() {
    return strikes(PlannedFault.Kind.CONTRADICTED);
  }

  boolean isUnreadable() {
    return strikes(PlannedFault.Kind.UNREADABLE);
  }

  boolean isUnreachable() {
    return strikes(PlannedFault.Kind.UNREACHABLE);
  }

  boolean idsAreDoubled() {
    return strikes(PlannedFault.Kind.DOUBLED_ID);
  }

  boolean idsAreStrange() {
    return strikes(PlannedFault.Kind.STRANGE_ID);
  }

  /** Whether answers may name entries otherwise than once and in their order. */
  boolean hasIdFaults() {
    for (int i = 0; i < faults.size(); i++) {
      PlannedFault fault = faults.get(i);
      switch (fault.kind()) {
        case UNACCOUNTED, CONTRADICTED, DOUBLED_ID, STRANGE_ID -> {
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
    boolean fails = strikes(PlannedFault.Kind.COMMIT_FAILS);
    if (fails) {
      world.reach(ReachableState.COMMIT_FAILED);
    }
    return fails;
  }
}
