package io.github.sqsconnect.chaos;

import io.github.sqsconnect.chaos.Observations.Disturbance;
import io.github.sqsconnect.chaos.Schedule.PlannedFault;
import io.github.sqsconnect.chaos.Schedule.PlannedStep;
import io.github.sqsconnect.endpoint.ScriptedQueue;
import io.github.sqsconnect.endpoint.ScriptedSqs;
import io.github.sqsconnect.servers.Await;
import io.github.sqsconnect.servers.ConnectorConfig;
import io.github.sqsconnect.servers.ConsumerLog;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs one schedule with a topic, a queue and a connector of its own, and checks the result. */
final class ScheduleRun implements AutoCloseable {
  private static final Duration READ_EVERY = Duration.ofMillis(200);
  private static final Duration DELIVERY_LIMIT = Duration.ofMinutes(3);
  private static final int PORTIONS = 25;

  private final Cluster cluster;
  private final Schedule schedule;
  private final String name;
  private final String deadLetters;
  private final ScriptedSqs sqs;
  private final RecordFeed feed;
  private final DeliveryObserver observer;
  private final ScheduleLog log = new ScheduleLog();
  private final ScheduleTimer timer = new ScheduleTimer();
  private final Map<String, String> config;
  private final StepRunner operator;
  private final IncidentActions incident;
  private final List<String> violations = new ArrayList<>();
  private int failedTasks;

  ScheduleRun(Cluster cluster, Schedule schedule) {
    this.cluster = cluster;
    this.schedule = schedule;
    name = "chaos-" + schedule.seed();
    deadLetters = name + "-dead";
    sqs = ScriptedSqs.setup().seed(schedule.seed()).keepIdsOnly().start();
    ScriptedQueue queue = sqs.queue(name + (schedule.fifo() ? ".fifo" : ""));
    feed = new RecordFeed(schedule, name, cluster.topics());
    observer = new DeliveryObserver(name, deadLetters, schedule, cluster.topics(), queue);
    IncidentActions.Context context =
        new IncidentActions.Context(cluster, name, deadLetters, sqs, feed, observer, log);
    incident = schedule.incident().map(each -> each.actions(context)).orElse(IncidentActions.NONE);

    config = ConnectorConfig.of(name, queue.url(), ConnectorConfig.deadLetters(deadLetters));
    config.putAll(schedule.settings());
    config.putAll(incident.connectorSettings());
    operator = new StepRunner(cluster, name, log, config);
  }

  ScheduleResult run() {
    log.add("seed " + schedule.seed() + ": " + schedule);
    begin();
    for (PlannedStep step : schedule.steps()) {
      Await.pause(step.pause());
      operator.perform(step);
    }

    timer.awaitAll();
    feed.finish();
    operator.restoreCluster();
    violations.addAll(incident.repair(operator));
    log.add("no more faults and steps");
    awaitDelivery();
    timer.close();
    observer.read();
    observer.readDead();
    deleteConnector();

    String logs = cluster.newLogs();
    checkFailedTasks(logs);
    return check(
        ConsumerLog.revocations(logs, name).stream()
            .map(at -> new Disturbance("revocation", at.toEpochMilli(), at.toEpochMilli()))
            .toList());
  }

  /** The result of a schedule that could not be run to its end. */
  ScheduleResult abandoned(RuntimeException reason) {
    StringWriter trace = new StringWriter();
    reason.printStackTrace(new PrintWriter(trace));
    violations.add("abandoned: " + trace);
    return new ScheduleResult(schedule, 0, 0, failedTasks, List.copyOf(violations), log.toString());
  }

  private void begin() {
    cluster.newLogs();
    cluster.topics().create(name, Schedule.PARTITIONS);
    cluster.topics().create(deadLetters, 1, incident.deadLetterSettings());
    sqs.always().latency(schedule.latency());
    sqs.whenever(entry -> entry.body().contains(RecordFeed.POISON))
        .failEntry(schedule.poisonCode(), true);

    if (schedule.calm()) {
      startConnector();
      awaitGroup();
    } else {
      feed.send(schedule.records() / 4);
      log.during("tasks join one after the other", this::startConnector);
    }

    int portion = schedule.records() / PORTIONS + 1;
    for (int i = 0; i < PORTIONS; i++) {
      timer.at(schedule.length().multipliedBy(i).dividedBy(PORTIONS), () -> feed.send(portion));
    }
    schedule.faults().forEach(planned -> timer.at(planned.after(), () -> cause(planned)));
    timer.at(schedule.length().dividedBy(4), incident::begin);
    timer.every(READ_EVERY, observer::read);
  }

  private void startConnector() {
    cluster.send(rest -> rest.put(name, config));
    cluster.send(rest -> rest.awaitRunning(name));
    log.add("the connector runs");
  }

  /** Waits until no partition moves any more, so that none explains a later duplicate. */
  private void awaitGroup() {
    int tasks = Integer.parseInt(config.get("tasks.max"));
    Await.value(
        "complete group of " + name,
        Duration.ofSeconds(60),
        () -> cluster.topics().partitionsPerMember(name),
        each ->
            each.size() == tasks
                && each.stream().mapToInt(Integer::intValue).sum() == Schedule.PARTITIONS);
    log.add("the group is complete");
  }

  private void cause(PlannedFault planned) {
    Runnable fault =
        () -> {
          Runnable end = planned.fault().begin(sqs, planned.chance(), planned.variety());
          Await.pause(planned.length());
          end.run();
        };
    if (planned.fault() == FaultKind.OUTAGE) {
      log.during(planned.toString(), fault);
    } else {
      log.add(planned.toString());
      fault.run();
      log.add("end of: " + planned);
    }
  }

  private void awaitDelivery() {
    if (Await.within(DELIVERY_LIMIT, this::isDelivered)) {
      log.add("all delivered and committed");
    } else {
      violations.add(
          "not delivered within %s: %d of %d records, committed %s, status %s"
              .formatted(
                  DELIVERY_LIMIT,
                  observer.delivered(),
                  schedule.records(),
                  cluster.topics().committed(name),
                  cluster.ask(rest -> rest.status(name))));
    }
  }

  /** Restarts failed tasks on the way, as an operator does. */
  private boolean isDelivered() {
    observer.readDead();
    if (cluster.ask(rest -> rest.status(name)).failedTask().isPresent()) {
      operator.restart();
    }
    return observer.delivered() >= schedule.records() && cluster.topics().allCommitted(name, name);
  }

  /** Reads the logs, because the status of a task that was moved may no longer be FAILED. */
  private void checkFailedTasks(String logs) {
    for (String trace : ConsumerLog.failedTasks(logs, name)) {
      failedTasks++;
      String excuse = schedule.excuse(trace, deadLetters);
      log.add("a task failed" + excuse);
      if (excuse.isEmpty()) {
        violations.add("a task failed: " + trace);
      }
    }
  }

  private void deleteConnector() {
    cluster.send(
        rest -> {
          if (rest.connectors().contains(name)) {
            rest.delete(name);
          }
        });
    LeakCheck leaks = new LeakCheck(name);
    cluster.running().forEach(worker -> violations.addAll(leaks.awaitNone(worker)));
    log.add("deleted; " + leaks);
  }

  private ScheduleResult check(List<Disturbance> revocations) {
    List<Disturbance> disturbances = new ArrayList<>(log.disturbances());
    disturbances.addAll(schedule.calm() ? List.of() : revocations);
    Observations observed = observer.observations(feed, sqs, disturbances);
    Checker.Verdict verdict = Checker.check(observed);
    violations.addAll(verdict.violations());
    if (!sqs.counters().forbiddenActions().isEmpty()) {
      violations.add("actions called: " + sqs.counters().forbiddenActions());
    }

    log.add(
        "%d duplicates, %d readings of offsets (%d failed), %d dead letters, %d failed tasks, %d revocations, faults %s"
            .formatted(
                verdict.duplicates(),
                observer.readings(),
                observer.failedReadings(),
                observed.dead().size(),
                failedTasks,
                revocations.size(),
                sqs.counters().byFault()));
    return new ScheduleResult(
        schedule,
        verdict.duplicates(),
        observed.dead().size(),
        failedTasks,
        List.copyOf(violations),
        log.toString());
  }

  @Override
  public void close() {
    timer.close();
    incident.close();
    sqs.close();
  }
}
