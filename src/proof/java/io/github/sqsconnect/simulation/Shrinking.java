package io.github.sqsconnect.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Makes a failing schedule short: leaves out records, faults and happenings, and calms the rest,
 * for as long as the same kind of violation remains.
 */
final class Shrinking {
  private static final int MOST_RUNS = 10_000;
  private static final int SEEDS = 8;

  private final Simulation simulation = new Simulation();
  private final String kind;
  private Plan plan;
  private int runs;

  private Shrinking(Plan plan, String kind) {
    this.plan = plan;
    this.kind = kind;
  }

  /** The shortest schedule found that still fails in that way. */
  static Plan shrink(Plan plan, String kind) {
    return new Shrinking(plan, kind).shrink();
  }

  private Plan shrink() {
    int before;
    do {
      before = size();
      leaveOut(
          plan.records(),
          records ->
              new Plan(plan.seed(), plan.setup(), records, plan.faults(), plan.happenings()));
      leaveOut(
          plan.faults(),
          faults -> new Plan(plan.seed(), plan.setup(), plan.records(), faults, plan.happenings()));
      leaveOut(
          plan.happenings(),
          happenings ->
              new Plan(plan.seed(), plan.setup(), plan.records(), plan.faults(), happenings));
      calm();
    } while (size() < before && runs < MOST_RUNS);
    return plan;
  }

  private int size() {
    return plan.records().size() + plan.faults().size() + plan.happenings().size();
  }

  /** Tries without ever smaller parts of a list. */
  private <T> void leaveOut(List<T> all, Function<List<T>, Plan> with) {
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

  /** Other seeds are tried too, because whatever is left out moves all that is drawn after it. */
  private boolean keepIfFailing(Plan smaller) {
    for (int i = 0; i < SEEDS && runs < MOST_RUNS; i++) {
      runs++;
      Plan candidate =
          new Plan(
              smaller.seed() + i,
              smaller.setup(),
              smaller.records(),
              smaller.faults(),
              smaller.happenings());
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
    if (plan.setup().tasks() > 1) {
      keepIfFailing(
          new Plan(
              plan.seed(),
              plan.setup().withOneTask(),
              plan.records(),
              plan.faults(),
              plan.happenings()));
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
        keepIfFailing(
            new Plan(plan.seed(), plan.setup(), records, plan.faults(), plan.happenings()));
      }
    }
  }
}
