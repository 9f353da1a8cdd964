package io.github.sqsconnect.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Makes each mistake of {@code wrong-set-ups.txt} and compares what a user sees with {@code
 * docs/troubleshooting.md}. {@code ./mvnw test -Dtest=WrongSetupsDocsTest -Ddocs.write=true} writes
 * the page; check the difference before you commit it.
 */
class WrongSetupsDocsTest {
  private static final String WITHOUT_ENDPOINT =
      "set sqs.queue.url = https://sqs.eu-west-1.amazonaws.com/123456789012/events";
  private static final String ASSUME_ROLE = "assume the role with external id external-1";

  @Test
  void correctSetupsCauseNoError() {
    try (WrongSetup setup = new WrongSetup()) {
      assertThat(setup.seen().message()).isEqualTo("nothing");
    }
    try (WrongSetup setup = new WrongSetup().steps(ASSUME_ROLE)) {
      assertThat(setup.seen().message()).isEqualTo("nothing");
      assertThat(setup.sts.sessions()).isNotEmpty();
    }
    try (WrongSetup setup =
        new WrongSetup().steps("without keys", "web identity with token token")) {
      assertThat(setup.seen().message()).isEqualTo("nothing");
      assertThat(setup.sts.sessions()).isNotEmpty();
    }
  }

  @Test
  void pageShowsTheMessageOfEachMistake() {
    Map<String, List<String>> mistakes = DocumentedScenario.of("wrong-set-ups.txt");
    assertThat(mistakes).hasSizeGreaterThanOrEqualTo(50);

    StringBuilder list = new StringBuilder();
    mistakes.forEach((mistake, steps) -> list.append(item(mistake, steps)));

    new GeneratedPage(Path.of("docs/troubleshooting.md"))
        .assertSection(
            "<!-- wrong set-ups: written by the build -->",
            list.toString(),
            "<!-- end of wrong set-ups -->");
  }

  /** The command knows what a worker's validation knows; a task may find more when it starts. */
  @Test
  void checkReportsWhatAWorkerReports() {
    int found = 0;
    for (Map.Entry<String, List<String>> mistake :
        DocumentedScenario.of("wrong-set-ups.txt").entrySet()) {
      String[] steps = mistake.getValue().toArray(String[]::new);
      WrongSetup.Seen seen;
      try (WrongSetup setup = new WrongSetup().steps(steps)) {
        seen = setup.seen();
      }
      try (WrongSetup setup = new WrongSetup().steps(steps)) {
        if (!seen.where().equals(WrongSetup.OF_TASK)) {
          assertThat(setup.checked()).as(mistake.getKey()).isEqualTo(seen);
          found++;
        }
      }
    }
    assertThat(found).isGreaterThanOrEqualTo(50);
  }

  private static String item(String mistake, List<String> steps) {
    try (WrongSetup setup = new WrongSetup().steps(steps.toArray(String[]::new))) {
      WrongSetup.Seen seen = setup.seen();
      assertThat(seen.message())
          .as(mistake)
          .isNotEqualTo("nothing")
          .doesNotContain(WrongSetup.SECRET);

      return "- **" + mistake + "**, " + seen.where() + ":\n" + wrapped(seen.message());
    }
  }

  /** As text, not as code: the keys that are code on this page must exist, and hosts do not. */
  private static String wrapped(String message) {
    String text = message.replace("<", "&lt;").replace("\n", " ").strip();
    return text.replaceAll("(.{1,125})(?: |$)", "  $1\n");
  }

  /** The SDK reads the service's time from the refusal, and uses it in this JVM. */
  @ParameterizedTest
  @CsvSource({"20, expired", "-20, not yet current"})
  void wrongClockIsReportedOnce(int minutes, String how) {
    try (WrongSetup setup = new WrongSetup()) {
      setup.sqs.clock().advance(Duration.ofMinutes(minutes));
      assertThat(setup.seen().message()).contains("Signature " + how);
      assertThat(setup.seen().message()).isEqualTo("nothing");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "system property aws.endpointUrlSqs = <sqs>, aws.endpointUrlSqs=",
    "config file: endpoint_url = <sqs>, endpoint_url (AWS config file)="
  })
  void endpointOfTheWorkerIsLoggedWhenATaskStarts(String step, String logged) {
    try (WrongSetup setup = new WrongSetup().steps(WITHOUT_ENDPOINT, step)) {
      assertThat(setup.seen().message()).isEqualTo("nothing");
      assertThat(setup.sqs.requests()).as("requests to the worker's endpoint").hasSize(1);
      assertThat(setup.logOfStart())
          .contains("event=endpoint_from_outside", logged + setup.sqs.uri());

      setup.steps("set sqs.endpoint.url = <sqs>");
      assertThat(setup.logOfStart()).doesNotContain("event=endpoint_from_outside");
    }
  }

  @Test
  void stsEndpointOfTheWorkerIsLoggedWhenATaskStarts() {
    try (WrongSetup setup = new WrongSetup().steps("system property aws.endpointUrlSts = <sts>")) {
      assertThat(setup.logOfStart())
          .as("no request to STS")
          .doesNotContain("event=sts_from_outside");

      setup.steps(ASSUME_ROLE, "remove aws.sts.endpoint.url");
      assertThat(setup.seen().message()).isEqualTo("nothing");
      assertThat(setup.sts.sessions()).isNotEmpty();
      assertThat(setup.logOfStart())
          .contains("event=sts_from_outside aws.endpointUrlSts=" + setup.sts.uri());

      setup.steps("set aws.sts.endpoint.url = <sts>");
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
  void profileThatTheSdkRequestsWithoutTheProxyIsLogged(String property, String value) {
    String line = "event=identity_without_proxy profile=default because=" + property + ";";
    try (WrongSetup setup =
        new WrongSetup()
            .steps(
                "set sqs.proxy.url = <proxy>", "config file: %s = %s".formatted(property, value))) {
      assertThat(setup.logOfStart()).as("keys").doesNotContain("event=identity_without_proxy");

      setup.steps("without keys");
      assertThat(setup.logOfStart()).as("profile of the worker").containsOnlyOnce(line);

      setup.steps("set aws.profile.name = default");
      assertThat(setup.logOfStart()).as("profile of the connector").containsOnlyOnce(line);

      setup.steps("remove sqs.proxy.url");
      assertThat(setup.logOfStart()).as("no proxy").doesNotContain("event=identity_without_proxy");
    }
  }

  @Test
  void identitiesThatUseTheProxyAreNotLogged() {
    try (WrongSetup setup =
        new WrongSetup()
            .steps(
                "without keys",
                "set sqs.proxy.url = <proxy>",
                "config file: role_arn = " + WrongSetup.ROLE,
                "web identity with token token")) {
      assertThat(setup.logOfStart())
          .as("a web identity has precedence over the profile")
          .doesNotContain("event=identity_without_proxy");

      setup.steps("remove aws.sts.endpoint.url", "set aws.profile.name = nowhere");
      assertThat(setup.logOfStart()).doesNotContain("event=identity_without_proxy");
    }
  }
}
