package io.github.sqsconnect.benchmark;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchRequestTest {
  private static final String HEAD = "{\"QueueUrl\":\"http://q\",\"Entries\":";

  @Test
  void everyEntryIsAnsweredWithTheDigestOfItsPlainBody() throws Exception {
    BatchRequest request =
        request(
            HEAD
                + "[{\"Id\":\"a-0\",\"MessageBody\":\"{\\\"town\\\":\\\"Köln\\\"}\\n\"},"
                + "{\"Id\":\"a-1\",\"MessageBody\":\"x\",\"MessageGroupId\":\"g\"}]}");
    assertThat(new String(request.answer(), UTF_8))
        .contains("\"Id\":\"a-0\"", md5("{\"town\":\"Köln\"}\n"), "\"Id\":\"a-1\"", md5("x"))
        .endsWith("],\"Failed\":[]}");
    assertThat(request.messages()).isEqualTo(2);
    assertThat(request.bytes()).isEqualTo("{\"town\":\"Köln\"}\nx".getBytes(UTF_8).length);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        HEAD + "[]}",
        HEAD + "[{\"Id\":\"0\",\"MessageBody\":\"\"}]}",
        HEAD + "[{\"Id\":\"0\"}]}",
        HEAD + "[{\"MessageBody\":\"x\"}]}",
        HEAD + "[{\"Id\":\"0\",\"MessageBody\":\"x\"},{\"Id\":\"0\",\"MessageBody\":\"y\"}]}",
        HEAD + "[{\"Id\":\"0\",\"MessageBody\":\"x\",\"Surprise\":\"y\"}]}",
        HEAD + "[{\"Id\":\"0\",\"MessageBody\":\"\\x\"}]}",
        HEAD + "[{\"Id\":\"0\",\"MessageBody\":\"x\"}]}x",
        HEAD + "[{\"Id\":\"0\",\"MessageBody\":\"x",
        "{\"Entries\":[{\"Id\":\"0\",\"MessageBody\":\"x\"}]}"
      })
  void requestThatSqsRejectsIsRejected(String text) {
    assertThatThrownBy(() -> request(text))
        .isInstanceOfAny(IllegalArgumentException.class, IOException.class);
  }

  @Test
  void elevenEntriesAreRejected() {
    StringBuilder entries = new StringBuilder();
    for (int i = 0; i < 11; i++) {
      entries.append(i == 0 ? "[" : ",").append("{\"Id\":\"" + i + "\",\"MessageBody\":\"x\"}");
    }
    assertThatThrownBy(() -> request(HEAD + entries + "]}"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void moreThanAMebibyteIsRejected() {
    String entry = "[{\"Id\":\"0\",\"MessageBody\":\"" + "x".repeat(1_048_577) + "\"}]}";
    assertThatThrownBy(() -> request(HEAD + entry)).isInstanceOf(IllegalArgumentException.class);
  }

  private static BatchRequest request(String text) throws IOException {
    return BatchRequest.of(text.getBytes(UTF_8));
  }

  private static String md5(String text) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(text.getBytes(UTF_8)));
  }
}
