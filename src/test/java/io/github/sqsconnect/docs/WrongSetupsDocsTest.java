package io.github.sqsconnect.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Keeps the table of wrong set-ups in {@code docs/troubleshooting.md} true: each is brought about,
 * and the page shows what the user saw. {@code ./mvnw test -Dtest=WrongSetupsDocsTest
 * -Ddocs.write=true} writes it anew; read the difference before it is committed.
 */
class WrongSetupsDocsTest {
  private static final Path FILE = Path.of("docs/troubleshooting.md");
  private static final String BEGIN = "<!-- wrong set-ups: written by the build -->";
  private static final String END = "<!-- end of wrong set-ups -->";

  @Test
  void rightSetupIsNotComplainedOf() {
    try (WrongSetup setup = new WrongSetup()) {
      assertThat(setup.seen().says()).isEqualTo("nothing");
    }
    try (WrongSetup setup = new WrongSetup()) {
      setup.assuming("external-1");
      assertThat(setup.seen().says()).isEqualTo("nothing");
      assertThat(setup.sts.sessions()).isNotEmpty();
    }
  }

  @Test
  void pageShowsWhatIsSeenOfEachWrongSetup() {
    Map<String, Consumer<WrongSetup>> all = WrongSetups.all();
    assertThat(all).hasSizeGreaterThanOrEqualTo(25);
    StringBuilder list = new StringBuilder();
    all.forEach(
        (what, how) -> {
          WrongSetup.Seen seen = seen(how);
          assertThat(seen.says())
              .as(what)
              .isNotEqualTo("nothing")
              .doesNotContain(WrongSetup.SECRET);
          list.append("- **").append(what.substring(0, 1).toUpperCase(Locale.ROOT));
          list.append(what.substring(1)).append("**, ").append(seen.where()).append(":<br>\n  ");
          list.append(asText(seen.says())).append('\n');
        });
    new WrittenPage(FILE).holds(BEGIN, list.toString(), END);
  }

  /** As text, not as code: the keys that are code on this page must exist, and hosts do not. */
  private static String asText(String message) {
    return message.replace("<", "&lt;").replace("\n", " ");
  }

  /** The SDK takes the service's time from the refusal, for this JVM. */
  @ParameterizedTest
  @CsvSource({"20, expired", "-20, not yet current"})
  void clockThatIsWrongIsComplainedOfOnce(int minutes, String how) {
    try (WrongSetup setup = new WrongSetup()) {
      setup.sqs.clock().advance(Duration.ofMinutes(minutes));
      assertThat(setup.seen().says()).contains("Signature " + how);
      assertThat(setup.seen().says()).isEqualTo("nothing");
    }
  }

  @Test
  void endpointOfTheWorkersEnvironmentIsToldWhenATaskStarts() {
    try (WrongSetup setup = new WrongSetup()) {
      setup
          .with("sqs.queue.url", "https://sqs.eu-west-1.amazonaws.com/123456789012/events")
          .outside("aws.endpointUrlSqs", setup.sqs.uri().toString());
      assertThat(setup.seen().says()).isEqualTo("nothing");
      assertThat(setup.sqs.requests()).as("where the request went").hasSize(1);
      assertThat(setup.logOfStart())
          .contains("event=endpoint_from_outside", "aws.endpointUrlSqs=" + setup.sqs.uri());
      setup.with("sqs.endpoint.url", setup.sqs.uri().toString());
      assertThat(setup.logOfStart()).doesNotContain("event=endpoint_from_outside");
    }
  }

  @Test
  void endpointOfTheAwsConfigFileIsToldWhenATaskStarts() {
    try (WrongSetup setup = new WrongSetup()) {
      setup
          .with("sqs.queue.url", "https://sqs.eu-west-1.amazonaws.com/123456789012/events")
          .withConfigFile("endpoint_url = " + setup.sqs.uri());
      assertThat(setup.seen().says()).isEqualTo("nothing");
      assertThat(setup.sqs.requests()).as("where the request went").hasSize(1);
      assertThat(setup.logOfStart())
          .contains(
              "event=endpoint_from_outside", "endpoint_url (AWS config file)=" + setup.sqs.uri());
      setup.with("sqs.endpoint.url", setup.sqs.uri().toString());
      assertThat(setup.logOfStart()).doesNotContain("event=endpoint_from_outside");
    }
  }

  @Test
  void webIdentityThatIsTrustedIsNotComplainedOf() {
    try (WrongSetup setup = new WrongSetup()) {
      setup
          .without("aws.access.key.id", "aws.secret.access.key")
          .withWebIdentity("token", setup.sts.uri());
      assertThat(setup.seen().says()).isEqualTo("nothing");
      assertThat(setup.sts.sessions()).isNotEmpty();
    }
  }

  @Test
  void endpointOfStsInTheWorkersEnvironmentIsToldWhenATaskStarts() {
    try (WrongSetup setup = new WrongSetup()) {
      setup.outside("aws.endpointUrlSts", setup.sts.uri().toString());
      assertThat(setup.logOfStart()).as("nobody asks STS").doesNotContain("event=sts_from_outside");
      setup.assuming("external-1").without("aws.sts.endpoint.url");
      assertThat(setup.seen().says()).isEqualTo("nothing");
      assertThat(setup.sts.sessions()).isNotEmpty();
      assertThat(setup.logOfStart())
          .contains("event=sts_from_outside aws.endpointUrlSts=" + setup.sts.uri());
      setup.with("aws.sts.endpoint.url", setup.sts.uri().toString());
      assertThat(setup.logOfStart()).doesNotContain("event=sts_from_outside");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "role_arn, arn:aws:iam::123456789012:role/sender",
    "sso_start_url, https://example.awsapps.com/start",
    "sso_account_id, 123456789012",
    "login_session, arn:aws:iam::123456789012:user/somebody"
  })
  void profileThatTheSdkAsksForWithoutTheProxyIsToldWhenATaskStarts(String property, String value) {
    try (WrongSetup setup = new WrongSetup()) {
      setup
          .with("sqs.proxy.url", setup.proxy.uri().toString())
          .withConfigFile(property + " = " + value);
      assertThat(setup.logOfStart()).as("keys").doesNotContain("event=identity_without_proxy");
      setup.without("aws.access.key.id", "aws.secret.access.key");
      String told = "event=identity_without_proxy profile=default because=" + property + ";";
      assertThat(setup.logOfStart()).as("the worker's").containsOnlyOnce(told);
      setup.with("aws.profile.name", "default");
      assertThat(setup.logOfStart()).as("the connector's").containsOnlyOnce(told);
      setup.without("sqs.proxy.url");
      assertThat(setup.logOfStart()).as("no proxy").doesNotContain("event=identity_without_proxy");
    }
  }

  @Test
  void identitiesThatKnowTheProxyAreNotTold() {
    try (WrongSetup setup = new WrongSetup()) {
      setup
          .without("aws.access.key.id", "aws.secret.access.key")
          .with("sqs.proxy.url", setup.proxy.uri().toString())
          .withConfigFile("role_arn = " + WrongSetup.ROLE)
          .withWebIdentity("token", setup.sts.uri());
      assertThat(setup.logOfStart())
          .as("a web identity comes before the profile")
          .doesNotContain("event=identity_without_proxy");
      setup.without("aws.sts.endpoint.url").with("aws.profile.name", "nowhere");
      assertThat(setup.logOfStart()).doesNotContain("event=identity_without_proxy");
    }
  }

  private static WrongSetup.Seen seen(Consumer<WrongSetup> how) {
    try (WrongSetup setup = new WrongSetup()) {
      how.accept(setup);
      return setup.seen();
    }
  }
}
