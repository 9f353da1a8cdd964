package io.github.sqsconnect.servers;

import io.github.sqsconnect.project.ProjectFiles;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** ElasticMQ: an SQS server that keeps queues in memory. */
public final class ElasticMqServer implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final Pattern PORT = Pattern.compile("^port=(\\d+)$", Pattern.MULTILINE);

  private final ServerProcess process;
  private final LocalSqs sqs;

  private ElasticMqServer(ServerProcess process, LocalSqs sqs) {
    this.process = process;
    this.sqs = sqs;
  }

  /** Starts it on a free port; its log is in the directory. */
  public static ElasticMqServer start(Path directory) {
    ServerProcess process =
        ServerProcess.java(
            "ElasticMQ",
            ProjectFiles.emptied(directory).resolve("elasticmq.log"),
            "512m",
            "-cp",
            ServerJars.ELASTICMQ.classPath(),
            ProjectFiles.testServer("elasticmq/RunElasticMq.java").toString());
    process.awaitReady(START_LIMIT, () -> PORT.matcher(process.logText()).find());

    MatchResult port = PORT.matcher(process.logText()).results().findFirst().orElseThrow();
    return new ElasticMqServer(
        process, new LocalSqs(URI.create("http://127.0.0.1:" + port.group(1))));
  }

  public LocalSqs sqs() {
    return sqs;
  }

  public boolean alive() {
    return process.alive();
  }

  public Path log() {
    return process.log();
  }

  @Override
  public void close() {
    process.kill();
  }
}
