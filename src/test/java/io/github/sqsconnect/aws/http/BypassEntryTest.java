package io.github.sqsconnect.aws.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BypassEntryTest {
  @ParameterizedTest
  @CsvSource({
    "example.org, example.org, 443, true",
    "example.org, sqs.example.org, 443, true",
    ".example.org, sqs.Example.ORG., 443, true",
    ".example.org, example.org, 443, true",
    "example.org, notexample.org, 443, false",
    "example.org, example.org.evil, 443, false",
    "*.example.org, a.example.org, 443, true",
    "*.example.org, example.org, 443, false",
    "sqs.*.org, sqs.a.b.org, 443, true",
    "*, any.host, 443, true",
    "127.0.0.1, 127.0.0.1, 80, true",
    "127.0.0.1, 127.0.0.2, 80, false",
    "[::1], 0:0:0:0:0:0:0:1, 80, true",
    "[::1]:8443, [::1], 8443, true",
    "[::1]:8443, [::1], 443, false",
    "example.org:8443, example.org, 8443, true",
    "example.org:8443, example.org, 443, false"
  })
  void entryMatchesNamesBelowItPatternsAddressesAndPorts(
      String entry, String host, int port, boolean matches) {
    assertThat(BypassEntry.parse(entry).isValid()).isTrue();
    assertThat(BypassEntry.parse(entry).matches(host, port)).isEqualTo(matches);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "10.0.0.0/8", "http://host", "host:0", "host:65536", "host:x", "a..b", "a b"})
  void entryThatNoHostCanMatchIsInvalid(String entry) {
    assertThat(BypassEntry.parse(entry).isValid()).isFalse();
  }
}
