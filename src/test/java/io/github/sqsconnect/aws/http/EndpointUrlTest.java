package io.github.sqsconnect.aws.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointUrlTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://vpce-0a1b-abcd.sqs.us-east-1.vpce.amazonaws.com",
        "http://localhost:4566",
        "http://localhost:4566/prefix"
      })
  void endpointIsReturnedUnchanged(String url) {
    assertThat(EndpointUrl.parse(url)).hasToString(url);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"localhost:4566", "//localhost:4566", "https://", "ftp://localhost", "http://a b"})
  void textThatIsNotAnEndpointIsRejected(String text) {
    assertThatThrownBy(() -> EndpointUrl.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + text + "' is not ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"http://user@localhost", "http://localhost?x=1", "http://localhost#password"})
  void endpointWithAPossiblePasswordIsRejectedAndNotShown(String text) {
    assertThatThrownBy(() -> EndpointUrl.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("(not shown, because it may contain a password) is not ");
  }
}
