package io.github.sqsconnect.endpoint;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Runs the endpoint in this process until the process is killed. */
public final class Main {
  private static final String USAGE =
      "usage: Main [--host 127.0.0.1] [--port 0] [--admin-port none] [--queue NAME]..."
          + " [--seed 1] [--keep-requests 100000] [--keep-body-chars all]";

  private Main() {}

  public static void main(String[] args) throws InterruptedException {
    EndpointSetup setup = ScriptedSqs.setup().keepIdsOnly().keepRequests(100_000);
    List<String> queues = new ArrayList<>();
    try {
      read(args, setup, queues);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.err.println(USAGE);
      System.exit(2);
    }
    ScriptedSqs endpoint = setup.start();
    announce(endpoint, queues, System.out);
    new CountDownLatch(1).await();
  }

  /** The first line is for programs: the port and the admin port, which may be equal. */
  private static void announce(ScriptedSqs endpoint, List<String> queues, PrintStream out) {
    out.println("scripted-sqs port=" + endpoint.port() + " admin=" + endpoint.adminPort());
    queues.forEach(name -> out.println("queue " + endpoint.queue(name).url()));
    out.flush();
  }

  private static void read(String[] args, EndpointSetup setup, List<String> queues) {
    if (args.length % 2 != 0) {
      throw new IllegalArgumentException("each flag needs one value");
    }
    for (int i = 0; i < args.length; i += 2) {
      String value = args[i + 1];
      switch (args[i]) {
        case "--host" -> setup.host(value);
        case "--port" -> setup.port(Integer.parseInt(value));
        case "--admin-port" -> setup.adminPort(Integer.parseInt(value));
        case "--queue" -> queues.add(value);
        case "--seed" -> setup.seed(Long.parseLong(value));
        case "--keep-requests" -> setup.keepRequests(Integer.parseInt(value));
        case "--keep-body-chars" -> setup.keepBodyChars(Integer.parseInt(value));
        default -> throw new IllegalArgumentException("unknown flag " + args[i]);
      }
    }
  }
}
