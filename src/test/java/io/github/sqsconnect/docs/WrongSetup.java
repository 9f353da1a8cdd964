package io.github.sqsconnect.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.SqsSinkConnector;
import io.github.sqsconnect.SqsSinkTask;
import io.github.sqsconnect.endpoint.RecordedRequest;
import io.github.sqsconnect.endpoint.ScriptedSqs;
import io.github.sqsconnect.endpoint.ScriptedSts;
import io.github.sqsconnect.endpoint.SelfSigned;
import io.github.sqsconnect.endpoint.TlsFront;
import io.github.sqsconnect.endpoint.TunnelProxy;
import io.github.sqsconnect.fakes.FakeTaskContext;
import io.github.sqsconnect.logs.CapturedLog;
import io.github.sqsconnect.servers.ProjectFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.errors.ConnectException;
import software.amazon.awssdk.core.SdkGlobalTime;
import software.amazon.awssdk.utils.internal.SystemSettingUtilsTestBackdoor;

/**
 * A set-up that works, before real sockets, until one thing in it is made wrong; then it tells what
 * a user sees of that.
 */
final class WrongSetup implements AutoCloseable {
  /** Where it shows, and what it says there; names of this machine are not in it. */
  record Seen(String where, String says) {}

  static final String KEY = "AKIDEXAMPLE";
  static final String SECRET = "a-secret";
  static final String ROLE = "arn:aws:iam::123456789012:role/sender";

  private static final int MOST_TRIES = 5;
  private static final Pattern NOT_CHECKED =
      Pattern.compile("event=connection_not_checked .* reason=\"(.*)\"; the connector");

  final ScriptedSqs sqs = ScriptedSqs.start();
  final ScriptedSts sts = ScriptedSts.start(sqs);
  final TunnelProxy proxy = TunnelProxy.start("user", "password");
  private final Map<String, String> settings = new HashMap<>();
  private final List<String> properties = new ArrayList<>();
  private final List<TlsFront> strangers = new ArrayList<>();
  private final SqsSinkConnector connector = new SqsSinkConnector();

  WrongSetup() {
    sqs.queue("events");
    sqs.queue("events.fifo");
    sqs.credentials().region("eu-west-1").accept(KEY, SECRET);
    sts.knows(KEY, SECRET).role(ROLE, "external-1").webIdentity(ROLE, "token");
    settings.put("sqs.queue.url", sqs.uri() + "/123456789012/events");
    settings.put("sqs.region", "eu-west-1");
    settings.put("aws.access.key.id", KEY);
    settings.put("aws.secret.access.key", SECRET);
    settings.put("errors.tolerance", "none");
    environment("AWS_REGION", null);
    environment("AWS_ACCESS_KEY_ID", null);
    environment("AWS_SECRET_ACCESS_KEY", null);
    environment("AWS_CONFIG_FILE", "/no/file");
    environment("AWS_SHARED_CREDENTIALS_FILE", "/no/file");
    environment("AWS_WEB_IDENTITY_TOKEN_FILE", null);
    environment("AWS_CONTAINER_CREDENTIALS_FULL_URI", null);
    environment("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", null);
    environment("AWS_EC2_METADATA_DISABLED", "true");
  }

  private static void environment(String variable, String value) {
    SystemSettingUtilsTestBackdoor.addEnvironmentVariableOverride(variable, value);
  }

  WrongSetup with(String key, String value) {
    settings.put(key, value);
    return this;
  }

  /** A system property of the worker, until this is closed. */
  WrongSetup outside(String property, String value) {
    System.setProperty(property, value);
    properties.add(property);
    return this;
  }

  /** The worker's AWS config file, with this default profile. */
  WrongSetup withConfigFile(String profile) {
    environment("AWS_CONFIG_FILE", file("config", "[default]\n" + profile + "\n"));
    return this;
  }

  private static String file(String name, String text) {
    try {
      Path file = Files.createTempFile("aws", name);
      file.toFile().deleteOnExit();
      return Files.writeString(file, text).toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The environment that a pod with a service account has. */
  WrongSetup withWebIdentity(String token, URI sts) {
    environment("AWS_WEB_IDENTITY_TOKEN_FILE", file("token", token));
    environment("AWS_ROLE_ARN", ROLE);
    environment("AWS_ROLE_SESSION_NAME", "pod");
    return with("aws.sts.endpoint.url", sts.toString());
  }

  WrongSetup without(String... keys) {
    List.of(keys).forEach(settings::remove);
    return this;
  }

  /** An endpoint with a certificate that it has made itself. */
  URI untrusted() {
    TlsFront server =
        TlsFront.of(sqs.uri(), SelfSigned.in(ProjectFiles.target().resolve("stranger")));
    strangers.add(server);
    return server.uri();
  }

  WrongSetup assuming(String externalId) {
    return with("aws.sts.role.arn", ROLE)
        .with("aws.sts.role.external.id", externalId)
        .with("aws.sts.endpoint.url", sts.uri().toString());
  }

  WrongSetup fails(String code, String text) {
    sqs.always().error(code);
    sqs.always()
        .rewriteBody(
            body ->
                new String(body, StandardCharsets.UTF_8)
                    .replaceAll("Scripted [\\w.]+", Matcher.quoteReplacement(text))
                    .getBytes(StandardCharsets.UTF_8));
    return this;
  }

  /**
   * Validates as a worker does, and starts a task if that finds nothing. That the check gives up
   * waiting says something of this machine and nothing of the set-up, so it is asked again.
   */
  Seen seen() {
    Seen seen = seenOnce();
    for (int i = 0; i < MOST_TRIES && seen.says().startsWith("no answer within"); i++) {
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
        : new Seen("status of the task", shown(start()));
  }

  /** What a task logs that starts. */
  String logOfStart() {
    return CapturedLog.of(() -> assertThat(start()).isEqualTo("nothing"));
  }

  private String start() {
    SqsSinkTask task = new SqsSinkTask();
    task.initialize(new FakeTaskContext());
    try {
      task.start(settings);
    } catch (ConnectException e) {
      return String.valueOf(e.getMessage());
    } finally {
      task.stop();
    }
    return "nothing";
  }

  private String shown(String says) {
    String shown = says;
    for (RecordedRequest request : sqs.requests()) {
      shown = shown.replace(request.requestId(), "0a1b2c3d-…");
    }
    return shown
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
    SystemSettingUtilsTestBackdoor.clearEnvironmentVariableOverrides();
    SdkGlobalTime.setGlobalTimeOffset(0);
    properties.forEach(System::clearProperty);
    strangers.forEach(TlsFront::close);
    proxy.close();
    sts.close();
    sqs.close();
  }
}
