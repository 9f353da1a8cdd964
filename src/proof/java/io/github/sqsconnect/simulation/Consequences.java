package io.github.sqsconnect.simulation;

import io.github.sqsconnect.delivery.DeliveryOutcome;
import io.github.sqsconnect.delivery.DeliveryOutcome.Fatal;
import io.github.sqsconnect.delivery.DeliveryOutcome.Rejected;
import io.github.sqsconnect.delivery.DeliveryOutcome.Retriable;
import java.util.List;

/**
 * What follows from an answer, as it was meant: for the truth about its records, and for whether
 * the task may stop or has to.
 */
final class Consequences {
  /** So long a fault that may pass by itself is borne. */
  private static final long MAY_PASS_MS = 30_000;

  private final Setup setup;
  private final Topic topic;
  private final Ledger ledger;
  private final VirtualTime time;
  private final Reached reached;
  private final Life life;
  private final Keys keys;
  private final SearchModel searches;

  private final RefusalModel refusals;

  /** Whether newer keys are the mend, if keys are refused. */
  private boolean newerKeysMend;

  Consequences(
      Setup setup,
      Topic topic,
      Ledger ledger,
      VirtualTime time,
      Reached reached,
      Life life,
      Keys keys) {
    this.setup = setup;
    this.topic = topic;
    this.ledger = ledger;
    this.time = time;
    this.reached = reached;
    this.life = life;
    this.keys = keys;
    searches = new SearchModel(ledger);
    refusals = new RefusalModel(time, reached);
    life.follow(refusals);
  }

  /** The task is about to have the answer. */
  void of(Request request) {
    boolean[] current = new boolean[request.size()];
    boolean matters = false;
    newerKeysMend = keys.mendRefusal(request);
    for (int i = 0; i < request.size(); i++) {
      DeliveryOutcome outcome = request.meant().outcomes().get(i);
      current[i] = ledger.isCurrent(request.items()[i][0], request.epochs()[i][0]);
      for (int j = 0; j < request.items()[i].length; j++) {
        boolean canBeSplit = request.items()[i].length > 1;
        account(
            request.items()[i][j], request.epochs()[i][j], outcome, request.isHalved(), canBeSplit);
      }
      matters |= current[i];
    }
    keys.settled(request, matters);
    boolean isPart = searches.isPart(request);
    if (searches.blamesConfiguration(request, current)) {
      life.note(Life.Reason.CONFIGURATION);
      mustStop();
    }
    note(request.meant());
    if (!isPart
        && request.size() > 1
        && !request.meant().wholeRequest()
        && Answers.areRefusedAlike(request.meant().outcomes())) {
      reached.mark(State.ONE_CODE_OF_ALL);
      life.note(Life.Reason.ALL_REFUSED);
      mustStop();
    }
    refusals.answered(request, isPart, topic);
    if (refusals.mayStop()) {
      life.note(Life.Reason.REFUSED_IN_A_ROW);
    }
    if (refusals.mustStop()) {
      mustStop();
    }
  }

  private void account(
      int item, int epoch, DeliveryOutcome outcome, boolean halved, boolean canBeSplit) {
    Assignment assignment = ledger.assignment(topic.partitionOf(topic.recordOf(item)));
    if (assignment == null) {
      reached.mark(State.ANSWER_AFTER_CLOSE);
    } else if (!ledger.isCurrent(item, epoch)) {
      reached.mark(
          assignment.owner() == life ? State.ANSWER_AFTER_REOPEN : State.ANSWER_AFTER_HANDOVER);
    }
    if (outcome instanceof DeliveryOutcome.Delivered) {
      ledger.acknowledged(item, epoch);
    } else {
      if (outcome instanceof Rejected rejected) {
        ledger.refused(item, epoch, !halved && (rejected.learnedLimit() == 0 || !canBeSplit));
      } else {
        ledger.failed(item, epoch);
      }
      if (ledger.isCurrent(item, epoch) && endsTask(item, epoch, outcome)) {
        mustStop();
      }
    }
  }

  private void mustStop() {
    life.mustStop();
    if (life.phase() == Life.Phase.PRE_COMMIT) {
      reached.mark(State.FAILURE_SETTLED_IN_PRECOMMIT);
    }
  }

  /** Whether the task has to stop for this answer, at the latest in its next put. */
  private boolean endsTask(int item, int epoch, DeliveryOutcome outcome) {
    boolean isWhole = topic.kind(topic.recordOf(item)) != PlannedRecord.Kind.LARGE;
    boolean isRetried =
        outcome instanceof Fatal || (outcome instanceof Retriable && !Answers.isTooLong(outcome));
    boolean tooLong =
        isRetried
            && isWhole
            && setup.deliveryTimeoutMs() >= 0
            && ledger.triedFor(item, time.now()) >= setup.deliveryTimeoutMs();
    if (outcome instanceof Fatal fatal) {
      boolean lasts = ledger.fatalFor(item, epoch, time.now()) >= MAY_PASS_MS;
      if (lasts) {
        life.note(Life.Reason.LASTED_FATAL);
      }
      if (isMended(fatal)) {
        return tooLong;
      }
      return tooLong || !fatal.reason().mayBeTemporary() || (lasts && isWhole);
    }
    if (isRetried) {
      ledger.notFatal(item);
    }
    return tooLong;
  }

  private boolean isMended(Fatal fatal) {
    return fatal == Answers.CREDENTIALS_REFUSED && newerKeysMend;
  }

  /** Remembers what gives the task a reason to stop. */
  private void note(Meant meant) {
    List<DeliveryOutcome> outcomes = meant.outcomes();
    for (DeliveryOutcome outcome : outcomes) {
      if (outcome instanceof Fatal fatal) {
        if (!fatal.reason().mayBeTemporary() && !isMended(fatal)) {
          life.note(Life.Reason.LASTING_FATAL);
        }
      }
      if (outcome instanceof Retriable || outcome instanceof Fatal) {
        if (setup.deliveryTimeoutMs() >= 0) {
          life.note(Life.Reason.DELIVERY_TIMEOUT);
        }
      } else if (outcome instanceof Rejected) {
        life.note(Life.Reason.REJECTION);
        if (life.phase() == Life.Phase.PRE_COMMIT) {
          reached.mark(State.REJECTION_SETTLED_IN_PRECOMMIT);
        }
      }
      States.ofAnswer(outcome, meant, reached);
    }
  }
}
