package io.github.sqsconnect.quickstart;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.sqsconnect.quickstart.Screen.Outcome;
import io.github.sqsconnect.servers.Await;
import io.github.sqsconnect.servers.ConnectRest;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** {@code bin/quickstart}: shows the way of a record from Kafka to SQS on local servers. */
public final class Quickstart {
  private static final String QUEUE = "customer-events";

  private final Screen screen =
      new Screen(
          new PrintStream(new FileOutputStream(FileDescriptor.out), true, UTF_8), Look.given());
  private final RunDirectory directory = RunDirectory.claim();
  private final ProblemLog problems = new ProblemLog(directory.resolve("quickstart.log"));
  private final QuickstartServers servers = new QuickstartServers(screen, directory);

  private Quickstart() {}

  /** Options are {@code --keep} and {@code --watch}; {@code bin/quickstart} checks them. */
  public static void main(String[] args) {
    Runtime.getRuntime().addShutdownHook(new Thread(Quickstart::endChildren, "end-children"));
    Quickstart quickstart = new Quickstart();
    int status;
    try {
      List<String> options = List.of(args);
      status =
          options.contains("--watch")
              ? new WatchMode(quickstart.screen, quickstart.directory).run()
              : quickstart.run(options.contains("--keep"));
    } finally {
      quickstart.servers.close();
    }
    System.exit(status);
  }

  /** Ends what no server's own hook ends, such as a Maven that is downloading. */
  private static void endChildren() {
    ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
  }

  private int run(boolean keep) {
    problems.receiveThoseOfThreads();
    Thread watch = new Thread(this::endWithServers, "quickstart-watch");
    watch.setDaemon(true);
    watch.start();
    screen.title("Kafka to SQS, on this machine");
    Times times = new Times();
    try {
      times.build().ifPresent(time -> screen.done("build", "connector and archive", true, time));
      times.measure("download", servers::download);
      times.measure("servers", servers::start);
      SampleConfig config = times.measure("connector", this::createConnector);
      SampleDelivery delivery = new SampleDelivery(screen, servers, config);
      boolean good = times.measure("delivery", delivery::run);

      new Summary(screen, servers, config, delivery).show();
      screen.verdict(good, delivery.verdict());
      screen.text(Screen.Mark.FAINT, "    ", "Time: " + times);
      if (keep) {
        new InteractiveMode(screen, servers, config).run();
      }
      Summary.showOtherCommands(screen);
      return good ? 0 : 1;
    } catch (RuntimeException e) {
      problems.add(e);
      screen.end(sentence(e));
      return 1;
    }
  }

  /** Waits until a server ends; then the quickstart ends too. */
  private void endWithServers() {
    while (servers.ended().isEmpty()) {
      Await.pause(Duration.ofMillis(200));
    }
    servers.ended().ifPresent(screen::end);
    System.exit(1);
  }

  /** What went wrong, and where the log is. The end of a server explains what failed by it. */
  private String sentence(RuntimeException e) {
    Await.within(Duration.ofSeconds(1), () -> servers.ended().isPresent());
    String problem = servers.ended().orElseGet(() -> Problem.of(e));
    return problem.contains("log is ")
        ? problem
        : problem + ". Its log is " + RunDirectory.shown(problems.file());
  }

  private SampleConfig createConnector() {
    String queueUrl = servers.createQueue(QUEUE);
    Path credentials = SampleConfig.writeCredentials(directory.resolve("credentials.properties"));
    SampleConfig config = SampleConfig.of(queueUrl, credentials);
    servers.topics().create(config.topic(), 3);
    screen.step(
        "connector",
        "creating from " + SampleConfig.FILE,
        () -> {
          ConnectRest rest = servers.worker().rest();
          rest.create(config.json());
          awaitRunning(rest, config.connector());
          return new Outcome<>(true, config.connector() + " runs, from " + SampleConfig.FILE);
        });
    return config;
  }

  private void awaitRunning(ConnectRest rest, String connector) {
    try {
      rest.awaitRunning(connector);
    } catch (IllegalStateException e) {
      throw servers.failedTask(connector).map(IllegalStateException::new).orElse(e);
    }
  }
}
