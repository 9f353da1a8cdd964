package io.github.sqsconnect.world;

import io.github.sqsconnect.delivery.DeliveryOutcome;
import io.github.sqsconnect.delivery.DeliveryOutcome.Fatal;
import io.github.sqsconnect.delivery.DeliveryOutcome.Rejected;
import io.github.sqsconnect.delivery.DeliveryOutcome.Retriable;
import java.util.List;

/**
 * What follows from a response: what the ledger records about its messages, and whether the task
 * may stop or must stop.
 */
public final class OutcomeModel {
  /** How long the task retries a fatal outcome that may be temporary. */
  private static final long MAY_PASS_MS = 30_000;

  private final World world;
  private final TaskLifecycle life;
  private final CredentialsModel keys;
  private final SearchModel searches;

  private final RefusalModel refusals;

  /** Whether new credentials fix the request, if SQS refuses the old ones. */
  private boolean newerKeysHelp;

  OutcomeModel(World world, TaskLifecycle life, CredentialsModel keys, RefusalModel refusals) {
    this.world = world;
    this.life = life;
    this.keys = keys;
    this.refusals = refusals;
    searches = new SearchModel(world.ledger());
  }

  /** The task is about to read the response. */
  public void of(Request request) {
    boolean[] current = new boolean[request.size()];
    newerKeysHelp = keys.allowsRetry(request);
    for (int i = 0; i < request.size(); i++) {
      DeliveryOutcome outcome = request.meant().outcomes().get(i);
      current[i] = world.ledger().isCurrent(request.items()[i][0], request.epochs()[i][0]);
      for (int j = 0; j < request.items()[i].length; j++) {
        boolean canBeSplit = request.items()[i].length > 1;
        account(
            request.items()[i][j], request.epochs()[i][j], outcome, request.isHalved(), canBeSplit);
      }
    }
    keys.settled(request, current);
    boolean isPart = searches.isPart(request);
    if (searches.showsWrongConfiguration(request, current)) {
      life.allow(TaskLifecycle.Reason.CONFIGURATION);
      mustStop();
    }
    note(request.meant());
    if (!isPart
        && request.size() > 1
        && !request.meant().wholeRequest()
        && SqsOutcomes.areRefusedAlike(request.meant().outcomes())) {
      world.reach(ReachableState.ALL_ENTRIES_REJECTED_WITH_ONE_CODE);
      life.allow(TaskLifecycle.Reason.ALL_REJECTED);
      mustStop();
    }
    refusals.answered(request, isPart);
    if (refusals.mayStop(request.queue())) {
      life.allow(TaskLifecycle.Reason.REJECTED_IN_A_ROW);
    }
    if (refusals.mustStop(request.queue())) {
      mustStop();
    }
  }

  private void account(
      int item, int epoch, DeliveryOutcome outcome, boolean halved, boolean canBeSplit) {
    Assignment assignment =
        world.ledger().assignment(world.topic().partitionOf(world.topic().recordOf(item)));
    if (assignment == null) {
      world.reach(ReachableState.RESPONSE_AFTER_PARTITION_CLOSED);
    } else if (!world.ledger().isCurrent(item, epoch)) {
      world.reach(
          assignment.owner() == life
              ? ReachableState.RESPONSE_AFTER_PARTITION_REOPENED
              : ReachableState.RESPONSE_AFTER_PARTITION_MOVED);
    }
    if (outcome instanceof DeliveryOutcome.Delivered) {
      world.ledger().acknowledged(item, epoch);
    } else {
      if (outcome instanceof Rejected rejected) {
        if (halved) {
          world.ledger().failed(item, epoch);
        } else {
          world.ledger().refused(item, epoch, rejected.learnedLimit() == 0 || !canBeSplit);
        }
      } else {
        world.ledger().failed(item, epoch);
      }
      if (world.ledger().isCurrent(item, epoch) && endsTask(item, epoch, outcome)) {
        mustStop();
      }
    }
  }

  private void mustStop() {
    life.mustStop();
    if (life.phase() == TaskLifecycle.Phase.PRE_COMMIT) {
      world.reach(ReachableState.FATAL_RESPONSE_DURING_PRECOMMIT);
    }
  }

  /** Whether the task must stop for this outcome, at the latest in its next put. */
  private boolean endsTask(int item, int epoch, DeliveryOutcome outcome) {
    boolean isWhole = world.topic().kind(world.topic().recordOf(item)) != PlannedRecord.Kind.LARGE;
    boolean isRetried =
        outcome instanceof Fatal
            || (outcome instanceof Retriable && !SqsOutcomes.isTooLong(outcome));
    boolean tooLong =
        isRetried
            && isWhole
            && world.setup().deliveryTimeoutMs() >= 0
            && world.ledger().triedFor(item, world.now()) >= world.setup().deliveryTimeoutMs();
    if (outcome instanceof Fatal fatal) {
      boolean lasts = world.ledger().fatalFor(item, epoch, world.now()) >= MAY_PASS_MS;
      if (lasts) {
        life.allow(TaskLifecycle.Reason.LASTED_FATAL);
      }
      if (isExcused(fatal)) {
        return tooLong;
      }
      return tooLong || !fatal.reason().mayBeTemporary() || (lasts && isWhole);
    }
    if (isRetried) {
      world.ledger().notFatal(item);
    }
    return tooLong;
  }

  private boolean isExcused(Fatal fatal) {
    return fatal == SqsOutcomes.CREDENTIALS_REJECTED && newerKeysHelp;
  }

  /** Records the reasons for which the task may stop. */
  private void note(IntendedOutcomes meant) {
    List<DeliveryOutcome> outcomes = meant.outcomes();
    for (DeliveryOutcome outcome : outcomes) {
      if (outcome instanceof Fatal fatal) {
        if (!fatal.reason().mayBeTemporary() && !isExcused(fatal)) {
          life.allow(TaskLifecycle.Reason.LASTING_FATAL);
        }
      }
      if (outcome instanceof Retriable || outcome instanceof Fatal) {
        if (world.setup().deliveryTimeoutMs() >= 0) {
          life.allow(TaskLifecycle.Reason.DELIVERY_TIMEOUT);
        }
      } else if (outcome instanceof Rejected) {
        life.allow(TaskLifecycle.Reason.REJECTION);
        if (life.phase() == TaskLifecycle.Phase.PRE_COMMIT) {
          world.reach(ReachableState.REJECTION_DURING_PRECOMMIT);
        }
      }
      OutcomeStates.mark(outcome, meant, world.reached());
    }
  }
}
