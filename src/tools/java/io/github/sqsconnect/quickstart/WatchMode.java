package io.github.sqsconnect.quickstart;

import io.github.sqsconnect.page.ConfigureView;
import io.github.sqsconnect.page.PageServer;
import io.github.sqsconnect.page.PreviewView;
import io.github.sqsconnect.project.Unchecked;
import io.github.sqsconnect.quickstart.Screen.Outcome;
import io.github.sqsconnect.servers.KafkaBroker;
import io.github.sqsconnect.servers.ServerJars;
import io.github.sqsconnect.watch.Watch;
import io.github.sqsconnect.watch.WatchServers;
import io.github.sqsconnect.watch.WatchSetup;
import io.github.sqsconnect.watch.WatchView;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** {@code bin/quickstart --watch}: the page with all views, on servers of its own. */
record WatchMode(Screen screen, RunDirectory directory) {

  /** Returns only if something cannot be started. */
  int run() {
    screen.title("The connector at work, on a page of this machine");
    try (WatchServers servers = new WatchServers(WatchSetup.ofQuickstart(), directory.path())) {
      start(servers);
      try (Watch watch = Watch.start(servers);
          PageServer page =
              PageServer.start(
                  servers.connectorConfig(),
                  List.of(WatchView.of(watch), ConfigureView.create(), PreviewView.create()))) {
        screen.verdict(true, "Open " + page.address() + " in a browser. Ctrl-C ends everything.");
        Unchecked.run(() -> new CountDownLatch(1).await());
      }
    } catch (RuntimeException e) {
      screen.end(Problem.of(e) + ". The logs are in " + RunDirectory.shown(directory.path()));
    }
    return 1;
  }

  private void start(WatchServers servers) {
    QuickstartServers.downloadJars(screen, "Kafka", ServerJars.kafka(ServerJars.NEWEST_KAFKA));
    screen.step(
        "broker",
        "starting Kafka " + ServerJars.NEWEST_KAFKA,
        () -> {
          KafkaBroker broker = servers.startBroker();
          return new Outcome<>(
              true, "Kafka " + ServerJars.NEWEST_KAFKA + " at " + broker.bootstrapServers());
        });
    screen.step(
        "worker",
        "starting Connect",
        () -> new Outcome<>(true, "Connect at " + servers.startWorker().uri().getAuthority()));
    screen.step(
        "connector",
        "creating",
        () -> {
          servers.createConnector();
          return new Outcome<>(true, "runs, in front of a scripted SQS endpoint");
        });
  }
}
