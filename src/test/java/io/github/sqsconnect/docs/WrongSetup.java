package io.github.sqsconnect.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.sqsconnect.SqsSinkConnector;
import io.github.sqsconnect.cli.CommandRun;
import io.github.sqsconnect.endpoint.ScriptedSts;
import io.github.sqsconnect.endpoint.SelfSigned;
import io.github.sqsconnect.endpoint.TlsFront;
import io.github.sqsconnect.endpoint.TunnelProxy;
import io.github.sqsconnect.logs.CapturedLog;
import io.github.sqsconnect.project.ProjectFiles;
import io.github.sqsconnect.project.Unchecked;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigValue;
import software.amazon.awssdk.core.SdkGlobalTime;

/**
 * A set-up that works, with real sockets, until steps of {@code wrong-set-ups.txt} break it. Then
 * it returns what a user sees.
 */
final class WrongSetup extends DocumentedScenario {
  /** Where a user sees the message, and the message; it contains no names of this machine. */
  record Seen(String where, String message) {}

  static final String KEY = "AKIDEXAMPLE";
  static final String SECRET = "a-secret";
  static final String ROLE = "arn:aws:iam::123456789012:role/sender";

  static final String OF_TASK = "status of the task";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MOST_TRIES = 5;
  private static final Pattern NOT_CHECKED =
      Pattern.compile("event=connection_not_checked .* reason=\"(.*)\"; the connector");

  final ScriptedSts sts = ScriptedSts.start(sqs);
  final TunnelProxy proxy = TunnelProxy.start("user", "password");
  private final List<String> properties = new ArrayList<>();
  private final List<TlsFront> fronts = new ArrayList<>();
  private final SqsSinkConnector connector = new SqsSinkConnector();

  WrongSetup() {
    sqs.credentials().accept(KEY, SECRET);
    sts.knows(KEY, SECRET).role(ROLE, "external-1").webIdentity(ROLE, "token");
    settings.put("sqs.queue.url", sqs.uri() + "/123456789012/events");
    settings.put("sqs.region", "eu-west-1");
    settings.put("aws.access.key.id", KEY);
    settings.put("aws.secret.access.key", SECRET);
    settings.put("errors.tolerance", "none");
    for (String variable :
        List.of(
            "AWS_REGION",
            "AWS_ACCESS_KEY_ID",
            "AWS_SECRET_ACCESS_KEY",
            "AWS_WEB_IDENTITY_TOKEN_FILE",
            "AWS_CONTAINER_CREDENTIALS_FULL_URI",
            "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI")) {
      environment(variable, null);
    }
    environment("AWS_CONFIG_FILE", "/no/file");
    environment("AWS_SHARED_CREDENTIALS_FILE", "/no/file");
    environment("AWS_EC2_METADATA_DISABLED", "true");
  }

  // --- steps

  WrongSetup steps(String... steps) {
    run(List.of(steps));
    return this;
  }

  @Override
  Map<String, Action> actions() {
    Map<String, Action> actions = super.actions();
    actions.put("remove (\\S+)", step -> settings.remove(step.group(1)));
    actions.put(
        "without keys",
        step -> settings.keySet().removeAll(List.of("aws.access.key.id", "aws.secret.access.key")));
    actions.put(
        "system property (\\S+) = (.+)",
        step -> {
          System.setProperty(step.group(1), value(step.group(2)));
          properties.add(step.group(1));
        });
    actions.put(
        "config file: (.+)",
        step -> {
          String profile = "[default]\n" + value(step.group(1)) + "\n";
          environment("AWS_CONFIG_FILE", file("config", profile));
        });
    actions.put("web identity with token (\\S+)", step -> useWebIdentity(step.group(1)));
    actions.put("assume the role with external id (\\S+)", step -> assumeRole(step.group(1)));
    actions.put(
        "sqs requires a session token", step -> sqs.credentials().accept(KEY, SECRET, "token"));
    actions.put("the session has expired", step -> sqs.credentials().expire(KEY));
    actions.put(
        "the clock of sqs differs by (-?\\d+) minutes",
        step -> sqs.clock().advance(Duration.ofMinutes(Long.parseLong(step.group(1)))));
    actions.put("sqs is down", step -> sqs.outage());
    actions.put("sts is down", step -> sts.close());
    actions.put("the proxy is down", step -> proxy.close());
    return actions;
  }

  /** Replaces the names of the servers of this set-up. */
  @Override
  String value(String text) {
    return switch (text) {
      case "<untrusted TLS>" -> untrusted().toString();
      case "<fifo queue>" -> sqs.queue("events.fifo").url();
      default ->
          text.replace("<sqs>", sqs.uri().toString())
              .replace("<sts>", sts.uri().toString())
              .replace("<proxy>", proxy.uri().toString())
              .replace("\\n", "\n");
    };
  }

  private URI untrusted() {
    TlsFront front =
        TlsFront.of(sqs.uri(), SelfSigned.in(ProjectFiles.target().resolve("untrusted")));
    fronts.add(front);
    return front.uri();
  }

  /** The environment of a pod with a service account. */
  private void useWebIdentity(String token) {
    environment("AWS_WEB_IDENTITY_TOKEN_FILE", file("token", token));
    environment("AWS_ROLE_ARN", ROLE);
    environment("AWS_ROLE_SESSION_NAME", "pod");
    settings.put("aws.sts.endpoint.url", sts.uri().toString());
  }

  private void assumeRole(String externalId) {
    settings.put("aws.sts.role.arn", ROLE);
    settings.put("aws.sts.role.external.id", externalId);
    settings.put("aws.sts.endpoint.url", sts.uri().toString());
  }

  private static String file(String name, String text) {
    Path file = Unchecked.call(() -> Files.createTempFile("aws", name));
    file.toFile().deleteOnExit();
    return ProjectFiles.write(file, text).toString();
  }

  // --- what a user sees

  /**
   * Validates like a worker, and starts a task if that finds no error. If the check times out, the
   * machine is slow: it is repeated.
   */
  Seen seen() {
    Seen seen = seenOnce();
    for (int i = 0; i < MOST_TRIES && seen.message().startsWith("no response within"); i++) {
      seen = seenOnce();
    }
    return seen;
  }

  private Seen seenOnce() {
    List<ConfigValue> values = new ArrayList<>();
    String log = CapturedLog.of(() -> values.addAll(connector.validate(settings).configValues()));
    List<ConfigValue> wrong =
        values.stream().filter(value -> !value.errorMessages().isEmpty()).toList();
    if (!wrong.isEmpty()) {
      assertThat(wrong).as("one mistake, one error").hasSize(1);
      return new Seen("`" + wrong.get(0).name() + "`", shown(wrong.get(0).errorMessages().get(0)));
    }
    Matcher warned = NOT_CHECKED.matcher(log);
    return warned.find()
        ? new Seen("log: `event=connection_not_checked`", shown(warned.group(1)))
        : new Seen(OF_TASK, shown(start(null)));
  }

  /** What {@code sqs-sink check --probe} reports about the settings. */
  Seen checked() {
    settings.put("connector.class", SqsSinkConnector.class.getName());
    settings.putIfAbsent("topics", "events");
    Path config =
        Path.of(file("connector.json", Unchecked.call(() -> JSON.writeValueAsString(settings))));
    CommandRun run = CommandRun.of("check", "--probe", "--json", config.toString());
    JsonNode report = Unchecked.call(() -> JSON.readTree(run.output()));
    assertThat(run.status()).isEqualTo(report.at("/errors").isEmpty() ? 0 : 1);
    assertThat(report.at("/errors").size()).as("one mistake, one error").isLessThanOrEqualTo(1);
    if (!report.at("/errors").isEmpty()) {
      JsonNode error = report.at("/errors/0");
      return new Seen("`" + error.at("/key").asText() + "`", shown(error.at("/message").asText()));
    }
    for (JsonNode warning : report.at("/warnings")) {
      Matcher warned = NOT_CHECKED.matcher(warning.asText());
      if (warned.find()) {
        return new Seen("log: `event=connection_not_checked`", shown(warned.group(1)));
      }
    }
    return new Seen(OF_TASK, "nothing");
  }

  /** Starts a task without errors and returns its log. */
  String logOfStart() {
    return CapturedLog.of(() -> assertThat(start(null)).isEqualTo("nothing"));
  }

  private String shown(String message) {
    return withRequestId("0a1b2c3d-…", message)
        .replace(sqs.uri().toString(), "https://sqs.eu-west-1.amazonaws.com")
        .replace("/127.0.0.1:" + sqs.port(), "sqs.eu-west-1.amazonaws.com:443")
        .replace("127.0.0.1:" + sqs.port(), "sqs.eu-west-1.amazonaws.com:443")
        .replace('/' + sts.uri().getAuthority(), "sts.eu-west-1.amazonaws.com:443")
        .replace(sts.uri().getAuthority(), "sts.eu-west-1.amazonaws.com:443")
        .replaceAll("\\S+/aws\\d+config", "/home/kafka/.aws/config")
        .replaceAll("\\d{8}T\\d{6}Z", "20260101T080000Z")
        .replaceAll("(localhost/|(?<!/)/)?127\\.0\\.0\\.1:\\d+", "proxy:3128");
  }

  @Override
  public void close() {
    SdkGlobalTime.setGlobalTimeOffset(0);
    properties.forEach(System::clearProperty);
    fronts.forEach(TlsFront::close);
    proxy.close();
    sts.close();
    super.close();
  }
}
