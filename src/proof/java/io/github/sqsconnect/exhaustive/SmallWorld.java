package io.github.sqsconnect.exhaustive;

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
import io.github.sqsconnect.world.Topic;
import io.github.sqsconnect.world.Violation;
import io.github.sqsconnect.world.WorkerCrash;
import io.github.sqsconnect.world.World;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * The worker, the consumer group and the operator of one run. Everything that may happen next to
 * the task is an option, and a {@link Chooser} takes one. A task that has ended is started again
 * with all partitions.
 */
final class SmallWorld {
  /** Longer than a record may delay others before its partition stalls. */
  private static final long LONG_MS = 62_000;

  /** This many rounds without a fault must deliver and commit everything. */
  private static final int MOST_ROUNDS = 16;

  private static final TaskFactory FACTORY = new TaskFactory();
  private static final boolean[] BOTH = {true, true};
  private static final boolean[][] SOME = {{true, false}, {false, true}, BOTH};

  private final Scope scope;
  private final Chooser chooser;
  private final World world;
  private SimulatedWorker worker;
  private ChosenAnswers answers;
  private int faults;
  private boolean pauses = true;

  /** The call that the worker makes. */
  private WorkerCall call = WorkerCall.NONE;

  /** Where the run has come to a state: in that call, or between two. */
  private WorkerCall place = WorkerCall.NONE;

  SmallWorld(Scope scope, Topic topic, Chooser chooser, boolean isLogged) {
    this.scope = scope;
    this.chooser = chooser;
    world = World.of(scope.setup(), topic, isLogged, new ReachedStates(), true);
    start();
  }

  Scope scope() {
    return scope;
  }

  World world() {
    return world;
  }

  SimulatedWorker worker() {
    return worker;
  }

  WorkerCall call() {
    return call;
  }

  WorkerCall place() {
    return place;
  }

  int faults() {
    return faults;
  }

  int faultsLeft() {
    return scope.faults() - faults;
  }

  /** Counts faults. */
  void fault(int count) {
    faults += count;
  }

  int choose(int options) {
    return chooser.choose(options);
  }

  /** Chooses one of this many kinds of faults, or 0 for none. */
  int chooseFault(int kinds) {
    if (faultsLeft() == 0) {
      return 0;
    }
    int kind = chooser.choose(1 + kinds);
    faults += kind == 0 ? 0 : 1;
    return kind;
  }

  /** The run has reached a state; it ends here if the path is over. */
  void state(WorkerCall where) {
    place = where;
    if (pauses && chooser.isBeyondPath()) {
      throw new RunPaused();
    }
  }

  /** Goes from one state to the next without end; ends with {@link RunPaused} or a violation. */
  void go() {
    while (true) {
      state(WorkerCall.NONE);
      step();
    }
  }

  /**
   * Follows the path, then goes on without faults until everything is delivered and committed.
   *
   * @param isKnown whether it is known that it will be, from here on
   */
  void finish(Predicate<SmallWorld> isKnown) {
    pauses = false;
    while (!chooser.isPathOver()) {
      state(WorkerCall.NONE);
      step();
    }
    for (int round = 0; round == 0 || !isFinished(); round++) {
      if (isKnown.test(this)) {
        return;
      }
      if (round == MOST_ROUNDS) {
        throw new Violation("stuck", world.committed().progress(world.topic()));
      }
      calmRound();
    }
    worker.requireEmpty();
  }

  private boolean isFinished() {
    return worker.isIdle() && world.committed().isComplete(world.topic());
  }

  private void calmRound() {
    attempt(this::assignMissing);
    attempt(() -> put(false));
    attempt(() -> calling(WorkerCall.commit('c', assigned()), worker::commit));
    pass(Scope.UNIT_MS);
  }

  void pass(long ms) {
    world.log().add("world", ms, " ms pass");
    world.time().advanceTo(world.now() + ms);
  }

  private void start() {
    world.log().add("operator", "starts the task");
    TaskLifecycle life = new TaskLifecycle(false, () -> false);
    RefusalModel refusals = new RefusalModel(world);
    TaskRequests requests = new TaskRequests(world, life, refusals);
    answers = new ChosenAnswers(this, life, requests);
    SimulatedReporter reporter =
        new SimulatedReporter(world, life, new ChosenReporterFaults(this, life), refusals);
    SimulatedConsumer consumer = new SimulatedConsumer(world);
    SimulatedContext context =
        new SimulatedContext(world, consumer, scope.isTolerant() ? reporter : null);
    worker =
        new SimulatedWorker(
            world,
            life,
            consumer,
            context,
            requests,
            reporter,
            FACTORY.task(
                world.setup(),
                answers,
                answers,
                () -> choose(2) == 0 ? 0 : Math.nextDown(1.0),
                world.time(),
                context,
                scope.isTolerant()),
            () -> false);
    worker.assign(BOTH);
  }

  private boolean[] assigned() {
    return worker.consumer().assigned();
  }

  private boolean isAssigned(int partition) {
    return worker.consumer().isAssigned(partition);
  }

  private void step() {
    Options options = new Options(this);
    options.add("poll", () -> put(true));
    options.add("commit", () -> calling(WorkerCall.commit('c', assigned()), worker::commit));
    if (!couldSend()) {
      options.add("time", () -> pass(Scope.UNIT_MS));
      if (scope.isSlow()) {
        options.add("a long time", () -> pass(LONG_MS));
      }
    }
    for (boolean[] which : SOME) {
      if (!isAny(which, true)) {
        options.add("assign", () -> assignAfterOthers(which));
      }
    }
    if (faultsLeft() > 0) {
      disturbances(options);
    }
    attempt(options.choose());
  }

  /** Whether a put without records would send something now. */
  private boolean couldSend() {
    return worker.task().couldSend();
  }

  /** Whether any of these partitions is assigned, or is not. */
  private boolean isAny(boolean[] which, boolean isAssigned) {
    return (which[0] && isAssigned(0) == isAssigned) || (which[1] && isAssigned(1) == isAssigned);
  }

  private void disturbances(Options options) {
    options.addFault("crash", this::crash);
    for (int p = 0; p < Scope.PARTITIONS; p++) {
      int partition = p;
      for (int records = 0; records < worker.consumer().place(p); records++) {
        int left = records;
        options.addFault("offsets go back", () -> worker.consumer().seek(partition, left));
      }
    }
    for (boolean[] which : SOME) {
      if (!isAny(which, false)) {
        options.addFault(
            "revoke", () -> calling(WorkerCall.commit('r', which), () -> worker.revoke(which)));
        options.addFault("lose", () -> lose(which));
      }
    }
  }

  /** One call of the worker, during which states are in that call. */
  private void calling(WorkerCall newCall, Runnable what) {
    call = newCall;
    answers.beginCall();
    what.run();
    call = WorkerCall.NONE;
  }

  private void put(boolean isChosen) {
    calling(WorkerCall.PUT, () -> worker.put(() -> poll(isChosen)));
  }

  /** The records of a poll: the chosen ones, or all. */
  private List<Integer> poll(boolean isChosen) {
    SimulatedConsumer consumer = worker.consumer();
    int first = consumer.fetchable(0);
    int second = consumer.fetchable(1);
    PollChoice poll = new PollChoice(first, second, false);
    if (isChosen) {
      List<PollChoice> polls = PollChoice.of(first, second);
      poll = polls.get(choose(polls.size()));
    }
    List<List<Integer>> parts = new ArrayList<>();
    parts.add(Collections.nCopies(poll.first(), 0));
    parts.add(poll.secondFirst() ? 0 : 1, Collections.nCopies(poll.second(), 1));
    return parts.stream().flatMap(List::stream).map(consumer::next).toList();
  }

  private void lose(boolean[] which) {
    for (int p = 0; p < which.length; p++) {
      if (which[p]) {
        world.committed().commit(p, world.topic().start(p));
      }
    }
    worker.lose(which);
  }

  private void assignAfterOthers(boolean[] which) {
    for (int p = 0; p < which.length; p++) {
      if (which[p]) {
        commitOfOthers(p);
      }
    }
    worker.assign(which);
  }

  private void assignMissing() {
    worker.assign(new boolean[] {!isAssigned(0), !isAssigned(1)});
  }

  /**
   * What is committed of a partition that was with others may be anything: an early commit of this
   * task, or a late one of others who delivered the rest.
   */
  private void commitOfOthers(int partition) {
    int[] log = world.topic().log(partition);
    int records = log.length - choose(1 + log.length);
    for (int i = 0; i < records; i++) {
      world.ledger().storedElsewhere(log[i]);
    }
    world.committed().commit(partition, world.topic().start(partition) + records);
  }

  /** The last commit was just before: a crash later than that finds no less in the queue. */
  private void crash() {
    commitAsOffered();
    throw new WorkerCrash();
  }

  /** What may be committed is. */
  private void commitAsOffered() {
    for (int p = 0; p < Scope.PARTITIONS; p++) {
      if (isAssigned(p)) {
        world.committed().commit(p, world.ledger().committable(p, worker.current(p)));
      }
    }
  }

  /** One thing that happens, and what the worker and the operator do if the task ends by it. */
  private void attempt(Runnable what) {
    try {
      what.run();
    } catch (WorkerCrash crash) {
      world.log().add("world", "the worker crashes");
      startAgain();
    } catch (ConnectException failure) {
      world.log().add("task", "stops: ", failure.getMessage());
      new StopChecks(world).check(worker.life(), failure);
      calling(WorkerCall.commit('s', assigned()), this::stop);
      startAgain();
    }
  }

  private void stop() {
    if (!worker.stop()) {
      commitAsOffered();
    }
  }

  private void startAgain() {
    call = WorkerCall.NONE;
    world.ledger().allClosed(worker.life());
    for (int p = 0; p < Scope.PARTITIONS; p++) {
      if (!isAssigned(p)) {
        commitOfOthers(p);
      }
    }
    start();
  }
}
