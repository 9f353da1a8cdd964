package io.github.sqsconnect.quickstart;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.project.ProjectFiles;
import io.github.sqsconnect.servers.Await;
import io.github.sqsconnect.servers.ConnectRest;
import io.github.sqsconnect.servers.LocalSqs;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The quickstart of a user who keeps it running, types records, and loses a server. */
class QuickstartIT {
  private static final Duration RUN_LIMIT = Duration.ofSeconds(180);
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(20);
  private static final int COLUMNS = 100;

  @TempDir private Path folder;
  private Process quickstart;

  @AfterEach
  void end() {
    quickstart.destroy();
  }

  @Test
  void typedLinesAreAnsweredAndADeadServerEndsEverythingWithOneSentence() throws Exception {
    start("--keep");
    awaitText("Ctrl-C ends everything", RUN_LIMIT);
    assertThat(output())
        .contains(
            "0 lost: 360 records produced, 360 delivered, 360 committed, through an outage of 3 s",
            "SQS unreachable: 180 more records wait, 0 committed",
            "\"order\": \"A0001\", \"customer_id\": ",
            "  +   \"message_id\": ",
            "receives and deletes every message of queue customer-events");
    assertThat(output().replaceFirst("(?s).*retries during the outage *(\\d+).*", "$1"))
        .as("retries of the connector")
        .matches("[1-9]\\d*");

    type("{\"order\": \"B1\"}");
    awaitText("delivered as ", ANSWER_LIMIT);
    awaitText("          \"order\": \"B1\"", ANSWER_LIMIT);
    type("{\"order\": }");
    awaitText("rejected: not valid JSON at byte 10, in /order", ANSWER_LIMIT);
    awaitText("    {\"order\": }\n              ^\n", ANSWER_LIMIT);
    type("[]");
    awaitText("was filtered: there is nothing to send", ANSWER_LIMIT);

    assertAnswerNamesTheQueueAfterAChange();

    List<ProcessHandle> servers = quickstart.descendants().toList();
    assertThat(servers).hasSizeGreaterThanOrEqualTo(3);
    servers.stream().filter(QuickstartIT::isElasticMq).forEach(ProcessHandle::destroyForcibly);
    assertThat(quickstart.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(quickstart.exitValue()).isOne();
    assertThat(output())
        .containsPattern("ElasticMQ, the queue service, has ended. Its log is target/quickstart")
        .doesNotContain("\tat ", "Exception");
    Await.until(
        "end of all servers",
        ANSWER_LIMIT,
        () -> servers.stream().noneMatch(ProcessHandle::isAlive));
    assertThat(output().lines()).allMatch(line -> line.length() <= COLUMNS);
  }

  /** The task may receive the line before or after it restarts with the other queue. */
  private void assertAnswerNamesTheQueueAfterAChange() throws IOException {
    LocalSqs sqs = new LocalSqs(URI.create(found("curl -s (\\S+)/ -H")));
    String mine = sqs.createQueue("mine");
    ConnectRest worker = new ConnectRest(URI.create(found("C=(\\S+)/connectors/")));
    Map<String, String> config = worker.config("quickstart-sqs");
    config.put("sqs.queue.url", mine);
    config.put("sqs.message.format", "raw");
    int before = output().length();
    worker.put("quickstart-sqs", config);
    type("{\"order\": \"B2\"}");

    Pattern answer = Pattern.compile("delivered (as|to) ");
    String text =
        Await.value(
            "answer",
            ANSWER_LIMIT,
            () -> output().substring(before),
            output -> answer.matcher(output).find());
    try (SqsClient client = sqs.client()) {
      int inMine = client.receiveMessage(request -> request.queueUrl(mine)).messages().size();
      assertThat(text).contains(inMine == 0 ? "delivered as" : "delivered to " + mine);
    }
    assertThat(text).doesNotContain("which was not typed here");
  }

  private String found(String pattern) {
    return Pattern.compile(pattern)
        .matcher(output())
        .results()
        .map(match -> match.group(1))
        .findFirst()
        .orElseThrow();
  }

  private void start(String option) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.add("-Darchive=" + ProjectFiles.archive());
    command.add("-Dorg.slf4j.simpleLogger.defaultLogLevel=off");
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(Quickstart.class.getName(), option));
    quickstart =
        new ProcessBuilder(command)
            .directory(ProjectFiles.root().toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("output").toFile())
            .start();
  }

  private void type(String line) throws IOException {
    OutputStream keyboard = quickstart.getOutputStream();
    keyboard.write((line + "\n").getBytes(UTF_8));
    keyboard.flush();
  }

  private String output() {
    return ProjectFiles.read(folder.resolve("output"));
  }

  private void awaitText(String text, Duration limit) {
    Await.value(
        text, limit, this::output, output -> output.contains(text) || !quickstart.isAlive());
    assertThat(output()).contains(text);
  }

  private static boolean isElasticMq(ProcessHandle server) {
    return server.info().commandLine().orElse("").contains("RunElasticMq");
  }
}
