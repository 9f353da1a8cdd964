package io.github.sqsconnect.watch;

import io.github.sqsconnect.servers.ConnectRest;
import io.github.sqsconnect.servers.RunningJvm;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Reads the metrics of the task over JMX, and restarts a task that has failed, as an operator does
 * when the fault is over. For one thread.
 */
final class TaskReadings {
  /** The id of a reason to stop, in a stack trace. */
  private static final Pattern REASON = Pattern.compile("SQS-\\d{3}");

  /** JMX logs a warning when the worker is killed. The reference keeps the level. */
  private static final Logger JMX_LOG = Logger.getLogger("javax.management.remote");

  private final WatchServers servers;
  private final WatchFaults faults;
  private final String mBean;
  private RunningJvm jvm;
  private long pid;
  private volatile TaskReading latest = TaskReading.STARTING;

  TaskReadings(WatchServers servers, WatchFaults faults) {
    JMX_LOG.setLevel(Level.OFF);
    this.servers = servers;
    this.faults = faults;
    mBean =
        "kafka.connect:type=sqs-sink-task-metrics,connector=%s,task=0"
            .formatted(servers.setup().connector());
  }

  TaskReading latest() {
    return latest;
  }

  /** Makes one reading. A worker that is killed meanwhile is no error. */
  void read() {
    if (servers.workerUp() && !servers.worker().alive()) {
      faults.press(WatchAction.KILL_WORKER); // somebody else has ended it: start it again
    }
    TaskReading reading = TaskReading.DOWN;
    if (servers.workerUp()) {
      try {
        reading = ask();
      } catch (RuntimeException e) {
        jvm = null;
      }
    }
    latest = servers.workerUp() ? reading : TaskReading.DOWN;
    if (latest.running()) {
      faults.taskRuns(pid);
    }
  }

  private TaskReading ask() {
    long current = servers.worker().pid();
    if (jvm == null || pid != current) {
      pid = current;
      jvm = new RunningJvm(current);
    }
    Map<String, Double> metrics = jvm.numbers(mBean);
    if (!metrics.isEmpty()) {
      return TaskReading.running(metrics);
    }

    ConnectRest rest = servers.worker().rest();
    String connector = servers.setup().connector();
    Optional<ConnectRest.State> failed = rest.status(connector).failedTask();
    if (failed.isEmpty()) {
      return TaskReading.STARTING;
    }
    if (!faults.active().contains(WatchAction.WRONG_CREDENTIALS)) {
      rest.restart(connector);
    }
    return TaskReading.failed(reason(failed.get().trace()));
  }

  private static String reason(String trace) {
    return REASON
        .matcher(trace)
        .results()
        .findFirst()
        .map(MatchResult::group)
        .orElseGet(() -> trace.lines().findFirst().orElse("no reason"));
  }
}
