package io.github.sqsconnect.integration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import io.github.sqsconnect.endpoint.RecordedRequest;
import io.github.sqsconnect.endpoint.ScriptedContainer;
import io.github.sqsconnect.endpoint.ScriptedQueue;
import io.github.sqsconnect.endpoint.ScriptedSqs;
import io.github.sqsconnect.endpoint.ScriptedSts;
import io.github.sqsconnect.endpoint.SelfSigned;
import io.github.sqsconnect.servers.ConnectRest;
import io.github.sqsconnect.servers.ConnectWorker;
import io.github.sqsconnect.servers.LocalServers;
import io.github.sqsconnect.servers.PluginArchive;
import io.github.sqsconnect.servers.ProjectFiles;
import io.github.sqsconnect.servers.RunningJvm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * A worker with the packed connector in an environment that names a profile file, a web identity
 * and a container, before an SQS that accepts nobody unknown and an STS that gives sessions.
 */
final class IdentityWorker implements AutoCloseable {
  static final String ROLE = "arn:aws:iam::123456789012:role/Sender";
  static final String WEB_ROLE = "arn:aws:iam::123456789012:role/Web";
  static final String EXTERNAL_ID = "external-1";
  static final String KEY = "AKIDKEYS";
  static final String SECRET = "secret-of-the-keys";
  static final String PROFILE_KEY = "AKIDPROFILE";
  static final String CONTAINER_KEY = "ASIACONTAINER";

  final ScriptedSqs sqs = ScriptedSqs.start();
  final ScriptedSts sts = ScriptedSts.start(sqs);
  final ScriptedContainer container = ScriptedContainer.start(sqs, CONTAINER_KEY, "let-me-in");
  final Path secrets;
  final Path webToken;
  final SelfSigned certificate;
  private final LocalServers servers;
  private final ConnectWorker worker;

  IdentityWorker(LocalServers servers) {
    this(servers, "identities", settings -> {});
  }

  /**
   * @param name of its directory and its group
   * @param more what the worker is set to besides
   */
  IdentityWorker(LocalServers servers, String name, Consumer<ConnectWorker.Settings> more) {
    this.servers = servers;
    Path directory = ProjectFiles.fresh(ProjectFiles.target().resolve("integration/" + name));
    certificate = SelfSigned.in(directory);
    secrets = directory.resolve("secrets.properties");
    webToken = directory.resolve("web-token");
    Path profiles = directory.resolve("credentials");
    Path containerToken = directory.resolve("container-token");
    Path plugins = PluginArchive.unpack(ProjectFiles.archive(), directory.resolve("plugins"));
    UserProvider.install(plugins, directory);
    write(webToken, "web-token-1");
    write(containerToken, "let-me-in");
    write(
        profiles,
        "[sender]\naws_access_key_id = " + PROFILE_KEY + "\naws_secret_access_key = of-profile\n");
    sqs.credentials().accept(KEY, SECRET).accept(PROFILE_KEY, "of-profile");
    sts.knows(KEY, SECRET).role(ROLE, EXTERNAL_ID).webIdentity(WEB_ROLE, "web-token-1");
    ConnectWorker.Settings settings =
        ConnectWorker.of(servers.broker(), plugins, directory)
            .group("worker-" + name)
            .property("config.providers", "file")
            .property(
                "config.providers.file.class",
                "org.apache.kafka.common.config.provider.FileConfigProvider")
            .environment("AWS_REGION", "us-east-1")
            .environment("AWS_SHARED_CREDENTIALS_FILE", profiles.toString())
            .environment("AWS_CONFIG_FILE", directory.resolve("no-config").toString())
            .environment("AWS_WEB_IDENTITY_TOKEN_FILE", webToken.toString())
            .environment("AWS_ROLE_ARN", WEB_ROLE)
            .environment("AWS_ROLE_SESSION_NAME", "web-session")
            .environment("AWS_ENDPOINT_URL_STS", sts.uri().toString())
            .environment("AWS_CONTAINER_CREDENTIALS_FULL_URI", container.uri().toString())
            .environment("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", containerToken.toString())
            .environment("AWS_EC2_METADATA_DISABLED", "true")
            .environment("JDK_JAVA_OPTIONS", String.join(" ", certificate.trust()));
    more.accept(settings);
    worker = settings.start();
  }

  ConnectRest rest() {
    return worker.rest();
  }

  RunningJvm jvm() {
    return worker.jvm();
  }

  /** Ends the worker in good order, and all that it logs with it. */
  void stop() {
    worker.stop();
  }

  String log() {
    return worker.logText();
  }

  /** A connector with a topic and a queue of its own that signs as these settings say. */
  ScriptedQueue connector(String name, Map<String, String> identity) {
    servers.topics().create(name, 1);
    ScriptedQueue queue = sqs.queue(name);
    rest().put(name, config(queue, identity));
    return queue;
  }

  /** The configuration of a connector for a queue that signs as these settings say. */
  static Map<String, String> config(ScriptedQueue queue, Map<String, String> identity) {
    String name = queue.name();
    Map<String, String> config = TestConnector.config(name, queue.url());
    config.keySet().removeIf(key -> key.startsWith("aws."));
    config.put("sqs.message.format", "raw");
    config.putAll(identity);
    return config;
  }

  /** Sends records to the topic of a connector whose values go from one number to another. */
  void send(String name, int from, int to) {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (int i = from; i < to; i++) {
      records.add(new ProducerRecord<>(name, Integer.toString(i).getBytes(UTF_8)));
    }
    servers.topics().sendAll(records);
  }

  /** Waits until each of so many different messages has come; a failed task ends the wait. */
  void awaitStored(ScriptedQueue queue, int count) {
    await(count + " messages in " + queue.name())
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(100))
        .until(() -> stored(queue) >= count || failed(queue.name()));
    if (stored(queue) < count) {
      throw new AssertionError("failed: " + rest().status(queue.name()));
    }
  }

  private static int stored(ScriptedQueue queue) {
    return new HashSet<>(queue.bodies()).size();
  }

  boolean failed(String name) {
    return rest().connectors().contains(name)
        && rest().status(name).tasks().stream().anyMatch(task -> task.failed());
  }

  /** Who has signed the requests to a queue. */
  Set<String> signers(String queue) {
    Set<String> signers = new TreeSet<>();
    sqs.requests().stream()
        .filter(request -> request.queue().equals(queue))
        .map(RecordedRequest::accessKeyId)
        .forEach(signers::add);
    return signers;
  }

  static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    worker.close();
    container.close();
    sts.close();
    sqs.close();
  }
}
