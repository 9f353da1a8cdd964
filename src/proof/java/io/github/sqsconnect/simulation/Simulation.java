package io.github.sqsconnect.simulation;

import io.github.sqsconnect.world.ReachableState;
import io.github.sqsconnect.world.ReachedStates;
import io.github.sqsconnect.world.RefusalModel;
import io.github.sqsconnect.world.SimulatedConsumer;
import io.github.sqsconnect.world.SimulatedContext;
import io.github.sqsconnect.world.SimulatedReporter;
import io.github.sqsconnect.world.SimulatedWorker;
import io.github.sqsconnect.world.StopChecks;
import io.github.sqsconnect.world.TaskFactory;
import io.github.sqsconnect.world.TaskLifecycle;
import io.github.sqsconnect.world.TaskRequests;
import io.github.sqsconnect.world.Violation;
import io.github.sqsconnect.world.WorkerCrash;
import io.github.sqsconnect.world.World;
import io.github.sqsconnect.world.WorldSetup;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * Runs schedules: the real task between a simulated worker and a simulated queue, and an operator
 * who starts it again. One thread, virtual time, the same plan always the same run.
 */
final class Simulation {
  /**
   * How long after the last fault, and the last start, everything must be delivered and committed:
   * two commit intervals, the longest backoff, a request timeout, and several starts.
   */
  static final long PATIENCE_MS = 240_000;

  private static final int MOST_ITERATIONS = 100_000;

  private final TaskFactory factory = new TaskFactory();
  private final ReachedStates reached = new ReachedStates();
  private long virtualMs;

  ReachedStates reached() {
    return reached;
  }

  /** Virtual time of all schedules so far. */
  long virtualMs() {
    return virtualMs;
  }

  /** Runs a schedule; what was violated, or null. */
  Violation run(SchedulePlan plan) {
    return new Run(plan, false).run();
  }

  /** Runs a schedule; its steps. */
  String log(SchedulePlan plan) {
    Run run = new Run(plan, true);
    Violation violation = run.run();
    return run.world.log()
        + (violation == null ? "" : "            VIOLATION  " + violation.getMessage());
  }

  /** One schedule. */
  private final class Run {
    private final SchedulePlan plan;
    private final WorldSetup setup;
    private final SplittableRandom dice;
    private final SimulatedWorld simulated;
    private final World world;
    private final ConsumerGroup tasks;

    /** For each task that is down, when it is started. */
    private final long[] startsAt;

    private long startedAt;

    Run(SchedulePlan plan, boolean isLogged) {
      this.plan = plan;
      setup = plan.setup();
      dice = new SplittableRandom(plan.seed());
      simulated = new SimulatedWorld(plan, isLogged, reached, dice);
      world = simulated.world();
      tasks = simulated.tasks();
      startsAt = new long[plan.tasks()];
      Arrays.fill(startsAt, setup.startsAt());
    }

    Violation run() {
      try {
        runToEnd();
        return null;
      } catch (Violation violation) {
        return violation;
      } catch (RuntimeException | AssertionError defect) {
        return new Violation("unexpected", defect);
      } finally {
        reached.count();
        virtualMs += world.now() - setup.startsAt();
      }
    }

    private void runToEnd() {
      for (int turn = 0; ; turn++) {
        if (turn > MOST_ITERATIONS * plan.tasks()) {
          throw new Violation("endless", "no end after " + turn + " polls");
        }
        startWhatIsDue();
        if (isFinished()) {
          return;
        }
        requireLiveliness();
        WorkerLoop worker = tasks.worker(turn % plan.tasks());
        if (worker != null) {
          iterate(worker);
        }
      }
    }

    /** Starts the tasks that are due; when all are down time passes until one is. */
    private void startWhatIsDue() {
      if (tasks.count() == 0) {
        simulated.queue().advanceTo(Arrays.stream(startsAt).min().orElseThrow());
        simulated.skipEvents();
      }
      for (int member = 0; member < startsAt.length; member++) {
        if (tasks.worker(member) == null && startsAt[member] <= world.now()) {
          start(member);
        }
      }
    }

    private void iterate(WorkerLoop loop) {
      try {
        loop.iterate();
      } catch (OtherTaskEnded other) {
        end(other.worker(), other.getCause());
      } catch (WorkerCrash | TaskRestart | ConnectException end) {
        end(loop, end);
      }
    }

    private void end(WorkerLoop loop, Throwable why) {
      SimulatedWorker worker = loop.worker();
      if (why instanceof WorkerCrash) {
        worker.world().log().add("world", "the worker crashes");
        world.reach(
            worker.life().phase() == TaskLifecycle.Phase.PUT
                ? ReachableState.CRASH_DURING_PUT
                : worker.requests().inFlight() > 0
                    ? ReachableState.CRASH_WITH_REQUESTS_IN_FLIGHT
                    : ReachableState.CRASH_WHILE_IDLE);
        leave(loop, 10_000);
      } else if (why instanceof ConnectException failure) {
        worker.world().log().add("task", "stops: ", failure.getMessage());
        new StopChecks(world).check(worker.life(), failure);
        stop(loop, 10_000);
      } else {
        world.reach(ReachableState.RESTARTED);
        stop(loop, 100);
      }
    }

    private void stop(WorkerLoop loop, int downMs) {
      try {
        loop.worker().stop();
      } catch (WorkerCrash crash) {
        world.log().add("world", "the worker crashes");
      }
      leave(loop, downMs);
    }

    private void leave(WorkerLoop loop, int downMs) {
      loop.worker().life().end();
      world.ledger().allClosed(loop.worker().life());
      tasks.left(loop);
      long down = 1 + dice.nextInt(downMs);
      if (setup.faultsEndAt() > 20_000 && dice.nextInt(20) == 0) {
        down += 310_000;
      }
      startsAt[loop.member()] = world.now() + down;
    }

    private void start(int member) {
      startedAt = world.now();
      boolean isRepaired = !simulated.faults().isFaulty();
      if (isRepaired) {
        simulated.queue().repair();
      }
      World own = world.logging(world.log().of(member, plan.tasks()));
      own.log()
          .add("operator", isRepaired ? "starts the task, all is repaired" : "starts the task");
      tasks.joined(new WorkerLoop(simulated, member, worker(own, isRepaired)));
    }

    private SimulatedWorker worker(World own, boolean isRepaired) {
      WorldSetup.Reporting habit = isRepaired ? WorldSetup.Reporting.PROMPT : setup.reporting();
      TaskLifecycle life = new TaskLifecycle(isRepaired, () -> dice.nextInt(2) == 0);
      RefusalModel refusals = new RefusalModel(own);
      TaskRequests requests = new TaskRequests(own, life, refusals);
      SimulatedReporter reporter =
          new SimulatedReporter(
              own, life, new TimedReporterFaults(own, simulated.faults(), life, habit), refusals);
      SimulatedConsumer consumer = new SimulatedConsumer(own);
      SimulatedContext context =
          new SimulatedContext(
              own, consumer, habit == WorldSetup.Reporting.MISSING ? null : reporter);
      SimulatedSqsClient client = new SimulatedSqsClient(own, life, requests, simulated.queue());
      return new SimulatedWorker(
          own,
          life,
          consumer,
          context,
          requests,
          reporter,
          factory.task(
              setup,
              client.sender(),
              client,
              dice::nextDouble,
              world.time(),
              context,
              setup.tolerant() || isRepaired),
          simulated.faults()::commitFails);
    }

    private boolean isFinished() {
      if (!world.committed().isComplete(world.topic()) || simulated.hasEvents()) {
        return false;
      }
      for (int member = 0; member < plan.tasks(); member++) {
        WorkerLoop loop = tasks.worker(member);
        if (loop != null && (!loop.worker().isIdle() || isReadAgain(loop.worker()))) {
          return false;
        }
        if (loop != null) {
          loop.worker().requireEmpty();
        }
      }
      return true;
    }

    /** What is committed may be outstanding again, where offsets went back. */
    private boolean isReadAgain(SimulatedWorker worker) {
      return world.ledger().retainedBytes(worker.life()) > 0;
    }

    /** Where there is a rate limit, it takes a while to send everything a few times. */
    private long patienceMs() {
      return setup.rateLimit() == 0
          ? PATIENCE_MS
          : PATIENCE_MS + world.topic().items() * 4_000L / setup.rateLimit();
    }

    private void requireLiveliness() {
      long calm = Math.max(setup.startsAt() + setup.faultsEndAt(), startedAt);
      if (tasks.areAllUp() && world.now() - calm > patienceMs()) {
        throw new Violation("stuck", world.committed().progress(world.topic()));
      }
    }
  }
}
