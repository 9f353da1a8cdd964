package io.github.sqsconnect.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.aws.AwsClients;
import io.github.sqsconnect.aws.CompletionMailbox;
import io.github.sqsconnect.aws.SqsMessageSender;
import io.github.sqsconnect.config.SqsSinkConfig;
import io.github.sqsconnect.delivery.Batches;
import io.github.sqsconnect.delivery.Completion;
import io.github.sqsconnect.delivery.DeliveryOutcome.Verdict;
import io.github.sqsconnect.message.TargetQueue;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

/** Whole answers, head and body, broken on the wire below the connector's own client. */
class WireFuzzTest {
  private static final TargetQueue QUEUE =
      new TargetQueue("https://sqs.us-east-1.amazonaws.com/123456789012/events");
  private static final Pattern CASE = Pattern.compile("case (\\d+)");

  /** What the connection still holds when the next request takes it. */
  private static final Set<String> LEAVES_A_REST = Set.of("length too short", "length of nothing");

  private static final int FIRST_REQUEST = 0x10000000;

  /** What the ids in replies begin with, in place of that of the request they answer. */
  private static final String IDS = "10000000-";

  private static final int ENTRIES = 3;
  private static final int AT_ONCE = 8;

  private final Map<Long, RawServer.Reply> replies = new ConcurrentHashMap<>();
  private final CompletionMailbox mailbox = new CompletionMailbox();
  private final Complaints complaints = Complaints.from();
  private RawServer server;
  private AwsClients clients;
  private SqsMessageSender sender;
  private int nextRequest = FIRST_REQUEST;

  @BeforeEach
  void start() throws IOException {
    server = new RawServer(body -> replies.get(numberOf(body)));
    Map<String, String> properties = new HashMap<>();
    properties.put("sqs.queue.url", QUEUE.url());
    properties.put("aws.access.key.id", "AKIDEXAMPLE");
    properties.put("aws.secret.access.key", "secret");
    properties.put("sqs.request.timeout.ms", "1000");
    SqsSinkConfig config = SqsSinkConfig.from(properties);
    clients =
        new AwsClients(
            config.aws(),
            config.queue().proxy(),
            config.delivery(),
            Optional.of("us-east-1"),
            Optional.of(server.uri()),
            "9.9.9");
    sender =
        new SqsMessageSender(
            clients.sqs(), mailbox::add, Duration.ZERO, () -> false, FIRST_REQUEST);
    works(0);
  }

  @AfterEach
  void stop() throws IOException {
    clients.close();
    server.close();
    complaints.close();
  }

  @Test
  void answersMayBreakAnywhere() {
    Seeds.each(
        30,
        (seed, random) -> {
          Map<Long, Sent> sent = new HashMap<>();
          for (long number = seed * 100; number < seed * 100 + AT_ONCE; number++) {
            byte[] broken = Mutation.some(Answer.any(IDS, ENTRIES, random).wire(), random);
            sent.put(number, send(number, broken, true));
          }
          while (!sent.isEmpty()) {
            Completion completion = completion();
            check(completion, sent.remove(numberOf(body(completion))));
          }
          works(seed * 100 + 99);
        });
    assertThat(complaints.heard()).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("lies")
  void lieIsSurvived(String name, byte[] lie) {
    boolean both = Seeds.times() > 1 || LEAVES_A_REST.contains(name);
    for (boolean last : both ? new boolean[] {true, false} : new boolean[] {true}) {
      Sent sent = send(1, lie, last);
      check(completion(), sent);
      works(2);
      assertThat(mailbox.take(Duration.ofMillis(20))).isNull();
    }
    assertThat(complaints.heard()).isEmpty();
  }

  static List<Arguments> lies() {
    String good = new String(Answer.delivered(IDS, ENTRIES).body(), StandardCharsets.UTF_8);
    Map<String, byte[]> lies = new LinkedHashMap<>();
    lies.put("gzip that is none", ok("Content-Encoding: gzip\r\n", good));
    lies.put("deflate that is none", ok("Content-Encoding: deflate\r\n", good));
    lies.put("gzip on the way that is none", head("200 OK", "Transfer-Encoding: gzip\r\n", good));
    lies.put("HTML that says it is JSON", ok("", "<html><body>" + good + "</body></html>"));
    lies.put("JSON that says it is HTML", ok("Content-Type: text/html\r\n", good));
    lies.put("JSON in an unknown charset", ok("Content-Type: a/b; charset=x-none\r\n", good));
    lies.put("length too short", length(good.length() / 2, good));
    lies.put("length too long", length(good.length() + 10, good));
    lies.put("length of nothing", length(0, good));
    lies.put("length below nothing", head("200 OK", "Content-Length: -5\r\n", good));
    lies.put("length that is none", head("200 OK", "Content-Length: many\r\n", good));
    lies.put(
        "length beyond counting", head("200 OK", "Content-Length: 9223372036854775807\r\n", good));
    lies.put("two lengths", ok("Content-Length: 7\r\n", good));
    lies.put("chunks that are none", head("200 OK", "Transfer-Encoding: chunked\r\n", good));
    lies.put(
        "chunk of a lying size",
        head("200 OK", "Transfer-Encoding: chunked\r\n", "ffff\r\n" + good));
    lies.put(
        "chunk of less than nothing",
        head("200 OK", "Transfer-Encoding: chunked\r\n", "-1\r\n" + good));
    lies.put("checksum that is wrong", ok("x-amz-crc32: 17\r\n", good));
    lies.put("checksum that is none", ok("x-amz-crc32: many\r\n", good));
    lies.put("neither length nor chunks", head("200 OK", "", good));
    lies.put("100 and no more", bytes("HTTP/1.1 100 Continue\r\n\r\n"));
    lies.put(
        "100 and then the answer", joined(bytes("HTTP/1.1 100 Continue\r\n\r\n"), ok("", good)));
    lies.put(
        "103 and then the answer",
        joined(bytes("HTTP/1.1 103 Early\r\nLink: </x>\r\n\r\n"), ok("", good)));
    lies.put(
        "101 to another protocol",
        head("101 Switching", "Upgrade: x\r\nConnection: upgrade\r\n", good));
    lies.put("204 with a body", head("204 No", "Content-Length: " + good.length() + "\r\n", good));
    lies.put("205 with a body", head("205 No", "Content-Length: " + good.length() + "\r\n", good));
    lies.put(
        "301", head("301 Moved", "Location: http://127.0.0.1:1/\r\nContent-Length: 0\r\n", ""));
    lies.put(
        "302 with an answer", head("302 Found", "Content-Length: " + good.length() + "\r\n", good));
    lies.put("304", head("304 Not", "Content-Length: " + good.length() + "\r\n", ""));
    lies.put("407", head("407 Proxy", "Proxy-Authenticate: Basic\r\nContent-Length: 0\r\n", ""));
    lies.put("status 0", head("0 Zero", "Content-Length: " + good.length() + "\r\n", good));
    lies.put("status 99999999999", head("99999999999 X", "Content-Length: 0\r\n", ""));
    lies.put("line too long", head("200 " + "x".repeat(100_000), "Content-Length: 0\r\n", ""));
    lies.put("head too long", ok("X-Y: " + "z".repeat(1_000_000) + "\r\n", good));
    lies.put("many headers", ok("X-Y: z\r\n".repeat(5_000), good));
    lies.put("header without a name", ok(": x\r\n", good));
    lies.put("HTTP/2", bytes("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"));
    lies.put("HTTP/0.9", bytes(good));
    lies.put("TLS", new byte[] {22, 3, 3, 0, 2, 2, 40});
    lies.put("nothing", new byte[0]);
    lies.put("deep JSON", ok("", "{\"Successful\":" + "[".repeat(500_000)));
    lies.put("deep JSON beside", ok("", "{\"x\":" + "{\"x\":".repeat(100_000)));
    lies.put(
        "huge answer", ok("", "{\"x\":\"" + "y".repeat(10_000_000) + "\"," + good.substring(1)));
    lies.put("huge number", ok("", "{\"x\":" + "9".repeat(3_000_000) + "," + good.substring(1)));
    lies.put(
        "huge list", ok("", good.substring(0, good.length() - 2) + ",null".repeat(500_000) + "]}"));
    lies.put(
        "many ids",
        ok("", "{\"Successful\":[" + "{\"Id\":\"" + IDS + "2\"},".repeat(99_999) + "{}]}"));
    lies.put("huge id", ok("", "{\"Successful\":[{\"Id\":\"" + "1".repeat(2_000_000) + "\"}]}"));
    lies.put(
        "lists that are objects",
        ok("", "{\"Successful\":{\"Id\":\"" + IDS + "0\"},\"Failed\":7}"));
    lies.put(
        "ids that are none",
        ok("", "{\"Successful\":[{\"Id\":{}},{\"Id\":[1]},{\"Id\":true},{\"Id\":1}]}"));
    lies.put(
        "two lists of one name",
        ok("", "{\"Successful\":[{\"Id\":\"" + IDS + "0\"}],\"Successful\":[]}"));
    lies.put("byte order mark", ok("", "\ufeff" + good));
    lies.put("two answers", joined(ok("", "{}"), ok("", good)));
    lies.put(
        "error in a header only",
        head("400 Bad", "x-amzn-query-error: ;\r\nContent-Length: 0\r\n", ""));
    lies.put("error that is an array", head("400 Bad", "Content-Length: 2\r\n", "[]"));
    lies.put(
        "error of deep JSON", head("500 Bad", "Content-Length: 100000\r\n", "[".repeat(100_000)));
    return lies.entrySet().stream().map(lie -> Arguments.of(lie.getKey(), lie.getValue())).toList();
  }

  /** HTTP/1.1 has no ids: what a connection still holds answers the next request. */
  @Test
  void answerThatNobodyAskedForDeliversNothing() {
    for (int round = 0; round < 20; round++) {
      server.blurt(Answer.delivered(IDS, ENTRIES).wire());
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

  /** A reply as it goes out, and what the ids of the request that it answers begin with. */
  private record Sent(String ids, byte[] reply) {}

  private Sent send(long number, byte[] reply, boolean last) {
    Sent sent = addressed(reply);
    nextRequest++;
    replies.put(number, new RawServer.Reply(sent.reply(), last));
    String[] bodies = new String[ENTRIES];
    for (int i = 0; i < ENTRIES; i++) {
      bodies[i] = "case " + number;
    }
    sender.send(Batches.batch(QUEUE, bodies));
    return sent;
  }

  /** The reply, to the next request. */
  private Sent addressed(byte[] reply) {
    String ids = Integer.toHexString(nextRequest) + '-';
    String text = new String(reply, StandardCharsets.ISO_8859_1);
    return new Sent(ids, text.replace(IDS, ids).getBytes(StandardCharsets.ISO_8859_1));
  }

  private Completion completion() {
    Completion completion = mailbox.take(Duration.ofSeconds(60));
    assertThat(completion).as("an answer, be it a timeout").isNotNull();
    return completion;
  }

  /** A connection that the lie has spoilt may be found out by the next request, or more of them. */
  private void works(long number) {
    Completion completion = null;
    for (int tries = 0; tries <= AT_ONCE; tries++) {
      send(number, Answer.delivered(IDS, ENTRIES).wire(), false);
      completion = completion();
      if (completion.outcomes().stream().allMatch(o -> o.verdict() == Verdict.DELIVERED)) {
        return;
      }
      assertThat(completion.outcomes()).allMatch(o -> o.verdict() == Verdict.RETRIABLE);
    }
    throw new AssertionError("does not work again: " + completion);
  }

  private static void check(Completion completion, Sent sent) {
    assertThat(completion.outcomes()).hasSize(ENTRIES);
    Reading reading = Reading.of(sent.reply());
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
