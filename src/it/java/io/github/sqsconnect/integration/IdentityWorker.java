package io.github.sqsconnect.integration;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.sqsconnect.endpoint.RecordedRequest;
import io.github.sqsconnect.endpoint.ScriptedMetadata;
import io.github.sqsconnect.endpoint.ScriptedQueue;
import io.github.sqsconnect.endpoint.ScriptedSqs;
import io.github.sqsconnect.endpoint.ScriptedSts;
import io.github.sqsconnect.endpoint.SelfSigned;
import io.github.sqsconnect.project.ProjectFiles;
import io.github.sqsconnect.servers.ConnectRest;
import io.github.sqsconnect.servers.ConnectWorker;
import io.github.sqsconnect.servers.ConnectorConfig;
import io.github.sqsconnect.servers.LocalServers;
import io.github.sqsconnect.servers.RunningConnector;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * A worker whose environment names a profile file, a web identity and a container. Its SQS accepts
 * only known credentials, and its STS issues sessions.
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
  final ScriptedMetadata container = ScriptedMetadata.container(sqs, CONTAINER_KEY, "let-me-in");
  final Path secrets;
  final Path webToken;
  final SelfSigned certificate;
  private final LocalServers servers;
  private final ConnectWorker worker;

  /**
   * Starts the worker.
   *
   * @param name of its directory and its group
   * @param changes to its settings
   */
  IdentityWorker(LocalServers servers, String name, Consumer<ConnectWorker.Settings> changes) {
    this.servers = servers;
    Path directory = ProjectFiles.emptied(servers.directory().resolve(name + "-files"));
    certificate = SelfSigned.in(directory);
    secrets = directory.resolve("secrets.properties");
    webToken = ProjectFiles.write(directory.resolve("web-token"), "web-token-1");
    Path containerToken = ProjectFiles.write(directory.resolve("container-token"), "let-me-in");
    Path profiles =
        ProjectFiles.write(
            directory.resolve("credentials"),
            "[sender]\naws_access_key_id = AKIDPROFILE\naws_secret_access_key = of-profile\n");
    Path plugins = ProjectFiles.installArchive(directory.resolve("plugins"));
    UserCredentialsProvider.install(plugins, directory);
    sqs.credentials().accept(KEY, SECRET).accept(PROFILE_KEY, "of-profile");
    sts.knows(KEY, SECRET).role(ROLE, EXTERNAL_ID).webIdentity(WEB_ROLE, "web-token-1");

    ConnectWorker.Settings settings =
        servers.worker(name).property("plugin.path", plugins.toString()).fileConfigProvider();
    Map.of(
            "AWS_REGION",
            "us-east-1",
            "AWS_SHARED_CREDENTIALS_FILE",
            profiles,
            "AWS_CONFIG_FILE",
            directory.resolve("no-config"),
            "AWS_WEB_IDENTITY_TOKEN_FILE",
            webToken,
            "AWS_ROLE_ARN",
            WEB_ROLE,
            "AWS_ROLE_SESSION_NAME",
            "web-session",
            "AWS_ENDPOINT_URL_STS",
            sts.uri(),
            "AWS_CONTAINER_CREDENTIALS_FULL_URI",
            container.uri(),
            "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE",
            containerToken,
            "AWS_EC2_METADATA_DISABLED",
            "true")
        .forEach((variable, value) -> settings.environment(variable, value.toString()));
    settings.environment("JDK_JAVA_OPTIONS", String.join(" ", certificate.trust()));
    changes.accept(settings);
    worker = settings.start();
  }

  ConnectRest rest() {
    return worker.rest();
  }

  ConnectWorker worker() {
    return worker;
  }

  /** Creates a connector with a topic and a queue of its own. */
  ScriptedQueue connector(String name, Map<String, String> identity) {
    servers.topics().create(name, 1);
    ScriptedQueue queue = sqs.queue(name);
    rest().put(name, config(queue, identity));
    return queue;
  }

  /** A configuration without other identity settings than these. */
  static Map<String, String> config(ScriptedQueue queue, Map<String, String> identity) {
    Map<String, String> config = ConnectorConfig.of(queue.name(), queue.url());
    config.keySet().removeIf(key -> key.startsWith("aws."));
    config.put("sqs.message.format", "raw");
    config.putAll(identity);
    return config;
  }

  /** Settings that assume the role with a key pair. */
  Map<String, String> assumingRole(Map<String, String> keys) {
    Map<String, String> settings = new HashMap<>(keys);
    settings.put("aws.sts.role.arn", ROLE);
    settings.put("aws.sts.role.external.id", EXTERNAL_ID);
    settings.put("aws.sts.endpoint.url", sts.uri().toString());
    return settings;
  }

  /** Produces the numbers of a range to the topic of a connector. */
  void send(String name, int from, int to) {
    servers
        .topics()
        .sendAll(
            IntStream.range(from, to)
                .mapToObj(i -> Integer.toString(i).getBytes(UTF_8))
                .map(value -> new ProducerRecord<byte[], byte[]>(name, value))
                .toList());
  }

  /** Waits for so many different messages; fails as soon as a task has failed. */
  void awaitStored(ScriptedQueue queue, int count) {
    new RunningConnector(
            queue.name(), rest(), servers.topics(), () -> new HashSet<>(queue.bodies()).size())
        .awaitStored(count);
  }

  /** The access keys that signed the requests to a queue. */
  Set<String> signers(String queue) {
    return sqs.requests().stream()
        .filter(request -> request.queue().equals(queue))
        .map(RecordedRequest::accessKeyId)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Override
  public void close() {
    worker.close();
    container.close();
    sts.close();
    sqs.close();
  }
}
