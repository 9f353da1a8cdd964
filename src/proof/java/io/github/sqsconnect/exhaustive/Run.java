package io.github.sqsconnect.exhaustive;

import io.github.sqsconnect.simulation.Ledger;
import io.github.sqsconnect.simulation.Plan;
import io.github.sqsconnect.simulation.Reached;
import io.github.sqsconnect.simulation.Story;
import io.github.sqsconnect.simulation.Topic;
import io.github.sqsconnect.simulation.VirtualTime;

/** What outlives the tasks of one run: the topic, the truth, the time, and the faults left. */
final class Run {
  private final Scope scope;
  private final Chooser chooser;
  private final Plan plan;
  private final Topic topic;
  private final VirtualTime time = new VirtualTime(0);
  private final Story story;
  private final Reached reached = new Reached();
  private final Ledger ledger;
  private int faults;
  private boolean pauses = true;
  private Call context = Call.NONE;

  Run(Scope scope, Plan plan, Topic topic, Chooser chooser, boolean isTold) {
    this.scope = scope;
    this.plan = plan;
    this.topic = topic;
    this.chooser = chooser;
    story = new Story(isTold, time);
    ledger = new Ledger(plan, topic, reached);
  }

  Scope scope() {
    return scope;
  }

  Plan plan() {
    return plan;
  }

  Topic topic() {
    return topic;
  }

  VirtualTime time() {
    return time;
  }

  Story story() {
    return story;
  }

  boolean isTold() {
    return story.isTold();
  }

  /** A line of the story, in parts that are put together only if it is told. */
  void tell(String who, Object... parts) {
    if (story.isTold()) {
      StringBuilder what = new StringBuilder();
      for (Object part : parts) {
        what.append(part);
      }
      story.add(who, what.toString());
    }
  }

  Reached reached() {
    return reached;
  }

  Ledger ledger() {
    return ledger;
  }

  int choose(int options) {
    return chooser.choose(options);
  }

  int faultsLeft() {
    return scope.faults() - faults;
  }

  int faults() {
    return faults;
  }

  /** Something goes wrong. */
  void fault(int count) {
    faults += count;
  }

  /**
   * Whether something goes wrong here, of so many things that can: 0 if nothing does. Costs a
   * fault.
   */
  int chooseFault(int kinds) {
    if (faultsLeft() == 0) {
      return 0;
    }
    int kind = chooser.choose(1 + kinds);
    faults += kind == 0 ? 0 : 1;
    return kind;
  }

  /** From now on the run goes on to its end, the first option everywhere. */
  void neverPause() {
    pauses = false;
  }

  /**
   * Here the run has come to a state.
   *
   * @param where what of the call under way is not to be seen in the task's own fields
   */
  void state(Call where) {
    context = where;
    if (pauses && chooser.isBeyondPath()) {
      throw new Paused();
    }
  }

  /** Whether all choices of the given path are made. */
  boolean isPathOver() {
    return chooser.isPathOver();
  }

  /** Where the run paused: {@link Call#NONE} between two calls. */
  Call context() {
    return context;
  }
}
