package io.github.sqsconnect.quickstart;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.sqsconnect.project.Unchecked;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Keeps the servers running: typed lines become records, arriving messages are shown. */
record InteractiveMode(Screen screen, QuickstartServers servers, SampleConfig config) {
  private static final String COMMANDS =
      """
          curl -s %1$s/connector-plugins
          curl -s %1$s/connectors/%2$s/status
          curl -s %1$s/connectors/%2$s/config
          curl -s %1$s/connectors/%2$s/offsets
          curl -s -X PUT %1$s/connectors/%2$s/pause
          curl -s -X PUT %1$s/connectors/%2$s/resume
          curl -s %3$s/ -H 'X-Amz-Target: AmazonSQS.ListQueues' \\
               -H 'Content-Type: application/x-amz-json-1.0' -d '{}'""";

  /** Returns only when the process is asked to end. */
  void run() {
    URI worker = servers.worker().uri();
    screen.heading("All servers keep running. Try in another terminal:");
    COMMANDS
        .formatted(worker, config.connector(), servers.elasticMq().sqs().uri())
        .lines()
        .forEach(line -> screen.plain("    " + line));
    screen.heading("Or type a JSON object here to produce a record. Ctrl-C ends everything.");
    screen.plain("");
    servers.queue().onMessage(body -> screen.json(body));
    Unchecked.run(this::produceTypedLines);
  }

  private void produceTypedLines() throws IOException, InterruptedException {
    BufferedReader typed = new BufferedReader(new InputStreamReader(System.in, UTF_8));
    for (String line = typed.readLine(); line != null; line = typed.readLine()) {
      if (!line.isBlank()) {
        servers.topics().send(new ProducerRecord<>(config.topic(), line.getBytes(UTF_8)));
        servers.topics().flush();
      }
    }
    new CountDownLatch(1).await();
  }
}
