package io.github.sqsconnect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VersionTest {
  @Test
  void versionIsTheOneThatTheBuildFilledIn() {
    assertThat(Version.VERSION).matches("\\d+\\.\\d+\\.\\d+(-[A-Za-z0-9.]+)?");
    assertThat(new SqsSinkTask().version()).isEqualTo(Version.VERSION);
  }
}
