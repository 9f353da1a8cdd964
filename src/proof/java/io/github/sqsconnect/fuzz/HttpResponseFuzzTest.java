package io.github.sqsconnect.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.aws.AwsClients;
import io.github.sqsconnect.aws.CompletionMailbox;
import io.github.sqsconnect.aws.ConnectorClients;
import io.github.sqsconnect.aws.SqsMessageSender;
import io.github.sqsconnect.config.SqsSinkConfig;
import io.github.sqsconnect.delivery.Completion;
import io.github.sqsconnect.delivery.DeliveryOutcome.Verdict;
import io.github.sqsconnect.delivery.MessageBatches;
import io.github.sqsconnect.endpoint.SocketServer;
import io.github.sqsconnect.message.TargetQueue;
import io.github.sqsconnect.property.Draw;
import io.github.sqsconnect.property.Property;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole HTTP responses that are broken, read by the connector's own client. */
class HttpResponseFuzzTest {
  private static final TargetQueue QUEUE =
      new TargetQueue("https://sqs.us-east-1.amazonaws.com/123456789012/events");
  private static final Pattern CASE = Pattern.compile("case (\\d+)");

  /** Part of the response stays in the connection, and the next request reads it. */
  private static final Set<String> LEAVE_BYTES_BEHIND = Set.of("length too short", "length 0");

  private static final int FIRST_REQUEST = 0x10000000;

  /** Begins the ids in responses; replaced by the beginning of the ids in the request. */
  private static final String IDS = "10000000-";

  private static final int ENTRIES = 3;
  private static final int AT_ONCE = 8;

  private final Map<Long, SocketServer.Reply> replies = new ConcurrentHashMap<>();
  private final CompletionMailbox mailbox = new CompletionMailbox(() -> 0);
  private final LoggedErrors loggedErrors = LoggedErrors.record();
  private SocketServer server;
  private AwsClients clients;
  private SqsMessageSender sender;
  private int nextRequest = FIRST_REQUEST;

  /** Of the last case. */
  private long number;

  @BeforeEach
  void start() {
    server = SocketServer.raw(body -> replies.get(numberOf(body)));
    Map<String, String> properties = new HashMap<>();
    properties.put("sqs.queue.url", QUEUE.url());
    properties.put("aws.access.key.id", "AKIDEXAMPLE");
    properties.put("aws.secret.access.key", "secret");
    properties.put("sqs.request.timeout.ms", "1000");
    clients = ConnectorClients.of(SqsSinkConfig.from(properties), "us-east-1", server.uri());
    sender = new SqsMessageSender(clients.sqs(), mailbox::add, () -> false, FIRST_REQUEST);
    works(0);
  }

  @AfterEach
  void stop() {
    clients.close();
    server.close();
    loggedErrors.close();
  }

  @Property(tries = 30)
  void brokenResponsesDeliverOnlyWhatTheyList(Draw draw) {
    Map<Long, Sent> sent = new HashMap<>();
    for (int i = 0; i < AT_ONCE; i++) {
      byte[] broken = ByteMutation.some(FuzzedResponse.any(IDS, ENTRIES, draw).http(), draw);
      sent.put(++number, send(number, broken, true));
    }
    while (!sent.isEmpty()) {
      Completion completion = completion();
      check(completion, sent.remove(numberOf(body(completion))));
    }
    works(++number);
    assertThat(loggedErrors.lines()).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("responses")
  void senderWorksAfterABrokenResponse(String name, byte[] response) {
    boolean both = Boolean.getBoolean("fuzz.full") || LEAVE_BYTES_BEHIND.contains(name);
    for (boolean last : both ? new boolean[] {true, false} : new boolean[] {true}) {
      Sent sent = send(1, response, last);
      check(completion(), sent);
      works(2);
      assertThat(mailbox.take(Duration.ofMillis(20))).isNull();
    }
    assertThat(loggedErrors.lines()).isEmpty();
  }

  static List<Arguments> responses() {
    String good = new String(FuzzedResponse.delivered(IDS, ENTRIES).body(), StandardCharsets.UTF_8);
    Map<String, byte[]> responses = new LinkedHashMap<>();
    responses.put("invalid gzip", ok("Content-Encoding: gzip\r\n", good));
    responses.put("invalid deflate", ok("Content-Encoding: deflate\r\n", good));
    responses.put(
        "invalid gzip as transfer encoding", head("200 OK", "Transfer-Encoding: gzip\r\n", good));
    responses.put(
        "HTML with the content type of JSON", ok("", "<html><body>" + good + "</body></html>"));
    responses.put("JSON with the content type of HTML", ok("Content-Type: text/html\r\n", good));
    responses.put("JSON in an unknown charset", ok("Content-Type: a/b; charset=x-none\r\n", good));
    responses.put("length too short", length(good.length() / 2, good));
    responses.put("length too long", length(good.length() + 10, good));
    responses.put("length 0", length(0, good));
    responses.put("negative length", head("200 OK", "Content-Length: -5\r\n", good));
    responses.put("length is no number", head("200 OK", "Content-Length: many\r\n", good));
    responses.put(
        "largest length", head("200 OK", "Content-Length: 9223372036854775807\r\n", good));
    responses.put("two lengths", ok("Content-Length: 7\r\n", good));
    responses.put("invalid chunks", head("200 OK", "Transfer-Encoding: chunked\r\n", good));
    responses.put(
        "chunk shorter than its size",
        head("200 OK", "Transfer-Encoding: chunked\r\n", "ffff\r\n" + good));
    responses.put(
        "chunk of negative size",
        head("200 OK", "Transfer-Encoding: chunked\r\n", "-1\r\n" + good));
    responses.put("wrong checksum", ok("x-amz-crc32: 17\r\n", good));
    responses.put("checksum is no number", ok("x-amz-crc32: many\r\n", good));
    responses.put("neither length nor chunks", head("200 OK", "", good));
    responses.put("100 only", bytes("HTTP/1.1 100 Continue\r\n\r\n"));
    responses.put(
        "100 and then the response", joined(bytes("HTTP/1.1 100 Continue\r\n\r\n"), ok("", good)));
    responses.put(
        "103 and then the response",
        joined(bytes("HTTP/1.1 103 Early\r\nLink: </x>\r\n\r\n"), ok("", good)));
    responses.put(
        "101 to another protocol",
        head("101 Switching", "Upgrade: x\r\nConnection: upgrade\r\n", good));
    responses.put(
        "204 with a body", head("204 No", "Content-Length: " + good.length() + "\r\n", good));
    responses.put(
        "205 with a body", head("205 No", "Content-Length: " + good.length() + "\r\n", good));
    responses.put(
        "301", head("301 Moved", "Location: http://127.0.0.1:1/\r\nContent-Length: 0\r\n", ""));
    responses.put(
        "302 with a body", head("302 Found", "Content-Length: " + good.length() + "\r\n", good));
    responses.put("304", head("304 Not", "Content-Length: " + good.length() + "\r\n", ""));
    responses.put(
        "407", head("407 Proxy", "Proxy-Authenticate: Basic\r\nContent-Length: 0\r\n", ""));
    responses.put("status 0", head("0 Zero", "Content-Length: " + good.length() + "\r\n", good));
    responses.put("status 99999999999", head("99999999999 X", "Content-Length: 0\r\n", ""));
    responses.put("line too long", head("200 " + "x".repeat(100_000), "Content-Length: 0\r\n", ""));
    responses.put("head too long", ok("X-Y: " + "z".repeat(1_000_000) + "\r\n", good));
    responses.put("many headers", ok("X-Y: z\r\n".repeat(5_000), good));
    responses.put("header without a name", ok(": x\r\n", good));
    responses.put("HTTP/2", bytes("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"));
    responses.put("HTTP/0.9", bytes(good));
    responses.put("TLS", new byte[] {22, 3, 3, 0, 2, 2, 40});
    responses.put("no bytes", new byte[0]);
    responses.put("deep JSON", ok("", "{\"Successful\":" + "[".repeat(500_000)));
    responses.put("deep JSON beside", ok("", "{\"x\":" + "{\"x\":".repeat(100_000)));
    responses.put(
        "huge response", ok("", "{\"x\":\"" + "y".repeat(10_000_000) + "\"," + good.substring(1)));
    responses.put(
        "huge number", ok("", "{\"x\":" + "9".repeat(3_000_000) + "," + good.substring(1)));
    responses.put(
        "huge list", ok("", good.substring(0, good.length() - 2) + ",null".repeat(500_000) + "]}"));
    responses.put(
        "many ids",
        ok("", "{\"Successful\":[" + "{\"Id\":\"" + IDS + "2\"},".repeat(99_999) + "{}]}"));
    responses.put(
        "huge id", ok("", "{\"Successful\":[{\"Id\":\"" + "1".repeat(2_000_000) + "\"}]}"));
    responses.put(
        "lists are objects", ok("", "{\"Successful\":{\"Id\":\"" + IDS + "0\"},\"Failed\":7}"));
    responses.put(
        "ids are no strings",
        ok("", "{\"Successful\":[{\"Id\":{}},{\"Id\":[1]},{\"Id\":true},{\"Id\":1}]}"));
    responses.put(
        "two lists of one name",
        ok("", "{\"Successful\":[{\"Id\":\"" + IDS + "0\"}],\"Successful\":[]}"));
    responses.put("byte order mark", ok("", "\ufeff" + good));
    responses.put("two responses", joined(ok("", "{}"), ok("", good)));
    responses.put(
        "error in a header only",
        head("400 Bad", "x-amzn-query-error: ;\r\nContent-Length: 0\r\n", ""));
    responses.put("error that is an array", head("400 Bad", "Content-Length: 2\r\n", "[]"));
    responses.put(
        "error of deep JSON", head("500 Bad", "Content-Length: 100000\r\n", "[".repeat(100_000)));
    return responses.entrySet().stream()
        .map(response -> Arguments.of(response.getKey(), response.getValue()))
        .toList();
  }

  /** HTTP/1.1 has no request ids: the next request reads what the connection still holds. */
  @Test
  void responseWithoutARequestDeliversNothing() {
    for (int round = 0; round < 20; round++) {
      server.sendUnrequested(FuzzedResponse.delivered(IDS, ENTRIES).http());
      send(2, ok("", "{\"Successful\":[],\"Failed\":[]}"), false);
      assertThat(completion().outcomes()).noneMatch(o -> o.verdict() == Verdict.DELIVERED);
    }
  }

  private static byte[] ok(String headers, String body) {
    return length(headers, body.getBytes(StandardCharsets.UTF_8).length, body);
  }

  private static byte[] length(int length, String body) {
    return length("", length, body);
  }

  private static byte[] length(String headers, int length, String body) {
    return head("200 OK", headers + "Content-Length: " + length + "\r\n", body);
  }

  private static byte[] head(String status, String headers, String body) {
    return bytes("HTTP/1.1 " + status + "\r\n" + headers + "\r\n" + body);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  /** A response as it is sent, and the beginning of the ids in the request. */
  private record Sent(String ids, byte[] reply) {}

  private Sent send(long number, byte[] reply, boolean last) {
    Sent sent = addressed(reply);
    nextRequest++;
    replies.put(number, new SocketServer.Reply(sent.reply(), last));
    String[] bodies = new String[ENTRIES];
    for (int i = 0; i < ENTRIES; i++) {
      bodies[i] = "case " + number;
    }
    sender.send(MessageBatches.batch(QUEUE, bodies));
    return sent;
  }

  /** The response with the ids of the next request. */
  private Sent addressed(byte[] reply) {
    String ids = Integer.toHexString(nextRequest) + '-';
    String text = new String(reply, StandardCharsets.ISO_8859_1);
    return new Sent(ids, text.replace(IDS, ids).getBytes(StandardCharsets.ISO_8859_1));
  }

  private Completion completion() {
    Completion completion = mailbox.take(Duration.ofSeconds(60));
    assertThat(completion).as("a completion, possibly a timeout").isNotNull();
    return completion;
  }

  /** Up to {@link #AT_ONCE} connections may be broken; each fails one more request. */
  private void works(long number) {
    Completion completion = null;
    for (int tries = 0; tries <= AT_ONCE; tries++) {
      send(number, FuzzedResponse.delivered(IDS, ENTRIES).http(), false);
      completion = completion();
      if (completion.outcomes().stream().allMatch(o -> o.verdict() == Verdict.DELIVERED)) {
        return;
      }
      assertThat(completion.outcomes()).allMatch(o -> o.verdict() == Verdict.RETRIABLE);
    }
    throw new AssertionError("still fails: " + completion);
  }

  private static void check(Completion completion, Sent sent) {
    assertThat(completion.outcomes()).hasSize(ENTRIES);
    ListedIds reading = ListedIds.of(sent.reply());
    for (int i = 0; i < ENTRIES; i++) {
      if (completion.outcomes().get(i).verdict() == Verdict.DELIVERED) {
        assertThat(reading.sent())
            .as(new String(sent.reply(), StandardCharsets.UTF_8))
            .contains(sent.ids() + i);
      }
    }
  }

  private static String body(Completion completion) {
    return completion.batch().deliveries().get(0).message().body();
  }

  private static long numberOf(String text) {
    Matcher matcher = CASE.matcher(text);
    assertThat(matcher.find()).isTrue();
    return Long.parseLong(matcher.group(1));
  }
}
