package io.github.sqsconnect.issues;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.sqsconnect.SqsSinkConnector;
import io.github.sqsconnect.endpoint.ScriptedMetadata;
import io.github.sqsconnect.endpoint.ScriptedQueue;
import io.github.sqsconnect.endpoint.ScriptedSqs;
import io.github.sqsconnect.endpoint.ScriptedSts;
import io.github.sqsconnect.fakes.EndpointTask;
import io.github.sqsconnect.logs.CapturedLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.apache.kafka.common.Configurable;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.utils.internal.SystemSettingUtilsTestBackdoor;

/**
 * With credentials that had already expired, the thread that resolves credentials waited for
 * itself: the task sent nothing more and logged nothing.
 */
@Timeout(60)
class EndedCredentialsDeadlockTest {
  private static final Duration AN_HOUR = Duration.ofHours(1);
  private static final Duration ENDED = Duration.ofSeconds(-1);
  private static final String ROLE = "arn:aws:iam::123456789012:role/Sender";
  private static final String PROVIDER = "sqs.credentials.provider.class";

  private final ScriptedSqs sqs = ScriptedSqs.start();
  private final ScriptedQueue queue = sqs.queue("events");
  private final ScriptedSts sts = ScriptedSts.start(sqs);
  private final ScriptedMetadata instance = ScriptedMetadata.instance(sqs);
  @TempDir private Path directory;

  @BeforeEach
  void isolateFromTheMachine() {
    environment("AWS_CONFIG_FILE", directory.resolve("config").toString());
    environment("AWS_SHARED_CREDENTIALS_FILE", directory.resolve("credentials").toString());
    environment("AWS_EC2_METADATA_SERVICE_ENDPOINT", instance.uri().toString());
    SessionProvider.calls.set(0);
    SessionProvider.answer = () -> session("ASIAPROVIDER", AN_HOUR);
    sqs.credentials().accept("ASIAPROVIDER", "secret", "token");
  }

  @AfterEach
  void stop() {
    SystemSettingUtilsTestBackdoor.clearEnvironmentVariableOverrides();
    instance.close();
    sts.close();
    sqs.close();
  }

  @Test
  void providerClassWithExpiredSession() {
    SessionProvider.answer = () -> session("ASIAPROVIDER", ENDED);
    sendsTwice("ASIAPROVIDER", PROVIDER, SessionProvider.class.getName());
  }

  @Test
  void instanceWithExpiredSession() {
    instance.lifetime(ENDED);
    sendsTwice("ASIAINSTANCE");
  }

  @Test
  void containerWithExpiredSession() {
    try (ScriptedMetadata container = ScriptedMetadata.container(sqs, "ASIACONTAINER", "pass")) {
      container.lifetime(ENDED);
      environment("AWS_CONTAINER_CREDENTIALS_FULL_URI", container.uri().toString());
      environment("AWS_CONTAINER_AUTHORIZATION_TOKEN", "pass");
      sendsTwice("ASIACONTAINER");
    }
  }

  @Test
  void roleWithExpiredSession() {
    sts.knows("AKIDEXAMPLE", "secret").role(ROLE, "").lifetime(ENDED);
    sendsTwice(
        "ASIASender",
        "aws.access.key.id",
        "AKIDEXAMPLE",
        "aws.secret.access.key",
        "secret",
        "aws.sts.role.arn",
        ROLE,
        "aws.sts.endpoint.url",
        sts.uri().toString());
    assertThat(sts.calls()).as("STS is not called for every request").hasSizeLessThan(5);
  }

  @Test
  void roleAssumedWithAnExpiredProviderSession() {
    SessionProvider.answer = () -> session("ASIAPROVIDER", ENDED);
    sts.knows("ASIAPROVIDER", "secret").role(ROLE, "").lifetime(ENDED);
    sendsTwice(
        "ASIASender",
        PROVIDER,
        SessionProvider.class.getName(),
        "aws.sts.role.arn",
        ROLE,
        "aws.sts.endpoint.url",
        sts.uri().toString());
  }

  @Test
  void webIdentityWithExpiredSession() throws IOException {
    environment(
        "AWS_WEB_IDENTITY_TOKEN_FILE",
        Files.writeString(directory.resolve("token"), "token").toString());
    environment("AWS_ROLE_ARN", "arn:aws:iam::123456789012:role/Web");
    sts.webIdentity("arn:aws:iam::123456789012:role/Web", "token").lifetime(ENDED);
    sendsTwice("ASIAWeb", "aws.sts.endpoint.url", sts.uri().toString());
  }

  @Test
  void profileProcessWithExpiredSession() throws IOException {
    sqs.credentials().accept("ASIAPROCESS", "secret", "token");
    Files.writeString(
        directory.resolve("config"),
        """
        [profile process]
        credential_process = echo '{"Version": 1, "AccessKeyId": "ASIAPROCESS", "SecretAccessKey": "secret", \
        "SessionToken": "token", "Expiration": "%s"}'
        """
            .formatted(Instant.now().minusSeconds(1)));
    sendsTwice("ASIAPROCESS", "aws.profile.name", "process");
  }

  @Test
  void expiredSessionIsUsedWhileItsSourceFails() {
    instance.lifetime(Duration.ofSeconds(2));
    String log =
        CapturedLog.of(
            () -> {
              try (EndpointTask task = EndpointTask.start(queue)) {
                task.put("before").awaitMessages(1);
                instance.down(true);
                task.pollFor(Duration.ofSeconds(3));
                task.put("after").awaitMessages(2);
              }
            });
    assertThat(queue.bodies()).containsExactly("before", "after");
    assertThat(log.lines().filter(line -> line.contains("event=credentials_not_renewed")))
        .singleElement()
        .asString()
        .contains("the default credentials chain");
  }

  @Test
  void refusedSessionIsReplacedWhenTheSourceRecovers() {
    instance.lifetime(ENDED);
    try (EndpointTask task = EndpointTask.start(queue)) {
      task.put("a").awaitMessages(1);
      for (int i = 1; i < 10; i++) {
        sqs.credentials().expire("ASIAINSTANCE" + i);
      }
      instance.down(true);
      task.put("b").pollFor(Duration.ofSeconds(2));
      assertThat(queue.bodies()).hasSize(1);
      for (int i = 1; i <= instance.sessions(); i++) {
        sqs.credentials().expire("ASIAINSTANCE" + i);
      }
      instance.lifetime(AN_HOUR).down(false);
      sqs.credentials().acceptAnyone();
      task.awaitMessages(2);
    }
  }

  @Test
  void taskContinuesWhenAHangingSourceRecovers() {
    CountDownLatch recovery = new CountDownLatch(1);
    SessionProvider.answer =
        () -> {
          awaitUninterruptibly(recovery);
          return session("ASIAPROVIDER", AN_HOUR);
        };
    try (EndpointTask task = hanging()) {
      task.put("a").pollFor(Duration.ofSeconds(2));
      assertThat(queue.bodies()).isEmpty();
      recovery.countDown();
      task.awaitMessages(1);
    }
    assertThat(SessionProvider.calls.get()).as("hanging calls").isLessThan(6);
  }

  @Test
  void newCallReplacesACallThatNeverReturns() {
    SessionProvider.answer =
        () -> {
          if (SessionProvider.calls.get() == 1) {
            awaitUninterruptibly(new CountDownLatch(1));
          }
          return session("ASIAPROVIDER", AN_HOUR);
        };
    try (EndpointTask task = hanging()) {
      task.put("a").awaitMessages(1);
    }
  }

  @Test
  void deliveryTimeoutEndsTheWaitForAHangingSource() {
    CountDownLatch never = new CountDownLatch(1);
    SessionProvider.answer =
        () -> {
          awaitUninterruptibly(never);
          return session("ASIAPROVIDER", AN_HOUR);
        };
    try (EndpointTask task = hanging("sqs.delivery.timeout.ms", "1000")) {
      assertThatThrownBy(() -> task.put("a").pollFor(Duration.ofSeconds(10)))
          .isInstanceOf(ConnectException.class)
          .hasMessageStartingWith("SQS-014 ")
          .hasMessageContaining("credential source, " + SessionProvider.class.getName());
    } finally {
      never.countDown();
    }
  }

  /** The source may respond later, so the connector is created. */
  @Test
  void hangingSourceIsLoggedWhenTheConnectorIsCreated() {
    CountDownLatch never = new CountDownLatch(1);
    SessionProvider.answer =
        () -> {
          awaitUninterruptibly(never);
          return session("ASIAPROVIDER", AN_HOUR);
        };
    for (String timeout : List.of("10000", "1000")) {
      Map<String, String> properties =
          EndpointTask.properties(
              queue.url(),
              PROVIDER,
              SessionProvider.class.getName(),
              "sqs.request.timeout.ms",
              timeout);
      String log =
          CapturedLog.of(
              () ->
                  assertThat(new SqsSinkConnector().validate(properties).configValues())
                      .allMatch(value -> value.errorMessages().isEmpty()));
      assertThat(log)
          .contains("event=connection_not_checked", "no response within")
          .contains("credential source, " + SessionProvider.class.getName());
    }
    never.countDown();
  }

  @Test
  void errorNamesAProviderThatReturnsNull() {
    SessionProvider.answer = () -> null;
    try (EndpointTask task = hanging("sqs.delivery.timeout.ms", "500")) {
      assertThatThrownBy(() -> task.put("a").pollFor(Duration.ofSeconds(10)))
          .hasMessageContaining("it returned no credentials (null)");
    }
  }

  /**
   * Kotlin and Scala do not enforce checked exceptions. A call that threw one was treated as a call
   * that hangs.
   */
  @Test
  void providerThatThrowsACheckedExceptionIsRetried() {
    SessionProvider.answer =
        () ->
            SessionProvider.calls.get() > 6
                ? session("ASIAPROVIDER", AN_HOUR)
                : thrown(new IOException("the vault is sealed"));
    try (EndpointTask task = hanging()) {
      task.put("a").awaitMessages(1);
    }
  }

  @Test
  void errorShowsTheCheckedExceptionOfAProvider() {
    SessionProvider.answer = () -> thrown(new IOException("the vault is sealed"));
    try (EndpointTask task = hanging("sqs.delivery.timeout.ms", "500")) {
      assertThatThrownBy(() -> task.put("a").pollFor(Duration.ofSeconds(10)))
          .hasMessageStartingWith("SQS-014 ")
          .hasMessageContaining("the vault is sealed");
    }
  }

  @Test
  void checkedExceptionInConfigureIsAnErrorOnTheKey() {
    Map<String, String> properties =
        EndpointTask.properties(queue.url(), PROVIDER, UnconfigurableProvider.class.getName());
    assertThat(new SqsSinkConnector().validate(properties).configValues())
        .filteredOn(value -> !value.errorMessages().isEmpty())
        .singleElement()
        .satisfies(value -> assertThat(value.name()).isEqualTo(PROVIDER));
  }

  @SuppressWarnings("unchecked") // so the compiler lets a checked exception through
  private static <T, E extends Exception> T thrown(Exception undeclared) throws E {
    throw (E) undeclared;
  }

  private EndpointTask hanging(String... more) {
    String[] settings = new String[more.length + 4];
    settings[0] = PROVIDER;
    settings[1] = SessionProvider.class.getName();
    settings[2] = "sqs.request.timeout.ms";
    settings[3] = "300";
    System.arraycopy(more, 0, settings, 4, more.length);
    return EndpointTask.start(queue, settings);
  }

  private void sendsTwice(String key, String... settings) {
    try (EndpointTask task = EndpointTask.start(queue, settings)) {
      task.put("a").awaitMessages(1);
      task.pollFor(Duration.ofMillis(1500));
      task.put("b").awaitMessages(2);
    }
    assertThat(sqs.requests()).allMatch(request -> request.accessKeyId().startsWith(key));
  }

  private static void environment(String name, String value) {
    SystemSettingUtilsTestBackdoor.addEnvironmentVariableOverride(name, value);
  }

  private static AwsCredentials session(String key, Duration lasts) {
    return AwsSessionCredentials.builder()
        .accessKeyId(key)
        .secretAccessKey("secret")
        .sessionToken("token")
        .expirationTime(Instant.now().plus(lasts))
        .build();
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    while (latch.getCount() > 0) {
      LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
      Thread.interrupted();
    }
  }

  /** A user's provider class. */
  public static final class SessionProvider implements AwsCredentialsProvider {
    static final AtomicInteger calls = new AtomicInteger();
    static volatile Supplier<AwsCredentials> answer = () -> null;

    @Override
    public AwsCredentials resolveCredentials() {
      calls.incrementAndGet();
      return answer.get();
    }
  }

  /** A user's provider class that cannot be configured. */
  public static final class UnconfigurableProvider implements AwsCredentialsProvider, Configurable {
    @Override
    public void configure(Map<String, ?> configs) {
      thrown(new IOException("the vault is sealed"));
    }

    @Override
    public AwsCredentials resolveCredentials() {
      return session("ASIAPROVIDER", AN_HOUR);
    }
  }
}
