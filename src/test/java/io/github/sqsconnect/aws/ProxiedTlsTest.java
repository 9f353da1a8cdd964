package io.github.sqsconnect.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.sqsconnect.aws.environment.SettingError;
import io.github.sqsconnect.config.SqsSinkConfig;
import io.github.sqsconnect.delivery.DeliveryOutcome;
import io.github.sqsconnect.delivery.DeliveryOutcome.Delivered;
import io.github.sqsconnect.delivery.DeliveryOutcome.Retriable;
import io.github.sqsconnect.delivery.MessageBatches;
import io.github.sqsconnect.endpoint.ScriptedQueue;
import io.github.sqsconnect.endpoint.ScriptedSqs;
import io.github.sqsconnect.endpoint.ScriptedSts;
import io.github.sqsconnect.endpoint.SelfSigned;
import io.github.sqsconnect.endpoint.TlsFront;
import io.github.sqsconnect.endpoint.TunnelProxy;
import io.github.sqsconnect.message.TargetQueue;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.utils.internal.SystemSettingUtilsTestBackdoor;

/** SQS and STS over HTTPS, behind a proxy that requires a password. */
class ProxiedTlsTest {
  private static final String USER = "user";
  private static final String PASSWORD = "p:ssword?";
  private static final String ROLE = "arn:aws:iam::123456789012:role/Sender";
  private static final String WEB_ROLE = "arn:aws:iam::123456789012:role/Web";
  private static final List<String> TRUST =
      List.of("javax.net.ssl.trustStore", "javax.net.ssl.trustStorePassword");

  @TempDir private static Path directory;
  private static SelfSigned certificate;

  private final ScriptedSqs sqs = ScriptedSqs.start();
  private final ScriptedSts sts = ScriptedSts.start(sqs);
  private final ScriptedQueue queue = sqs.queue("events");
  private final TunnelProxy proxy = TunnelProxy.start(USER, PASSWORD);
  private final TlsFront sqsFront = TlsFront.of(sqs.uri(), certificate);
  private final TlsFront stsFront = TlsFront.of(sts.uri(), certificate);

  @BeforeAll
  static void trust() {
    certificate = SelfSigned.in(directory);
    System.setProperty(TRUST.get(0), certificate.store().toString());
    System.setProperty(TRUST.get(1), SelfSigned.PASSWORD);
  }

  @AfterAll
  static void trustNoMore() {
    TRUST.forEach(System::clearProperty);
  }

  @AfterEach
  void stop() {
    SystemSettingUtilsTestBackdoor.clearEnvironmentVariableOverrides();
    stsFront.close();
    sqsFront.close();
    proxy.close();
    sts.close();
    sqs.close();
  }

  @Test
  void messagesAreSentThroughATunnelWithThePassword() {
    send(through(proxy.uri(), PASSWORD));
    assertThat(queue.bodies()).containsExactly("a");
    assertThat(proxy.tunnels()).containsOnly(sqsFront.authority());
    assertThat(proxy.refusals()).isZero();
  }

  @Test
  void proxyItselfMayUseTls() {
    try (TlsFront front = TlsFront.of(proxy.uri(), certificate)) {
      send(assuming(through(front.uri(), PASSWORD)));
      assertThat(queue.bodies()).containsExactly("a");
      assertThat(proxy.tunnels()).containsExactly(stsByName(), sqsFront.authority());
    }
  }

  @Test
  void roleIsAssumedThroughATunnelWithThePassword() {
    send(assuming(through(proxy.uri(), PASSWORD)));
    assertThat(queue.bodies()).containsExactly("a");
    assertThat(proxy.tunnels()).containsExactly(stsByName(), sqsFront.authority());
    assertThat(proxy.refusals()).isZero();
    assertThat(sqs.requests()).allMatch(request -> request.accessKeyId().startsWith("ASIASender"));
  }

  @Test
  void webIdentityIsSentToStsThroughATunnelWithThePassword() throws IOException {
    send(withWebIdentity(through(proxy.uri(), PASSWORD), "token"));
    assertThat(queue.bodies()).containsExactly("a");
    assertThat(proxy.tunnels()).containsExactly(stsByName(), sqsFront.authority());
    assertThat(proxy.refusals()).isZero();
    assertThat(sqs.requests()).allMatch(request -> request.accessKeyId().startsWith("ASIAWeb"));
  }

  @Test
  void webIdentityAssumesARoleThroughTheProxy() throws IOException {
    List<String> settings = withWebIdentity(through(proxy.uri(), PASSWORD), "token");
    sts.knowsSessions().role(ROLE, "external");
    settings.addAll(List.of("aws.sts.role.arn", ROLE, "aws.sts.role.external.id", "external"));
    send(settings);
    assertThat(sts.calls())
        .extracting(ScriptedSts.StsCall::action)
        .containsExactly("AssumeRoleWithWebIdentity", "AssumeRole");
    assertThat(sqs.requests()).allMatch(request -> request.accessKeyId().startsWith("ASIASender"));
    assertThat(proxy.tunnels()).containsExactly(stsByName(), stsByName(), sqsFront.authority());
  }

  @Test
  void rejectedPasswordForAWebIdentityIsAnErrorOnItsKey() throws IOException {
    List<String> settings = withWebIdentity(through(proxy.uri(), "wrong"), "token");
    settings.addAll(List.of("sqs.proxy.bypass.hosts", "127.0.0.*"));
    assertThat(check(settings)).map(SettingError::key).contains("sqs.proxy.password");
    assertThat(sts.calls()).isEmpty();
  }

  @Test
  void bypassedHostsAreReachedWithoutTheProxy() {
    List<String> settings = assuming(through(proxy.uri(), PASSWORD));
    settings.addAll(List.of("sqs.proxy.bypass.hosts", "*.example.org,127.0.0.*,LOCAL*"));
    send(settings);
    assertThat(queue.bodies()).containsExactly("a");
    assertThat(sts.calls()).hasSize(1);
    assertThat(proxy.tunnels()).isEmpty();
    assertThat(proxy.refusals()).isZero();
  }

  /** The endpoint of STS is another name of the same machine. */
  @Test
  void proxyMayBeBypassedForOneServiceOnly() {
    List<String> settings = assuming(through(proxy.uri(), PASSWORD));
    settings.addAll(List.of("sqs.proxy.bypass.hosts", "localhost"));
    send(settings);
    assertThat(queue.bodies()).containsExactly("a");
    assertThat(sts.calls()).hasSize(1);
    assertThat(proxy.tunnels()).containsOnly(sqsFront.authority());
  }

  @Test
  void rejectedPasswordIsAnErrorOnItsKeyThatNamesTheProxy() {
    Optional<SettingError> error = check(through(proxy.uri(), "wrong"));
    assertThat(error).map(SettingError::key).contains("sqs.proxy.password");
    assertThat(error.orElseThrow().message())
        .contains("rejected by the proxy " + proxy.uri(), "HTTP 407")
        .doesNotContain("wrong");
    assertThat(queue.bodies()).isEmpty();
  }

  @Test
  void missingPasswordIsAnErrorOnTheUser() {
    Optional<SettingError> error = check(List.of("sqs.proxy.url", proxy.uri().toString()));
    assertThat(error).map(SettingError::key).contains("sqs.proxy.user");
  }

  @Test
  void rejectedPasswordForStsIsAnErrorOnItsKey() {
    List<String> settings = assuming(through(proxy.uri(), "wrong"));
    settings.addAll(List.of("sqs.proxy.bypass.hosts", "127.0.0.*"));
    assertThat(check(settings)).map(SettingError::key).contains("sqs.proxy.password");
    assertThat(sts.calls()).isEmpty();
  }

  /** A proxy that cannot reach the endpoint must not look like one that rejects the password. */
  @Test
  void endpointThatTheProxyCannotReachIsNoError() {
    sqsFront.close();
    assertThat(check(through(proxy.uri(), PASSWORD))).isEmpty();
  }

  /** The proxy can be fixed while the task retries; nothing is lost. */
  @Test
  void requestWithARejectedPasswordIsRetriable() {
    assertThat(outcome(through(proxy.uri(), "wrong")))
        .isInstanceOfSatisfying(
            Retriable.class,
            retriable ->
                assertThat(retriable.error().toString())
                    .contains("ProxyAuthenticationRequired", "the proxy rejects", "HTTP 407"));
  }

  /** Closing does not wait either: it interrupts the call to STS. */
  @Test
  void sendingDoesNotWaitForSts() {
    sts.hold();
    try (AwsClients clients = clients(assuming(through(proxy.uri(), PASSWORD)))) {
      long start = System.nanoTime();
      new SqsMessageSender(clients.sqs(), new CompletionMailbox(() -> 0)::add, () -> false, 0)
          .send(MessageBatches.batch(new TargetQueue(queue.url()), "a"));
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
      await().atMost(Duration.ofSeconds(10)).until(() -> !sts.calls().isEmpty());
    }
    await().atMost(Duration.ofSeconds(5)).until(() -> !isAsking());
  }

  private static boolean isAsking() {
    return Thread.getAllStackTraces().keySet().stream()
        .anyMatch(thread -> thread.getName().equals("sqs-sink-credentials"));
  }

  private List<String> assuming(List<String> settings) {
    sts.knows(ConnectorClients.KEY, ConnectorClients.SECRET).role(ROLE, "external");
    settings.addAll(
        List.of(
            "aws.sts.role.arn",
            ROLE,
            "aws.sts.role.external.id",
            "external",
            "aws.sts.endpoint.url",
            stsFrontByName()));
    return settings;
  }

  /** The environment of a pod with a service account, instead of keys. */
  private List<String> withWebIdentity(List<String> settings, String token) throws IOException {
    Path file = Files.writeString(directory.resolve("web-token"), token);
    Map.of(
            "AWS_WEB_IDENTITY_TOKEN_FILE",
            file.toString(),
            "AWS_ROLE_ARN",
            WEB_ROLE,
            "AWS_ROLE_SESSION_NAME",
            "pod")
        .forEach(SystemSettingUtilsTestBackdoor::addEnvironmentVariableOverride);
    sts.webIdentity(WEB_ROLE, "token");
    settings.addAll(List.of("aws.sts.endpoint.url", stsFrontByName()));
    settings.addAll(List.of("aws.access.key.id", "", "aws.secret.access.key", ""));
    return settings;
  }

  private static List<String> through(URI proxy, String password) {
    return new ArrayList<>(
        List.of(
            "sqs.proxy.url",
            proxy.toString(),
            "sqs.proxy.user",
            USER,
            "sqs.proxy.password",
            password));
  }

  private String stsFrontByName() {
    return stsFront.uri().toString().replace("127.0.0.1", "localhost");
  }

  private String stsByName() {
    return stsFront.authority().replace("127.0.0.1", "localhost");
  }

  private void send(List<String> settings) {
    assertThat(outcome(settings)).isInstanceOf(Delivered.class);
  }

  private DeliveryOutcome outcome(List<String> settings) {
    try (AwsClients clients = clients(settings)) {
      CompletionMailbox mailbox = new CompletionMailbox(() -> 0);
      new SqsMessageSender(clients.sqs(), mailbox::add, () -> false, 0)
          .send(MessageBatches.batch(new TargetQueue(queue.url()), "a"));
      return mailbox.take(Duration.ofSeconds(15)).outcomes().get(0);
    }
  }

  private Optional<SettingError> check(List<String> settings) {
    SqsSinkConfig config = ConnectorClients.config(settings.toArray(String[]::new));
    try (AwsClients clients = clients(settings)) {
      CheckedQueue checked = new CheckedQueue("sqs.queue.url", "sqs.queue.url", queue.url(), false);
      return new ConnectionCheck(clients, config.aws(), config.queue().proxy(), List.of(checked))
          .run(warning -> {}).stream().findFirst();
    }
  }

  private AwsClients clients(List<String> settings) {
    SqsSinkConfig config = ConnectorClients.config(settings.toArray(String[]::new));
    return new AwsClients(
        config.aws(),
        config.queue().proxy(),
        config.delivery(),
        Optional.of("us-east-1"),
        Optional.of(sqsFront.uri()),
        "1");
  }
}
