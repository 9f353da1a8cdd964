package io.github.sqsconnect.chaos;

import static org.awaitility.Awaitility.await;

import io.github.sqsconnect.chaos.Evidence.Disturbance;
import io.github.sqsconnect.chaos.Schedule.PlannedStep;
import io.github.sqsconnect.chaos.Schedule.PlannedTrouble;
import io.github.sqsconnect.endpoint.ScriptedQueue;
import io.github.sqsconnect.endpoint.ScriptedSqs;
import io.github.sqsconnect.integration.TestConnector;
import io.github.sqsconnect.servers.ConnectRest;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.core.ConditionTimeoutException;

/** Carries out one schedule: topic, queue and connector of its own, trouble, peace, judgement. */
final class ScheduleRun implements AutoCloseable {
  private static final Duration READING_EVERY = Duration.ofMillis(200);
  private static final Duration PEACE_LIMIT = Duration.ofMinutes(3);
  private static final Duration RELEASE_LIMIT = Duration.ofSeconds(60);
  private static final int PORTIONS = 25;

  private final Cluster cluster;
  private final Schedule schedule;
  private final String name;
  private final String deadLetters;
  private final ScriptedSqs sqs;
  private final ScriptedQueue queue;
  private final NumberedFeed feed;
  private final Watch watch;
  private final Story story = new Story();
  private final Timeline timeline = new Timeline();
  private final Map<String, String> config;
  private final Operator operator;
  private final Surroundings surroundings;
  private final List<String> violations = new ArrayList<>();
  private int failedTasks;

  ScheduleRun(Cluster cluster, Schedule schedule) {
    this.cluster = cluster;
    this.schedule = schedule;
    this.name = "chaos-" + schedule.seed();
    this.deadLetters = name + "-dead";
    this.sqs = ScriptedSqs.setup().seed(schedule.seed()).keepIdsOnly().start();
    this.queue = sqs.queue(name + (schedule.fifo() ? ".fifo" : ""));
    this.feed = new NumberedFeed(schedule, name, cluster.topics());
    Duration clockBehind = schedule.incident().map(Incident::clockBehind).orElse(Duration.ZERO);
    this.watch = new Watch(name, deadLetters, schedule, clockBehind, cluster.topics(), queue);
    Scene scene = new Scene(cluster, name, deadLetters, sqs, feed, watch, story, timeline);
    this.surroundings =
        schedule.incident().map(each -> each.begin(scene)).orElse(Surroundings.USUAL);
    this.config = config();
    this.operator = new Operator(cluster, name, story, timeline, config);
  }

  private Map<String, String> config() {
    Map<String, String> settings = new HashMap<>(TestConnector.config(name, queue.url()));
    settings.putAll(TestConnector.deadLetters(deadLetters));
    settings.putAll(schedule.settings());
    settings.putAll(surroundings.connectorSettings());
    return settings;
  }

  Outcome run() {
    story.tell("seed " + schedule.seed() + ": " + schedule);
    begin();
    for (PlannedStep step : schedule.steps()) {
      timeline.pass(step.pause());
      operator.perform(step);
    }
    timeline.awaitAll();
    feed.finish();
    operator.restoreCluster();
    violations.addAll(surroundings.repair(operator));
    story.tell("peace");
    awaitSettled();
    timeline.close();
    watch.read();
    watch.lookForDead();
    release();
    String logs = cluster.newLogs();
    judgeFailures(logs);
    return outcome(Rebalances.in(logs, name));
  }

  /** What is known when a schedule could not be carried out to its end. */
  Outcome abandoned(RuntimeException reason) {
    StringWriter trace = new StringWriter();
    reason.printStackTrace(new PrintWriter(trace));
    violations.add("abandoned: " + trace);
    return new Outcome(schedule, 0, 0, failedTasks, List.copyOf(violations), story.toString());
  }

  private void begin() {
    var unused = cluster.newLogs();
    cluster.topics().create(name, Schedule.PARTITIONS);
    cluster.topics().create(deadLetters, 1, surroundings.deadLetterSettings());
    sqs.always().latency(schedule.latency());
    sqs.whenever(entry -> entry.body().contains(NumberedFeed.POISON))
        .failEntry(schedule.poisonCode(), true);
    if (schedule.calm()) {
      startConnector();
      awaitGroup();
    } else {
      feed.send(schedule.records() / 4);
      Story.Open disturbance = story.disturb("tasks join one after the other");
      startConnector();
      story.over(disturbance);
    }
    timeline.begin();
    int portion = schedule.records() / PORTIONS + 1;
    for (int i = 0; i < PORTIONS; i++) {
      timeline.at(schedule.length().multipliedBy(i).dividedBy(PORTIONS), () -> feed.send(portion));
    }
    schedule.troubles().forEach(this::plan);
    timeline.at(schedule.length().dividedBy(4), surroundings::strike);
    timeline.every(READING_EVERY, watch::read);
  }

  private void startConnector() {
    cluster.ask(rest -> rest.put(name, config));
    cluster.ask(rest -> rest.awaitRunning(name));
    story.tell("running");
  }

  /** No partition moves any more, so that no later duplicate can be due to that. */
  private void awaitGroup() {
    int tasks = Integer.parseInt(config.get("tasks.max"));
    await("the group of " + name + " is complete")
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> cluster.topics().membersAssigned(name),
            each ->
                each.size() == tasks
                    && each.stream().mapToInt(Integer::intValue).sum() == Schedule.PARTITIONS);
    story.tell("the group is complete");
  }

  private void plan(PlannedTrouble planned) {
    timeline.at(planned.after(), () -> trouble(planned));
  }

  private void trouble(PlannedTrouble planned) {
    boolean outage = planned.trouble() == Trouble.OUTAGE;
    Story.Open disturbance = outage ? story.disturb(planned.toString()) : null;
    if (!outage) {
      story.tell(planned.toString());
    }
    Runnable end = planned.trouble().begin(sqs, planned.chance(), planned.variety());
    timeline.pass(planned.length());
    end.run();
    if (disturbance == null) {
      story.tell("over: " + planned);
    } else {
      story.over(disturbance);
    }
  }

  private void awaitSettled() {
    try {
      await("all of " + name + " delivered and committed")
          .atMost(PEACE_LIMIT)
          .pollInterval(Duration.ofMillis(250))
          .until(this::settled);
      story.tell("all delivered and committed");
    } catch (ConditionTimeoutException e) {
      violations.add(
          "not settled after %s: %d of %d records, committed %s, status %s"
              .formatted(
                  PEACE_LIMIT,
                  watch.settled(),
                  schedule.records(),
                  cluster.topics().committed(name),
                  cluster.answer(rest -> rest.status(name))));
    }
  }

  private boolean settled() {
    watch.lookForStored();
    if (!schedule.poisoned().isEmpty()) {
      watch.lookForDead();
    }
    reviveFailed();
    return watch.settled() >= schedule.records() && cluster.topics().allCommitted(name, name);
  }

  /** Connect does not restart failed tasks; whoever runs it does. */
  private void reviveFailed() {
    ConnectRest.Status status = cluster.answer(rest -> rest.status(name));
    if (status.tasks().stream().anyMatch(ConnectRest.State::failed)) {
      operator.restart();
    }
  }

  /** The status may have forgotten a failure, because the task was moved; the logs have not. */
  private void judgeFailures(String logs) {
    for (String trace : FailedTasks.in(logs, name)) {
      failedTasks++;
      String excuse = schedule.excuse(trace, deadLetters);
      story.tell("a task has failed" + excuse);
      if (excuse.isEmpty()) {
        violations.add("a task failed: " + trace);
      }
    }
  }

  /** Whatever the connector had in the workers is gone with it. */
  private void release() {
    cluster.ask(
        rest -> {
          if (rest.connectors().contains(name)) {
            rest.delete(name);
          }
        });
    Residue residue = new Residue(name);
    for (Member member : cluster.up()) {
      violations.addAll(residue.awaitNone(member, RELEASE_LIMIT));
    }
    story.tell("deleted; " + residue);
  }

  private Outcome outcome(List<Disturbance> rebalances) {
    List<Disturbance> disturbances = new ArrayList<>(story.disturbances());
    disturbances.addAll(schedule.calm() ? List.of() : rebalances);
    Evidence evidence = watch.evidence(feed, sqs, disturbances);
    Checker.Verdict verdict = Checker.judge(evidence);
    violations.addAll(verdict.violations());
    if (!sqs.counters().forbiddenActions().isEmpty()) {
      violations.add("actions called: " + sqs.counters().forbiddenActions());
    }
    long again = verdict.duplicates();
    story.tell(
        "%d messages again, %d readings of offsets (%d without answer), %d dead, %d tasks failed, %d times partitions taken, faults %s"
            .formatted(
                again,
                watch.readings(),
                watch.missedReadings(),
                evidence.dead().size(),
                failedTasks,
                rebalances.size(),
                sqs.counters().byFault()));
    return new Outcome(
        schedule,
        again,
        evidence.dead().size(),
        failedTasks,
        List.copyOf(violations),
        story.toString());
  }

  @Override
  public void close() {
    timeline.close();
    surroundings.close();
    sqs.close();
  }
}
