package io.github.sqsconnect.throughput;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchScanTest {
  private static final String HEAD = "{\"QueueUrl\":\"http://q\",\"Entries\":";

  private final BatchScan scan = new BatchScan();

  @Test
  void everyEntryIsAnsweredByTheDigestOfItsPlainBody() throws Exception {
    String answer =
        answer(
            HEAD
                + "[{\"Id\":\"a-0\",\"MessageBody\":\"{\\\"town\\\":\\\"Köln\\\"}\\n\"},"
                + "{\"Id\":\"a-1\",\"MessageBody\":\"x\",\"MessageGroupId\":\"g\"}]}");
    assertThat(answer)
        .contains("\"Id\":\"a-0\"", md5("{\"town\":\"Köln\"}\n"), "\"Id\":\"a-1\"", md5("x"))
        .endsWith("],\"Failed\":[]}");
    assertThat(scan.messages()).isEqualTo(2);
    assertThat(scan.bytes()).isEqualTo("{\"town\":\"Köln\"}\nx".getBytes(UTF_8).length);
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
        HEAD + "[{\"Id\":\"0\",\"MessageBody\":\"x\"}]} ",
        HEAD + "[{\"Id\":\"0\",\"MessageBody\":\"x",
        "{\"Entries\":[{\"Id\":\"0\",\"MessageBody\":\"x\"}]}"
      })
  void aRequestThatSqsWouldRefuseIsRefused(String request) {
    assertThatThrownBy(() -> answer(request))
        .isInstanceOfAny(IllegalArgumentException.class, ArrayIndexOutOfBoundsException.class);
  }

  @Test
  void elevenEntriesAreRefused() {
    StringBuilder entries = new StringBuilder();
    for (int i = 0; i < 11; i++) {
      entries.append(i == 0 ? "[" : ",").append("{\"Id\":\"" + i + "\",\"MessageBody\":\"x\"}");
    }
    assertThatThrownBy(() -> answer(HEAD + entries + "]}"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void moreThanAMebibyteIsRefused() {
    String entry = "[{\"Id\":\"0\",\"MessageBody\":\"" + "x".repeat(1_048_577) + "\"}]}";
    assertThatThrownBy(() -> answer(HEAD + entry)).isInstanceOf(IllegalArgumentException.class);
  }

  private String answer(String request) {
    byte[] bytes = request.getBytes(UTF_8);
    return new String(scan.answer(bytes, bytes.length), UTF_8);
  }

  private static String md5(String text) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(text.getBytes(UTF_8)));
  }
}
