package io.github.sqsconnect.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.logs.CapturedLog;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceHeaderTest {
  private static final String X = "X-Amzn-Trace-Id";
  private static final String W3C = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
  private static final String OF_W3C =
      "Root=1-4bf92f35-77b34da6a3ce929d0e0e4736;Parent=00f067aa0ba902b7;Sampled=1";
  private static final String XRAY =
      "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=0";

  @Test
  void traceparentBecomesTheHeaderOfXray() {
    assertThat(trace("traceparent", W3C)).isEqualTo(OF_W3C);
    assertThat(trace("TraceParent", W3C.replace("-01", "-00")))
        .isEqualTo(OF_W3C.replace("Sampled=1", "Sampled=0"));
    assertThat(trace("traceparent", W3C.replace("-01", "-fe"))).endsWith("Sampled=0");
    assertThat(trace("traceparent", W3C.replace("-01", "-ab"))).endsWith("Sampled=1");
  }

  @Test
  void laterVersionsMayHaveMoreFields() {
    String later = W3C.replaceFirst("00", "01");

    assertThat(trace("traceparent", later)).isEqualTo(OF_W3C);
    assertThat(trace("traceparent", later + "-x")).isEqualTo(OF_W3C);
    assertThat(trace("traceparent", later + "x")).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        XRAY,
        "Root=1-5759e988-bd862e3fe1be46a994272793",
        "Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=1",
        "Self=1-x;Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=?;Lineage=a87bd80c:0|68fd508a:5"
      })
  void headerOfXrayIsUnchanged(String header) {
    assertThat(trace("x-amzn-trace-id", header)).isEqualTo(header);
  }

  @Test
  void headerMayBeBytes() {
    byte[] bytes = W3C.getBytes(StandardCharsets.US_ASCII);
    ByteBuffer buffer = ByteBuffer.wrap(bytes);

    assertThat(trace("traceparent", bytes)).isEqualTo(OF_W3C);
    assertThat(trace("traceparent", buffer)).isEqualTo(OF_W3C);
    assertThat(buffer.remaining()).isEqualTo(bytes.length);
  }

  @Test
  void headerOfXrayWinsUnlessItIsMalformed() {
    assertThat(trace("traceparent", W3C, "X-Amzn-Trace-Id", XRAY)).isEqualTo(XRAY);
    assertThat(trace("X-Amzn-Trace-Id", "Root=1-2", "traceparent", W3C)).isEqualTo(OF_W3C);
  }

  @Test
  void lastHeaderOfTheNameCounts() {
    assertThat(trace("traceparent", "x", "TRACEPARENT", W3C)).isEqualTo(OF_W3C);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "00",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-x",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0",
        "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
        "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
        "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "0g-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e473g-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902bg-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0g",
        "00_4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736_00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7_01",
        "00-/bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "00-:bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "00-`bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "00-Gbf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
      })
  void malformedTraceparentIsIgnored(String header) {
    assertThat(trace("traceparent", header)).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Root",
        "=1",
        "Parent=53995c3f42cd8ad8",
        "Root=2-5759e988-bd862e3fe1be46a994272793",
        "Root=1-5759e988+bd862e3fe1be46a994272793",
        "Root=1-5759e988-bd862e3fe1be46a99427279",
        "Root=1-5759e988-bd862e3fe1be46a99427279g",
        "Root=1-5759e988-bd862e3fe1be46a994272793;",
        "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad",
        "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8f",
        "Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=2",
        "Root=1-5759e988-bd862e3fe1be46a994272793; Sampled=1",
        "Root=1-5759e988-bd862e3fe1be46a994272793;x=ü",
        "Root=1-5759e988-bd862e3fe1be46a994272793;x=\u007F",
        "Root=1-5759e988-bd862e3fe1be46a9942727930",
        "Root=1-5759e98g-bd862e3fe1be46a994272793",
        "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8adg"
      })
  void malformedHeaderOfXrayIsIgnored(String header) {
    assertThat(trace("X-Amzn-Trace-Id", header)).isNull();
  }

  @Test
  void longHeaderIsIgnored() {
    assertThat(trace("X-Amzn-Trace-Id", XRAY + ";x=" + "y".repeat(512 - XRAY.length() - 3)))
        .hasSize(512);
    assertThat(trace("X-Amzn-Trace-Id", XRAY + ";x=" + "y".repeat(513 - XRAY.length() - 3)))
        .isNull();
    assertThat(trace("traceparent", new byte[1 << 20])).isNull();

    byte[] longest = W3C.replaceFirst("00", "01").concat("-" + "x".repeat(456)).getBytes(UTF_8);
    assertThat(longest).hasSize(512);
    assertThat(trace("traceparent", longest)).isEqualTo(OF_W3C);
    assertThat(trace("traceparent", ByteBuffer.wrap(longest))).isEqualTo(OF_W3C);
    assertThat(trace("traceparent", Arrays.copyOf(longest, 513))).isNull();
    assertThat(trace("traceparent", ByteBuffer.wrap(Arrays.copyOf(longest, 513)))).isNull();
    assertThat(trace("traceparent", new String(longest, UTF_8))).isEqualTo(OF_W3C);
    assertThat(trace("traceparent", new String(longest, UTF_8) + "x")).isNull();
  }

  @Test
  void valuesOfOtherTypesAreIgnored() {
    assertThat(trace("traceparent", 42)).isNull();
    assertThat(trace("traceparent", null)).isNull();
    assertThat(trace("other", W3C)).isNull();
  }

  @Test
  void malformedHeadersAreCountedAtDebug() {
    TraceHeader trace = new TraceHeader();
    String log =
        CapturedLog.atDebug(
            TraceHeader.class,
            () -> {
              trace.of(new ConnectHeaders().addString("traceparent", "x"));
              trace.of(new ConnectHeaders());
              trace.of(new ConnectHeaders().addString("traceparent", W3C));
              trace.of(new ConnectHeaders().addString("traceparent", W3C).addString(X, "x"));
              trace.of(new ConnectHeaders().addString(X, XRAY));
              trace.of(new ConnectHeaders().addString(X, "x"));
            });

    assertThat(log.lines())
        .hasSize(2)
        .allMatch(line -> line.contains("event=trace_header_ignored count="));
    assertThat(log).contains("count=1;", "count=2;");
  }

  private static @Nullable String trace(@Nullable Object... namesAndValues) {
    ConnectHeaders headers = new ConnectHeaders();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      headers.add(String.valueOf(namesAndValues[i]), namesAndValues[i + 1], null);
    }
    return new TraceHeader().of(headers);
  }
}
