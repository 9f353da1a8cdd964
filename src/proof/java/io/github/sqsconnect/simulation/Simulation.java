package io.github.sqsconnect.simulation;

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
    private final Members members;
    private final Topic topic;

    /** For each task that is down, when it is started. */
    private final long[] startsAt;

    private long startedAt;

    Run(Plan plan, boolean told) {
      this.plan = plan;
      setup = plan.setup();
      time = new VirtualTime(setup.startsAt());
      story = new Story(told, time);
      dice = new SplittableRandom(plan.seed());
      topic = new Topic(plan);
      startsAt = new long[setup.tasks()];
      Arrays.fill(startsAt, setup.startsAt());
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
              new Group(setup, topic));
      members = world.members();
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
      for (int turn = 0; ; turn++) {
        if (turn > MOST_ITERATIONS * setup.tasks()) {
          throw new Violation("endless", "no end after " + turn + " polls");
        }
        startWhatIsDue();
        if (isFinished()) {
          return;
        }
        requireLiveliness();
        SimulatedWorker worker = members.worker(turn % setup.tasks());
        if (worker != null) {
          iterate(worker);
        }
      }
    }

    /** Starts the tasks that are due; when all are down time passes until one is. */
    private void startWhatIsDue() {
      if (members.count() == 0) {
        world.queue().advanceTo(Arrays.stream(startsAt).min().orElseThrow());
        world.skipHappenings();
      }
      for (int member = 0; member < startsAt.length; member++) {
        if (members.worker(member) == null && startsAt[member] <= time.now()) {
          start(member);
        }
      }
    }

    private void iterate(SimulatedWorker worker) {
      try {
        worker.iterate();
      } catch (Ill ill) {
        end(ill.worker(), ill.getCause());
      } catch (Crash | Restart | ConnectException end) {
        end(worker, end);
      }
    }

    private void end(SimulatedWorker worker, Throwable why) {
      Story own = story.of(worker.member(), setup);
      if (why instanceof Crash) {
        own.add("world", "the worker dies");
        reached.mark(
            worker.life().phase() == Life.Phase.PUT
                ? State.CRASH_WITHIN_PUT
                : worker.inFlight() > 0 ? State.CRASH_IN_FLIGHT : State.CRASH_AT_REST);
        leave(worker, 10_000);
      } else if (why instanceof ConnectException failure) {
        own.add("task", "stops: " + failure.getMessage());
        new Stops(setup, reached).check(worker, failure);
        stop(worker, 10_000);
      } else {
        reached.mark(State.RESTARTED);
        stop(worker, 100);
      }
    }

    private void stop(SimulatedWorker worker, int downMs) {
      try {
        worker.stop();
      } catch (Crash crash) {
        story.add("world", "the worker dies");
      }
      leave(worker, downMs);
    }

    private void leave(SimulatedWorker worker, int downMs) {
      worker.life().end();
      world.ledger().allClosed(worker.life());
      members.left(worker);
      long down = 1 + dice.nextInt(downMs);
      if (setup.faultsEndAt() > 20_000 && dice.nextInt(20) == 0) {
        down += 310_000;
      }
      startsAt[worker.member()] = time.now() + down;
    }

    private void start(int member) {
      startedAt = time.now();
      boolean mended = !world.weather().isFaulty();
      if (mended) {
        world.queue().mend();
      }
      Story own = story.of(member, setup);
      own.add("operator", mended ? "starts the task, everything is mended" : "starts the task");
      Life life = new Life(world.weather(), mended);
      boolean tolerant = setup.tolerant() || mended;
      Setup.Reporting habit = mended ? Setup.Reporting.PROMPT : setup.reporting();
      SimulatedReporter reporter =
          new SimulatedReporter(
              topic, world.ledger(), world.weather(), time, own, reached, life, tolerant, habit);
      SimulatedConsumer consumer = new SimulatedConsumer(setup, topic, time, world.group());
      SimulatedContext context =
          new SimulatedContext(
              consumer, habit == Setup.Reporting.MISSING ? null : reporter, own, reached);
      SimulatedClient client =
          new SimulatedClient(
              setup, topic, world.ledger(), world.queue(), time, own, reached, life);
      members.joined(
          new SimulatedWorker(
              world,
              member,
              life,
              own,
              consumer,
              client,
              reporter,
              context,
              parts.task(
                  setup, client.sender(), client, dice::nextDouble, time, context, tolerant)));
    }

    private boolean isFinished() {
      if (!world.isDelivered() || world.hasHappenings()) {
        return false;
      }
      for (int member = 0; member < setup.tasks(); member++) {
        SimulatedWorker worker = members.worker(member);
        if (worker != null && (!worker.isIdle() || isReadAgain(worker))) {
          return false;
        }
        if (worker != null && !worker.life().isToStop() && worker.bufferedBytes() != 0) {
          throw new Violation("bytes", worker.bufferedBytes() + " are kept for nothing");
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
          : PATIENCE_MS + topic.items() * 4_000L / setup.rateLimit();
    }

    private void requireLiveliness() {
      long calm = Math.max(setup.startsAt() + setup.faultsEndAt(), startedAt);
      if (members.areAllUp() && time.now() - calm > patienceMs()) {
        StringBuilder where = new StringBuilder();
        for (int p = 0; p < setup.partitions(); p++) {
          where
              .append(p)
              .append(" at ")
              .append(world.group().committed(p))
              .append(" of ")
              .append(topic.end(p))
              .append("; ");
        }
        throw new Violation("stuck", where.toString());
      }
    }
  }
}
