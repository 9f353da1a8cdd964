package io.github.sqsconnect.simulation;

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
  private final TaskParts parts = new TaskParts();
  private final Reached reached = new Reached();
  private long virtualMs;

  Reached reached() {
    return reached;
  }

  /** Virtual time of all schedules so far. */
  long virtualMs() {
    return virtualMs;
  }

  /** Runs a schedule; what was violated, or null. */
  Violation run(Plan plan) {
    return new Run(plan, false).go();
  }

  /** Runs a schedule and tells it. */
  String tell(Plan plan) {
    Run run = new Run(plan, true);
    Violation violation = run.go();
    return run.story
        + (violation == null ? "" : "            VIOLATION  " + violation.getMessage());
  }

  /** One schedule. */
  private final class Run {
    private final Plan plan;
    private final Setup setup;
    private final VirtualTime time;
    private final Story story;
    private final SplittableRandom dice;
    private final World world;
    private final Topic topic;
    private boolean mended;
    private long startedAt;

    Run(Plan plan, boolean told) {
      this.plan = plan;
      setup = plan.setup();
      time = new VirtualTime(setup.startsAt());
      story = new Story(told, time);
      dice = new SplittableRandom(plan.seed());
      topic = new Topic(plan);
      Ledger ledger = new Ledger(plan, topic, reached);
      Weather weather = new Weather(plan, time, reached, dice);
      world =
          new World(
              plan,
              time,
              story,
              reached,
              topic,
              ledger,
              weather,
              new SimulatedQueue(setup, topic, ledger, weather, time, story, reached),
              new SimulatedConsumer(setup, topic, time));
    }

    Violation go() {
      try {
        live();
        return null;
      } catch (Violation violation) {
        return violation;
      } catch (RuntimeException | AssertionError defect) {
        return new Violation("unexpected", defect);
      } finally {
        reached.count();
        virtualMs += time.now() - setup.startsAt();
      }
    }

    private void live() {
      SimulatedWorker worker = null;
      for (int i = 0; ; i++) {
        if (i > MOST_ITERATIONS) {
          throw new Violation("endless", "no end after " + i + " polls");
        }
        if (worker == null) {
          worker = start();
          if (worker == null) {
            continue;
          }
        }
        if (isFinished(worker)) {
          return;
        }
        requireLiveliness();
        worker = iterate(worker);
      }
    }

    private SimulatedWorker iterate(SimulatedWorker worker) {
      try {
        worker.iterate();
        return worker;
      } catch (Crash crash) {
        story.add("world", "the worker dies");
        reached.mark(
            worker.life().phase() == Life.Phase.PUT
                ? State.CRASH_WITHIN_PUT
                : worker.inFlight() > 0 ? State.CRASH_IN_FLIGHT : State.CRASH_AT_REST);
        end(worker, 10_000);
        return null;
      } catch (Restart restart) {
        reached.mark(State.RESTARTED);
        return stopped(worker, 100);
      } catch (ConnectException failure) {
        story.add("task", "stops: " + failure.getMessage());
        new Stops(setup, reached).check(worker, failure, mended);
        return stopped(worker, 10_000);
      }
    }

    private SimulatedWorker stopped(SimulatedWorker worker, int downMs) {
      try {
        worker.stop();
      } catch (Crash crash) {
        story.add("world", "the worker dies");
      }
      end(worker, downMs);
      return null;
    }

    private void end(SimulatedWorker worker, int downMs) {
      worker.life().end();
      world.ledger().allClosed();
      for (int p = 0; p < setup.partitions(); p++) {
        world.consumer().revoke(p);
      }
      long down = 1 + dice.nextInt(downMs);
      if (setup.faultsEndAt() > 20_000 && dice.nextInt(20) == 0) {
        down += 310_000;
      }
      world.queue().advanceTo(time.now() + down);
      world.skipHappenings();
    }

    private SimulatedWorker start() {
      startedAt = time.now();
      if (!world.weather().isFaulty()) {
        mended = true;
        world.queue().mend();
      }
      story.add("operator", mended ? "starts the task, everything is mended" : "starts the task");
      Life life = new Life(world.weather());
      boolean tolerant = setup.tolerant() || mended;
      Setup.Reporting habit = mended ? Setup.Reporting.PROMPT : setup.reporting();
      SimulatedReporter reporter =
          new SimulatedReporter(
              topic, world.ledger(), world.weather(), time, story, reached, life, tolerant, habit);
      SimulatedContext context =
          new SimulatedContext(
              world.consumer(), habit == Setup.Reporting.MISSING ? null : reporter, story, reached);
      SimulatedClient client =
          new SimulatedClient(
              setup, topic, world.ledger(), world.queue(), time, story, reached, life);
      SimulatedWorker worker =
          new SimulatedWorker(
              world,
              life,
              client,
              reporter,
              context,
              parts.task(setup, client, client, dice::nextDouble, time, context, tolerant));
      try {
        worker.assign(world.owned());
        return worker;
      } catch (Crash crash) {
        end(worker, 10_000);
        return null;
      }
    }

    private boolean isFinished(SimulatedWorker worker) {
      if (!world.isDelivered() || world.hasHappenings() || !worker.isIdle()) {
        return false;
      }
      if (worker.bufferedBytes() != 0) {
        throw new Violation("bytes", worker.bufferedBytes() + " are kept for nothing");
      }
      return true;
    }

    private void requireLiveliness() {
      long calm = Math.max(setup.startsAt() + setup.faultsEndAt(), startedAt);
      if (time.now() - calm > PATIENCE_MS) {
        StringBuilder where = new StringBuilder();
        for (int p = 0; p < setup.partitions(); p++) {
          where
              .append(p)
              .append(" at ")
              .append(world.consumer().committed(p))
              .append(" of ")
              .append(topic.end(p))
              .append("; ");
        }
        throw new Violation("stuck", where.toString());
      }
    }
  }
}
