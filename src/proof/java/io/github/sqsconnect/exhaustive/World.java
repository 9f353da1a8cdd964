package io.github.sqsconnect.exhaustive;

import io.github.sqsconnect.SimulatedTask;
import io.github.sqsconnect.simulation.Crash;
import io.github.sqsconnect.simulation.Plan;
import io.github.sqsconnect.simulation.TaskParts;
import io.github.sqsconnect.simulation.Topic;
import io.github.sqsconnect.simulation.Violation;
import java.util.function.Predicate;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * The worker, the group and the operator: whatever may happen next to the task is an option here,
 * and a {@link Chooser} takes one. A task that ended, for whatever reason, is started again with
 * all partitions.
 */
final class World {
  /** Longer than the task bears a record that holds up others. */
  private static final long LONG_MS = 62_000;

  /** So many rounds without a fault deliver and commit everything. */
  private static final int MOST_ROUNDS = 16;

  private static final TaskParts PARTS = new TaskParts();
  private static final boolean[] BOTH = {true, true};
  private static final boolean[][] SOME = {{true, false}, {false, true}, BOTH};

  private final Run run;
  private final Topic topic;
  private final int[] committed = new int[Scope.PARTITIONS];
  private Worker worker;

  World(Scope scope, Plan plan, Topic topic, Chooser chooser, boolean isTold) {
    run = new Run(scope, plan, topic, chooser, isTold);
    this.topic = topic;
    worker = start();
  }

  Run run() {
    return run;
  }

  Worker worker() {
    return worker;
  }

  /** Goes from one state to the next for ever; ends with {@link Paused} or a violation. */
  void go() {
    while (true) {
      run.state(Call.NONE);
      step();
    }
  }

  /**
   * Follows the path, then goes on without faults until everything is delivered and committed.
   *
   * @param isKnown whether it is known that it will be, from here on
   */
  void finish(Predicate<World> isKnown) {
    run.neverPause();
    while (!run.isPathOver()) {
      run.state(Call.NONE);
      step();
    }
    for (int round = 0; round == 0 || !isFinished(); round++) {
      if (isKnown.test(this)) {
        return;
      }
      if (round == MOST_ROUNDS) {
        throw new Violation(
            "stuck", "committed are " + committed[0] + " and " + committed[1] + " records");
      }
      calmRound();
    }
    if (worker.task().bufferedBytes() != 0) {
      throw new Violation("bytes", worker.task().bufferedBytes() + " are kept for nothing");
    }
  }

  private boolean isFinished() {
    return worker.isIdle() && worker.desk().isAllCommitted();
  }

  private void calmRound() {
    attempt(() -> worker.assignMissing());
    attempt(() -> worker.put(Poll.all(worker.desk().fetchable(0), worker.desk().fetchable(1))));
    attempt(() -> worker.commit());
    pass(Scope.UNIT_MS);
  }

  private void pass(long ms) {
    run.tell("world", ms, " ms pass");
    run.time().advanceTo(run.time().now() + ms);
  }

  private Worker start() {
    run.tell("operator", "starts the task");
    Life life = new Life();
    Wire wire = new Wire(run, life);
    Reporter reporter = new Reporter(run, life);
    Desk desk = new Desk(topic, committed, run.scope().isTolerant() ? reporter : null);
    SimulatedTask task =
        PARTS.task(
            run.plan().setup(),
            wire,
            wire,
            () -> run.choose(2) == 0 ? 0 : Math.nextDown(1.0),
            run.time(),
            desk,
            run.scope().isTolerant());
    Worker started = new Worker(run, life, wire, reporter, desk, task);
    started.assign(BOTH);
    return started;
  }

  private void step() {
    Options options = new Options(run);
    options.add("poll", () -> worker.put(null));
    options.add("commit", () -> worker.commit());
    if (!worker.couldSend()) {
      options.add("time", () -> pass(Scope.UNIT_MS));
      if (run.scope().isSlow()) {
        options.add("a long time", () -> pass(LONG_MS));
      }
    }
    if (!worker.desk().isAssigned(0) || !worker.desk().isAssigned(1)) {
      assignments(options);
    }
    if (run.faultsLeft() > 0) {
      disturbances(options);
    }
    attempt(options.choose());
  }

  private void assignments(Options options) {
    for (boolean[] which : SOME) {
      if ((!which[0] || !worker.desk().isAssigned(0))
          && (!which[1] || !worker.desk().isAssigned(1))) {
        options.add("assign", () -> worker.assignAfterOthers(which));
      }
    }
  }

  private void disturbances(Options options) {
    options.addFault("crash", this::crash);
    offsetsGoBack(options);
    for (boolean[] which : SOME) {
      if ((!which[0] || worker.desk().isAssigned(0))
          && (!which[1] || worker.desk().isAssigned(1))) {
        options.addFault("revoke", () -> worker.revoke(which));
        options.addFault("lose", () -> worker.lose(which));
      }
    }
  }

  private void offsetsGoBack(Options options) {
    for (int p = 0; p < Scope.PARTITIONS; p++) {
      if (worker.desk().isAssigned(p)) {
        int partition = p;
        for (int records = 0; records < worker.desk().position(p); records++) {
          int left = records;
          options.addFault("offsets go back", () -> worker.desk().goBack(partition, left));
        }
      }
    }
  }

  /** The last commit was just before: a crash later than that finds no less in the queue. */
  private void crash() {
    worker.commitAsOffered();
    throw new Crash();
  }

  /** One call of the worker's, and what the worker and the operator do if it fails. */
  private void attempt(Runnable call) {
    try {
      call.run();
    } catch (Crash crash) {
      run.tell("world", "the worker dies");
      again();
    } catch (ConnectException failure) {
      run.tell("task", "stops: ", failure.getMessage());
      worker.requireReason(failure);
      try {
        worker.stop();
      } catch (ConnectException reportFailed) {
        run.tell("worker", "cannot commit: a report failed");
        worker.commitAsOffered();
      }
      again();
    }
  }

  private void again() {
    worker.leave();
    worker = start();
  }
}
