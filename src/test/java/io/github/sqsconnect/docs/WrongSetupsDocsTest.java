package io.github.sqsconnect.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
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
    StringBuilder rows =
        new StringBuilder("| what is wrong | where it shows | what it says |\n|---|---|---|\n");
    all.forEach(
        (what, how) -> {
          WrongSetup.Seen seen = seen(how);
          assertThat(seen.says())
              .as(what)
              .isNotEqualTo("nothing")
              .doesNotContain(WrongSetup.SECRET);
          rows.append("| ").append(what).append(" | ").append(seen.where()).append(" | ");
          rows.append(asText(seen.says())).append(" |\n");
        });
    new WrittenPage(FILE).holds(BEGIN, rows.toString(), END);
  }

  /** As text, not as code: the keys that are code on this page must exist, and hosts do not. */
  private static String asText(String message) {
    return message.replace("|", "\\|").replace("<", "&lt;").replace("\n", " ");
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

  private static WrongSetup.Seen seen(Consumer<WrongSetup> how) {
    try (WrongSetup setup = new WrongSetup()) {
      how.accept(setup);
      return setup.seen();
    }
  }
}
