package io.github.sqsconnect.issues;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.sqsconnect.SqsSinkConnector;
import io.github.sqsconnect.SqsSinkTask;
import io.github.sqsconnect.fakes.ConnectorSettings;
import io.github.sqsconnect.logs.CapturedLog;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A URL with user and password was refused with a message that repeated the password. */
class PasswordInAUrlTest {
  private static final List<String> KEYS =
      List.of("sqs.queue.url", "sqs.endpoint.url", "sqs.proxy.url", "aws.sts.endpoint.url");

  /** Each URL contains a part of the password that must not be visible anywhere. */
  private static final List<String> URLS =
      List.of(
          "http://jane:hunter2@host:3128",
          "http://jane:hunter2@host/123456789012/events",
          "https://jane:hunter2@sqs.eu-west-1.amazonaws.com/123456789012/events",
          "http://jane:p@hunter2@host/000000000000/events",
          "http://jane:pa/hunter2@host/000000000000/events",
          "http://jane:pa#hunter2@host",
          "http://jane:pa?hunter2@host",
          "http://jane:hunter2%40host/000000000000/events",
          "http://jane%3Ahunter2@host/000000000000/events",
          "http://jane:hunter2",
          "http://jane:hunter2/000000000000/events",
          "jane:hunter2@host:3128",
          "//jane:hunter2@host",
          "ftp://jane:hunter2@host",
          "http://jane:hunter2@ho st:port/ev ents",
          "http://jane:hun\thunter2@host",
          "http://jane:hunter2@",
          "http://jane:hunter2@host:99999/000000000000/events",
          "http://jane:hunter2^@host/000000000000/events",
          "http://host/000000000000/events?password=hunter2",
          "http://host/000000000000/events#hunter2",
          "http://hunter2@host/000000000000/events",
          "arn:aws:sqs:eu-west-1:jane:hunter2@events",
          " http://jane:hunter2@host ");

  static Stream<Arguments> everyKeyAndUrl() {
    return KEYS.stream().flatMap(key -> URLS.stream().map(url -> Arguments.of(key, url)));
  }

  @ParameterizedTest(name = "{0} {index}")
  @MethodSource("everyKeyAndUrl")
  void errorDoesNotRepeatThePassword(String key, String url) {
    Map<String, @Nullable String> properties = config(key, url);
    String log =
        CapturedLog.of(
            () -> {
              assertThat(ConnectorSettings.errors(properties)).containsOnlyKeys(key);
              assertThat(new SqsSinkConnector().validate(properties).configValues().toString())
                  .doesNotContain("hunter2", "jane");
              assertThatThrownBy(() -> new SqsSinkTask().start(properties))
                  .hasMessageContaining(key)
                  .satisfies(PasswordInAUrlTest::assertNoPassword);
            });
    assertThat(log).doesNotContain("hunter2", "jane");
  }

  @ParameterizedTest(name = "{index}")
  @ValueSource(
      strings = {
        "http://jane:hunter2@host",
        "jane:hunter2@host",
        "localhost,http://jane:hunter2@host:3128"
      })
  void errorDoesNotRepeatABypassHostWithAPassword(String hosts) {
    Map<String, @Nullable String> properties = config("sqs.proxy.bypass.hosts", hosts);
    properties.put("sqs.proxy.url", "http://proxy:3128");
    assertThat(ConnectorSettings.errors(properties)).containsOnlyKeys("sqs.proxy.bypass.hosts");
    assertThat(new SqsSinkConnector().validate(properties).configValues().toString())
        .doesNotContain("hunter2", "jane");
    assertThatThrownBy(() -> new SqsSinkTask().start(properties))
        .hasMessageContaining("sqs.proxy.bypass.hosts")
        .satisfies(PasswordInAUrlTest::assertNoPassword);
  }

  private static void assertNoPassword(Throwable error) {
    for (Throwable each = error; each != null; each = each.getCause()) {
      assertThat(each.toString()).doesNotContain("hunter2", "jane");
    }
  }

  @Test
  void errorOfAProxyUrlNamesTheKeysForUserAndPassword() {
    List<String> errors =
        ConnectorSettings.errors(config("sqs.proxy.url", "http://jane:hunter2@proxy:3128"))
            .get("sqs.proxy.url");
    assertThat(errors).hasSize(1);
    assertThat(errors.get(0)).contains("sqs.proxy.user and sqs.proxy.password");
  }

  @Test
  void errorRepeatsAUrlWithoutPassword() {
    assertThat(ConnectorSettings.errors(config("sqs.proxy.url", "proxy:3128")).toString())
        .contains("'proxy:3128'");
    assertThat(ConnectorSettings.errors(config("sqs.queue.url", "events")).toString())
        .contains("'events'");
    assertThat(
            ConnectorSettings.errors(config("sqs.queue.url", "arn:aws:sqs:eu-west-1:1234:events"))
                .toString())
        .contains("'arn:aws:sqs:eu-west-1:1234:events'");
  }

  @Test
  void alteredOffsetsAreLoggedWithoutThePassword() {
    assertThat(
            CapturedLog.of(
                () ->
                    assertThat(
                            new SqsSinkConnector()
                                .alterOffsets(
                                    Map.of("sqs.queue.url", "http://jane:hunter2@host/1/q.fifo"),
                                    Map.of()))
                        .isTrue()))
        .contains("event=offsets_altered")
        .doesNotContain("hunter2", "jane");
  }

  private static Map<String, @Nullable String> config(String key, String url) {
    return ConnectorSettings.complete(
        ConnectorSettings.STANDARD_QUEUE,
        "aws.sts.role.arn",
        "arn:aws:iam::123456789012:role/sender",
        key,
        url);
  }
}
