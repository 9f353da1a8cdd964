package io.github.sqsconnect.aws.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class ProxyAuthExceptionTest {
  private final ProxyAuthException rejected = new ProxyAuthException();

  @Test
  void exceptionIsFoundAtAnyDepthOfTheCauses() {
    assertThat(ProxyAuthException.findIn(rejected)).containsSame(rejected);
    assertThat(ProxyAuthException.findIn(new IOException(new IllegalStateException(rejected))))
        .containsSame(rejected);
  }

  @Test
  void otherErrorsDoNotContainIt() {
    assertThat(ProxyAuthException.findIn(new IOException(new IllegalStateException()))).isEmpty();
  }
}
