package io.github.sqsconnect.servers;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** ElasticMQ, which keeps queues in memory and forgets them when it ends. */
public final class ElasticMqServer implements SqsServer {
  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final Pattern PORT = Pattern.compile("^port=(\\d+)$", Pattern.MULTILINE);

  private final ServerProcess process;
  private final URI uri;

  private ElasticMqServer(ServerProcess process, URI uri) {
    this.process = process;
    this.uri = uri;
  }

  /** Starts it on a free port of its own choice, with its log in {@code directory}. */
  public static ElasticMqServer start(Path directory) {
    ProjectFiles.fresh(directory);
    ServerProcess process =
        ServerProcess.java(
            "ElasticMQ",
            directory.resolve("elasticmq.log"),
            "512m",
            List.of(
                "-cp",
                ServerRuntime.elasticMq().classPath(),
                ProjectFiles.runtime("elasticmq/RunElasticMq.java").toString()));
    process.awaitReady(START_LIMIT, () -> PORT.matcher(process.logText()).find());
    Matcher port = PORT.matcher(process.logText());
    if (!port.find()) {
      throw new IllegalStateException("no port in " + process.log());
    }
    return new ElasticMqServer(process, URI.create("http://127.0.0.1:" + port.group(1)));
  }

  @Override
  public URI uri() {
    return uri;
  }

  @Override
  public String createQueue(String name) {
    return RunningSqs.at(uri).createQueue(name);
  }

  public Path log() {
    return process.log();
  }

  public long pid() {
    return process.pid();
  }

  @Override
  public void close() {
    process.kill();
  }
}
