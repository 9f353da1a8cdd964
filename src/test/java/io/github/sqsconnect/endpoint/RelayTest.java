package io.github.sqsconnect.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.sqsconnect.endpoint.SocketServer.Reply;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class RelayTest {
  private static final byte[] ANSWER =
      "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok".getBytes(StandardCharsets.US_ASCII);

  private final HttpClient client = HttpClient.newHttpClient();

  @Test
  void serverIsUnreachableWhileTheRelayIsDisconnected() throws Exception {
    try (SocketServer behind = SocketServer.raw(request -> new Reply(ANSWER, false));
        Relay relay = Relay.to(behind.uri())) {
      assertThat(get(relay)).isEqualTo("ok");

      relay.disconnect();
      assertThatThrownBy(() -> get(relay)).isInstanceOf(ConnectException.class);

      relay.reconnect();
      assertThat(get(relay)).isEqualTo("ok");
    }
  }

  private String get(Relay relay) throws IOException, InterruptedException {
    return client
        .send(HttpRequest.newBuilder(relay.uri()).build(), HttpResponse.BodyHandlers.ofString())
        .body();
  }
}
