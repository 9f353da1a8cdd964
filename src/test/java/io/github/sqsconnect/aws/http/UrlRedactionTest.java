package io.github.sqsconnect.aws.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UrlRedactionTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://sqs.eu-west-1.amazonaws.com/123456789012/events.fifo",
        "arn:aws:sqs:eu-west-1:123456789012:events",
        "http://[::1]:4566/x",
        "//localhost:4566",
        "localhost:4566",
        "*.vpce.amazonaws.com",
        "events"
      })
  void textWithoutAPlaceForAPasswordIsShown(String text) {
    assertThat(UrlRedaction.isSafe(text)).isTrue();
    assertThat(UrlRedaction.redact(text)).isEqualTo(text);
    assertThat(UrlRedaction.quote(text)).isEqualTo("'" + text + "'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://user:s3cret@proxy:3128",
        "http://user@proxy",
        "http:/user:s3cret",
        "user:s3cret",
        "http://proxy:s3cret",
        "http://proxy:123456",
        "http://proxy/a:1",
        "http://proxy:1:2",
        "http://proxy?password=s3cret",
        "http://proxy#s3cret"
      })
  void textThatMayContainAPasswordIsNotShownAtAll(String text) {
    assertThat(UrlRedaction.isSafe(text)).isFalse();
    assertThat(UrlRedaction.redact(text)).startsWith("(not shown").doesNotContain("s3cret", "user");
    assertThat(UrlRedaction.quote(text)).isEqualTo(UrlRedaction.redact(text));
  }
}
