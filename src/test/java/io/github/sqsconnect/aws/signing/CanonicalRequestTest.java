package io.github.sqsconnect.aws.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;

class CanonicalRequestTest {
  private static final String HOST = "sqs.eu-west-1.amazonaws.com";

  private static SdkHttpRequest.Builder request(String path) {
    return SdkHttpRequest.builder()
        .method(SdkHttpMethod.POST)
        .protocol("https")
        .host(HOST)
        .encodedPath(path);
  }

  private static String form(SdkHttpRequest.Builder request) {
    return new String(CanonicalRequest.of(request.build(), "hash").bytes(), StandardCharsets.UTF_8);
  }

  /** The lines are those that the documentation of Signature Version 4 lists. */
  @Test
  void formListsMethodPathQueryHeadersAndTheHashOfTheBody() {
    assertThat(form(request("/queue").putHeader("X-Amz-Date", "d").putHeader("Host", HOST)))
        .isEqualTo("POST\n/queue\n\nhost:" + HOST + "\nx-amz-date:d\n\nhost;x-amz-date\nhash");
  }

  @Test
  void namesOfHeadersAreInLowerCaseAndSorted() {
    CanonicalRequest request =
        CanonicalRequest.of(
            request("/").putHeader("b", "1").putHeader("A", "2").putHeader("X-Z", "3").build(), "");

    assertThat(request.signedHeaders()).isEqualTo("a;b;x-z");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Connection",
        "Expect",
        "Transfer-Encoding",
        "User-Agent",
        "X-Amzn-Trace-Id",
        "X-Forwarded-For"
      })
  void headerThatAProxyMayChangeIsNotSigned(String name) {
    CanonicalRequest request =
        CanonicalRequest.of(request("/").putHeader(name, "x").putHeader("A", "2").build(), "");

    assertThat(request.signedHeaders()).isEqualTo("a");
    assertThat(new String(request.bytes(), StandardCharsets.UTF_8)).doesNotContain("x");
  }

  @ParameterizedTest
  @CsvSource({
    "'a', 'a'",
    "'  a  ', 'a'",
    "'a   b', 'a b'",
    "'a\t\r\nb ', 'a b'",
    "'   ', ''",
    "'', ''",
    "'é  ü', 'é ü'"
  })
  void whiteSpaceInAValueIsTrimmedAndCombined(String value, String canonical) {
    assertThat(form(request("/").putHeader("a", value))).contains("\na:" + canonical + "\n");
  }

  @Test
  void valuesOfOneHeaderAreJoinedByCommas() {
    assertThat(form(request("/").putHeader("a", List.of(" x ", "y  z")))).contains("\na:x,y z\n");
  }

  @ParameterizedTest
  @CsvSource({"'', /", "/, /", "/a, /a", "/a/, /a/", "/a.b/-_~/..., /a.b/-_~/..."})
  void usualPathIsUsedAsItIs(String path, String canonical) {
    assertThat(form(request(path))).startsWith("POST\n" + canonical + "\n\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/..", "/a/./b", "/a//b", "/a%2Fb", "/a b"})
  void pathThatNeedsEncodingOrNormalizationIsRejected(String path) {
    assertThatThrownBy(() -> form(request(path)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(path);
  }

  @Test
  void queryStringIsRejected() {
    assertThatThrownBy(() -> form(request("/").putRawQueryParameter("a", "b")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("query string");
  }
}
