package io.github.sqsconnect.chaos;

import static org.awaitility.Awaitility.await;

import io.github.sqsconnect.chaos.Schedule.PlannedStep;
import io.github.sqsconnect.servers.ConnectRest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/** Does to servers and connector what a schedule says, one step after the other. */
final class Operator {
  /** Longer than the session of any consumer and of any worker, which is 6 s. */
  private static final Duration FREEZE = Duration.ofSeconds(8);

  private final Cluster cluster;
  private final String connector;
  private final Story story;
  private final Timeline timeline;
  private final Map<String, String> config;
  private final List<CompletableFuture<Void>> starting = new ArrayList<>();

  Operator(
      Cluster cluster,
      String connector,
      Story story,
      Timeline timeline,
      Map<String, String> config) {
    this.cluster = cluster;
    this.connector = connector;
    this.story = story;
    this.timeline = timeline;
    this.config = new HashMap<>(config);
  }

  void perform(PlannedStep planned) {
    int draw = planned.draw();
    Member member = cluster.member(draw % Cluster.USUAL);
    switch (planned.step()) {
      case KILL_WORKER -> kill(member);
      case FREEZE_WORKER -> freeze(member);
      case WORKER_JOINS -> join();
      case WORKER_LEAVES -> leave(member);
      case BROKER_KILLED -> restartBroker(true);
      case BROKER_RESTARTED -> restartBroker(false);
      case PAUSE_AND_RESUME -> pauseAndResume(draw);
      case RESTART_CONNECTOR -> restart();
      case RECONFIGURE -> reconfigure(draw);
      case REWIND_OFFSETS -> alterOffsets(draw);
      case FORGET_OFFSETS -> alterOffsets(-1);
    }
  }

  private void kill(Member member) {
    if (member.up()) {
      Story.Open disturbance = story.disturb("SIGKILL of worker " + member.number());
      member.kill();
      comesBack(member, disturbance);
    }
  }

  private void leave(Member member) {
    if (member.up()) {
      Story.Open disturbance = story.disturb("worker " + member.number() + " leaves");
      member.stop();
      comesBack(member, disturbance);
    }
  }

  private void join() {
    Member guest = cluster.guest();
    if (!guest.up()) {
      comesBack(guest, story.disturb("worker " + guest.number() + " joins"));
    }
  }

  private void comesBack(Member member, Story.Open disturbance) {
    starting.add(Cluster.starting(member).thenRun(() -> story.over(disturbance)));
  }

  private void freeze(Member member) {
    if (member.up()) {
      Story.Open disturbance = story.disturb("SIGSTOP of worker " + member.number());
      member.worker().freeze();
      try {
        timeline.pass(FREEZE);
      } finally {
        member.worker().thaw();
      }
      story.over(disturbance);
    }
  }

  /** A worker that starts while the broker is away may give up; it is waited for. */
  private void restartBroker(boolean killed) {
    awaitWorkers();
    Story.Open disturbance = story.disturb("broker " + (killed ? "killed" : "stopped"));
    if (killed) {
      cluster.broker().kill();
    }
    cluster.broker().restart();
    story.over(disturbance);
  }

  private void pauseAndResume(int draw) {
    story.tell("pause");
    cluster.ask(rest -> rest.pause(connector));
    timeline.pass(Duration.ofMillis(500 + draw * 2L));
    story.tell("resume");
    cluster.ask(rest -> rest.resume(connector));
  }

  void restart() {
    Story.Open disturbance = story.disturb("restart of connector and tasks");
    cluster.ask(rest -> rest.restart(connector));
    story.over(disturbance);
  }

  private void reconfigure(int draw) {
    config.put("sqs.linger.ms", Integer.toString(draw % 40));
    config.put("sqs.batch.max.messages", Integer.toString(1 + draw % 10));
    if (draw % 2 == 0) {
      config.put("tasks.max", Integer.toString(1 + draw % 4));
    }
    Story.Open disturbance =
        story.disturb(
            "new configuration: linger %s ms, %s messages a request, %s tasks"
                .formatted(
                    config.get("sqs.linger.ms"),
                    config.get("sqs.batch.max.messages"),
                    config.get("tasks.max")));
    cluster.ask(rest -> rest.put(connector, config));
    story.over(disturbance);
  }

  /** To a share of what is committed, in thousandths; below 0, to nothing. */
  private void alterOffsets(int share) {
    Story.Open disturbance =
        story.disturb(share < 0 ? "stop, to forget offsets" : "stop, to rewind");
    cluster.ask(rest -> rest.stop(connector));
    await("tasks of " + connector + " are gone")
        .atMost(Duration.ofSeconds(60))
        .until(() -> cluster.answer(rest -> stopped(rest.status(connector))));
    if (share < 0) {
      cluster.ask(rest -> rest.resetOffsets(connector));
    } else {
      rewind(share);
    }
    cluster.ask(rest -> rest.resume(connector));
    story.over(disturbance);
  }

  private static boolean stopped(ConnectRest.Status status) {
    return status.connector().state().equals("STOPPED") && status.tasks().isEmpty();
  }

  private void rewind(int share) {
    Map<Integer, Long> offsets = new TreeMap<>();
    cluster
        .topics()
        .committed(connector)
        .forEach((at, offset) -> offsets.put(at.partition(), offset * share / 1_000));
    story.tell("rewind to " + offsets);
    if (!offsets.isEmpty()) {
      cluster.ask(rest -> rest.alterOffsets(connector, connector, offsets));
    }
  }

  void awaitWorkers() {
    starting.forEach(CompletableFuture::join);
    starting.clear();
  }

  /** Two workers are up again, as every schedule finds them. */
  void restoreCluster() {
    awaitWorkers();
    if (cluster.guest().up()) {
      Story.Open disturbance = story.disturb("worker " + cluster.guest().number() + " leaves");
      cluster.guest().stop();
      story.over(disturbance);
    }
  }
}
