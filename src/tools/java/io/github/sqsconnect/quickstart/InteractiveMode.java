package io.github.sqsconnect.quickstart;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.sqsconnect.project.Unchecked;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.util.concurrent.CountDownLatch;

/** Keeps the servers running: typed lines become records, and each is answered. */
record InteractiveMode(Screen screen, QuickstartServers servers, SampleConfig config) {
  private static final String LOOK =
      """
      C=%1$s/connectors/%2$s
      curl -sw '\\n' $C/status
      curl -sw '\\n' $C/config
      curl -sw '\\n' $C/offsets
      curl -s -X PUT $C/pause
      curl -s -X PUT $C/resume
      """;

  private static final String OWN_QUEUE =
      """
      sqs() { curl -s %1$s/ -H "X-Amz-Target: AmazonSQS.$1" \\
        -H 'Content-Type: application/x-amz-json-1.0' -d "$2"; echo; }
      sqs CreateQueue '{"QueueName": "mine"}'
      curl -sw '\\n' -X PATCH $C/config -H 'Content-Type: application/json' -d '{
        "sqs.queue.url": "%1$s/000000000000/mine",
        "sqs.message.format": "json"}'
      sqs ReceiveMessage '{"QueueUrl": "%1$s/000000000000/mine",
        "WaitTimeSeconds": 5}'
      """;

  private static final String BACK =
      """
      curl -sw '\\n' -X PATCH $C/config -H 'Content-Type: application/json' -d '{
        "sqs.queue.url": "%1$s",
        "sqs.message.format": null}'
      """;

  /** Returns only when the process is asked to end. */
  void run() {
    URI sqs = servers.elasticMq().sqs().uri();
    screen.heading("All servers keep running. Look at the connector from another terminal:");
    show(LOOK.formatted(servers.worker().uri(), config.connector()));
    screen.heading("There, make a queue, send records to it as plain JSON, and receive them:");
    show(OWN_QUEUE.formatted(sqs));
    screen.heading(
        "Back to event batches in the first queue (its port is a relay to the queue service):");
    show(BACK.formatted(config.queueUrl()));

    screen.heading("Type a record here, such as {\"order\": \"A1\", \"total\": \"19.90\"}");
    screen.text(
        Screen.Mark.FAINT,
        "  ",
        "This window receives and deletes every message of queue "
            + config.queue()
            + ", so nobody else gets them. Ctrl-C ends everything.");
    screen.plain("");
    TypedRecords records = new TypedRecords(screen, servers, config);
    records.start();
    Unchecked.run(() -> answerTypedLines(records));
  }

  private void show(String commands) {
    commands.lines().forEach(line -> screen.plain("    " + line));
  }

  private static void answerTypedLines(TypedRecords records)
      throws IOException, InterruptedException {
    BufferedReader typed = new BufferedReader(new InputStreamReader(System.in, UTF_8));
    for (String line = typed.readLine(); line != null; line = typed.readLine()) {
      if (!line.isBlank()) {
        records.produce(line);
      }
    }
    new CountDownLatch(1).await();
  }
}
