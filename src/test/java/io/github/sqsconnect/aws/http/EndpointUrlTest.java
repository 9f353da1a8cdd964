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

  /** The signer rejects these paths, so they must not reach it. */
  @ParameterizedTest
  @ValueSource(
      strings = {"/a%20b", "/a//b", "/a/../b", "/./", "/.", "/(y)", "/a+b", "/a:b", "//", "/a,b"})
  void pathThatCannotBeSignedIsRejected(String path) {
    assertThatThrownBy(() -> EndpointUrl.parse("http://localhost" + path))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Allowed: http or https, a host");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/", "/a/deeper/path", "/a/", "/a.b/~x/_-", "/...", "/.a"})
  void plainPathIsAccepted(String path) {
    assertThat(EndpointUrl.parse("http://localhost" + path)).hasPath(path);
  }
}
