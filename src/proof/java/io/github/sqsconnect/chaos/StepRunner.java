package io.github.sqsconnect.chaos;

import io.github.sqsconnect.chaos.Observations.Disturbance;
import io.github.sqsconnect.chaos.Schedule.PlannedStep;
import io.github.sqsconnect.servers.Await;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/** Performs the steps of a schedule: what happens to the servers, and what an operator does. */
final class StepRunner {
  /** Longer than the sessions of consumers and workers, which are 6 s. */
  private static final Duration FREEZE = Duration.ofSeconds(8);

  private final Cluster cluster;
  private final String connector;
  private final ScheduleLog log;
  private final Map<String, String> config;
  private final List<CompletableFuture<Void>> starting = new ArrayList<>();

  StepRunner(Cluster cluster, String connector, ScheduleLog log, Map<String, String> config) {
    this.cluster = cluster;
    this.connector = connector;
    this.log = log;
    this.config = new HashMap<>(config);
  }

  void perform(PlannedStep planned) {
    int draw = planned.draw();
    ClusterWorker worker = cluster.worker(draw % Cluster.USUAL_WORKERS);
    ClusterWorker additional = cluster.additionalWorker();
    switch (planned.step()) {
      case KILL_WORKER -> restart(worker, "SIGKILL of worker ", true);
      case WORKER_LEAVES -> restart(worker, "SIGTERM of worker ", false);
      case WORKER_JOINS -> {
        if (!additional.running()) {
          start(additional, log.begin("start of worker " + additional.number()));
        }
      }
      case FREEZE_WORKER -> freeze(worker);
      case BROKER_KILLED -> restartBroker(true);
      case BROKER_RESTARTED -> restartBroker(false);
      case PAUSE_AND_RESUME -> pauseAndResume(draw);
      case RESTART_CONNECTOR -> restart();
      case RECONFIGURE -> reconfigure(draw);
      case REWIND_OFFSETS -> log.during("stop, to rewind offsets", () -> alterOffsets(draw));
      case FORGET_OFFSETS -> log.during("stop, to delete offsets", () -> alterOffsets(-1));
    }
  }

  private void restart(ClusterWorker worker, String what, boolean killed) {
    if (worker.running()) {
      Disturbance disturbance = log.begin(what + worker.number());
      if (killed) {
        worker.worker().kill();
      } else {
        worker.worker().stop();
      }
      start(worker, disturbance);
    }
  }

  /** Starts a worker while the schedule continues. */
  private void start(ClusterWorker worker, Disturbance disturbance) {
    starting.add(CompletableFuture.runAsync(worker::start).thenRun(() -> log.end(disturbance)));
  }

  private void freeze(ClusterWorker worker) {
    if (worker.running()) {
      log.during(
          "SIGSTOP of worker " + worker.number(),
          () -> {
            worker.worker().freeze();
            Await.pause(FREEZE);
            worker.worker().thaw();
          });
    }
  }

  /** Waits for starting workers first, because a worker may not start without a broker. */
  private void restartBroker(boolean killed) {
    awaitWorkers();
    log.during(
        (killed ? "SIGKILL" : "SIGTERM") + " of the broker",
        () -> {
          if (killed) {
            cluster.broker().kill();
          }
          cluster.broker().restart();
        });
  }

  private void pauseAndResume(int draw) {
    log.add("pause");
    cluster.send(rest -> rest.pause(connector));
    Await.pause(Duration.ofMillis(500 + draw * 2L));
    log.add("resume");
    cluster.send(rest -> rest.resume(connector));
  }

  void restart() {
    log.during(
        "restart of connector and tasks", () -> cluster.send(rest -> rest.restart(connector)));
  }

  private void reconfigure(int draw) {
    config.put("sqs.linger.ms", Integer.toString(draw % 40));
    config.put("sqs.batch.max.messages", Integer.toString(1 + draw % 10));
    if (draw % 2 == 0) {
      config.put("tasks.max", Integer.toString(1 + draw % 4));
    }
    log.during(
        "new configuration: linger %s ms, %s messages per request, %s tasks"
            .formatted(
                config.get("sqs.linger.ms"),
                config.get("sqs.batch.max.messages"),
                config.get("tasks.max")),
        () -> cluster.send(rest -> rest.put(connector, config)));
  }

  /** Sets the offsets to a share of what is committed, in thousandths; below 0 deletes them. */
  private void alterOffsets(int share) {
    cluster.send(rest -> rest.stop(connector));
    if (share < 0) {
      cluster.send(rest -> rest.resetOffsets(connector));
    } else {
      Map<Integer, Long> offsets = new TreeMap<>();
      cluster
          .topics()
          .committed(connector)
          .forEach((at, offset) -> offsets.put(at.partition(), offset * share / 1_000));
      log.add("rewind to " + offsets);
      if (!offsets.isEmpty()) {
        cluster.send(rest -> rest.alterOffsets(connector, connector, offsets));
      }
    }
    cluster.send(rest -> rest.resume(connector));
  }

  private void awaitWorkers() {
    starting.forEach(CompletableFuture::join);
    starting.clear();
  }

  /** Leaves the two usual workers running. */
  void restoreCluster() {
    awaitWorkers();
    ClusterWorker additional = cluster.additionalWorker();
    if (additional.running()) {
      log.during("SIGTERM of worker " + additional.number(), additional.worker()::stop);
    }
  }
}
