package io.github.sqsconnect.simulation;

import io.github.sqsconnect.world.PlannedRecord;
import io.github.sqsconnect.world.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Makes a failing schedule short: leaves out records, faults and events, and simplifies the rest,
 * for as long as the same kind of violation remains.
 */
final class ScheduleShrinking {
  private static final int MOST_RUNS = 10_000;
  private static final int SEEDS = 8;

  private final Simulation simulation = new Simulation();
  private final String kind;
  private SchedulePlan plan;
  private int runs;

  private ScheduleShrinking(SchedulePlan plan, String kind) {
    this.plan = plan;
    this.kind = kind;
  }

  /** The shortest schedule found that still fails in that way. */
  static SchedulePlan shrink(SchedulePlan plan, String kind) {
    return new ScheduleShrinking(plan, kind).shrink();
  }

  private SchedulePlan shrink() {
    int before;
    do {
      before = size();
      leaveOut(plan.records(), records -> plan.withRecords(records));
      leaveOut(plan.faults(), faults -> plan.withFaults(faults));
      leaveOut(plan.events(), events -> plan.withEvents(events));
      calm();
    } while (size() < before && runs < MOST_RUNS);
    return plan;
  }

  private int size() {
    return plan.records().size() + plan.faults().size() + plan.events().size();
  }

  /** Tries without ever smaller parts of a list. */
  private <T> void leaveOut(List<T> all, Function<List<T>, SchedulePlan> with) {
    List<T> kept = all;
    for (int part = Math.max(1, kept.size() / 2); part > 0; part /= 2) {
      for (int at = 0; at < kept.size(); ) {
        List<T> fewer = new ArrayList<>(kept.subList(0, at));
        fewer.addAll(kept.subList(Math.min(kept.size(), at + part), kept.size()));
        if (keepIfFailing(with.apply(fewer))) {
          kept = fewer;
        } else {
          at += part;
        }
      }
    }
  }

  /** Tries other seeds too, because leaving something out changes all that is drawn after it. */
  private boolean keepIfFailing(SchedulePlan smaller) {
    for (int i = 0; i < SEEDS && runs < MOST_RUNS; i++) {
      runs++;
      SchedulePlan candidate = smaller.withSeed(smaller.seed() + i);
      Violation violation = simulation.run(candidate);
      if (violation != null && violation.kind().equals(kind)) {
        plan = candidate;
        return true;
      }
    }
    return false;
  }

  /** Tries one task, and plainer records. */
  private void calm() {
    if (plan.tasks() > 1) {
      keepIfFailing(plan.withOneTask());
    }
    for (int i = 0; i < plan.records().size(); i++) {
      PlannedRecord record = plan.records().get(i);
      PlannedRecord calmer =
          new PlannedRecord(
              record.partition(),
              record.arrivesAt(),
              PlannedRecord.Kind.PLAIN,
              0,
              record.group(),
              1);
      if (!calmer.equals(record)) {
        List<PlannedRecord> records = new ArrayList<>(plan.records());
        records.set(i, calmer);
        keepIfFailing(plan.withRecords(records));
      }
    }
  }
}
