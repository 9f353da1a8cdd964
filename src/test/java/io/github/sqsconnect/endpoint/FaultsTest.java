package io.github.sqsconnect.endpoint;

import static io.github.sqsconnect.endpoint.EndpointClients.batch;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.RequestThrottledException;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResultEntry;
import software.amazon.awssdk.services.sqs.model.SqsException;

class FaultsTest {
  private final ScriptedSqs endpoint = ScriptedSqs.start();
  private final SqsAsyncClient client = EndpointClients.async(endpoint);
  private final ScriptedQueue queue = endpoint.queue("events");

  static List<RequestError> knownErrors() {
    return RequestError.KNOWN;
  }

  @AfterEach
  void close() {
    client.close();
    endpoint.close();
  }

  @ParameterizedTest
  @MethodSource("knownErrors")
  void everyKnownErrorShowsBothNamesAndItsStatus(RequestError error) {
    endpoint.next(2).error(error.type());

    SqsException refused = refused("a");
    assertThat(refused.awsErrorDetails().errorCode()).isEqualTo(error.code());
    assertThat(refused.statusCode()).isEqualTo(error.status());

    endpoint.legacyCodes(false);
    assertThat(refused("a").awsErrorDetails().errorCode()).isEqualTo(error.type());
    assertThat(send("b").successful()).hasSize(1);
    assertThat(queue.bodies()).containsExactly("b");
    assertThat(endpoint.counters().outcome(error.code())).isEqualTo(2);
  }

  @Test
  void unknownErrorIsAnsweredAsItStands() {
    endpoint.next(1).error("NeverHeardOf", 418);
    SqsException refused = refused("a");
    assertThat(refused.awsErrorDetails().errorCode()).isEqualTo("NeverHeardOf");
    assertThat(refused.statusCode()).isEqualTo(418);
  }

  @Test
  void faultsThatDecideTakeTurnsAndTheOthersJoin() {
    endpoint.next(2).throttle();
    endpoint.next(1).error("InternalError");
    EndpointFault latency = endpoint.next(4).latency(Duration.ofMillis(60));

    long start = System.nanoTime();
    List<String> outcomes = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      outcomes.add(outcome("a"));
    }

    assertThat(outcomes)
        .containsExactly("RequestThrottled", "RequestThrottled", "InternalError", "ok");
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(240));
    assertThat(latency.hits()).isEqualTo(4);
    assertThat(endpoint.faults()).isEmpty();
    assertThat(endpoint.requests().get(0).faults()).containsExactly("RequestThrottled", "latency");
  }

  @Test
  void faultSparesTheFirstAndEndsWhenRemoved() {
    EndpointFault fault = endpoint.always().afterFirst(1).throttle();
    assertThat(outcome("a")).isEqualTo("ok");
    assertThat(outcome("a")).isEqualTo("RequestThrottled");
    fault.remove();
    assertThat(outcome("a")).isEqualTo("ok");
  }

  @Test
  void faultKeepsToItsQueue() {
    endpoint.onQueue("other").accessDenied();
    assertThat(outcome("a")).isEqualTo("ok");
    String other = endpoint.queue("other").url();
    assertThatThrownBy(() -> client.sendMessageBatch(batch(other, "a")).join())
        .hasMessageContaining("AccessDenied");
  }

  @Test
  void requestFaultStrikesRequestsThatHoldSuchAnEntry() {
    endpoint.whenever(e -> e.body().equals("poison")).error("InvalidParameterValue");
    assertThat(outcome("a", "b")).isEqualTo("ok");
    assertThat(outcome("a", "poison")).isEqualTo("InvalidParameterValue");
  }

  @Test
  void sameSeedMakesTheSameChances() {
    List<String> first = chances(7);
    assertThat(chances(7)).isEqualTo(first);
    assertThat(chances(8)).isNotEqualTo(first);
    assertThat(first.stream().filter("RequestThrottled"::equals).count()).isBetween(10L, 50L);
  }

  @Test
  void bucketLetsTheBurstPassAndThenTheRate() {
    Instant start = Instant.parse("2026-01-01T00:00:00Z");
    endpoint.clock().stopAt(start);
    endpoint.always().throttleAbove(10, 3);

    assertThat(outcomes(5))
        .containsExactly("ok", "ok", "ok", "RequestThrottled", "RequestThrottled");
    endpoint.clock().advance(Duration.ofMillis(200));
    assertThat(outcomes(3)).containsExactly("ok", "ok", "RequestThrottled");
    endpoint.clock().advance(Duration.ofHours(1));
    assertThat(outcomes(4)).containsExactly("ok", "ok", "ok", "RequestThrottled");
  }

  @Test
  void failedEntryIsNotStored() {
    endpoint.whenever(e -> e.body().contains("poison")).failEntry("InternalError", false);

    SendMessageBatchResponse answer = send("a", "poison", "b");

    BatchResultErrorEntry failed = answer.failed().get(0);
    assertThat(failed.id()).isEqualTo("1");
    assertThat(failed.code()).isEqualTo("InternalError");
    assertThat(failed.senderFault()).isFalse();
    assertThat(queue.bodies()).containsExactly("a", "b");
  }

  @Test
  void chanceOfEntryFaultIsDrawnForEachEntry() {
    endpoint.withChance(0.3).failEntry("InternalError", true);
    int failed = 0;
    for (int i = 0; i < 40; i++) {
      failed += send("0", "1", "2", "3", "4", "5", "6", "7", "8", "9").failed().size();
    }
    assertThat(failed).isBetween(80, 160);
    assertThat(queue.size()).isEqualTo(400 - failed);
  }

  @Test
  void entryCanBeStoredAndReportedAsFailed() {
    endpoint.next(1).whenever(e -> e.body().equals("b")).failEntryButStore("InternalError", false);
    assertThat(send("a", "b").failed()).hasSize(1);
    assertThat(queue.bodies()).containsExactly("a", "b");
  }

  @Test
  void entryCanBeMissingFromTheAnswerStoredOrNot() {
    endpoint.whenever(e -> e.body().equals("omitted")).omitEntry();
    endpoint.whenever(e -> e.body().equals("lost")).loseEntry();

    SendMessageBatchResponse answer = send("a", "omitted", "lost");

    assertThat(answer.successful())
        .extracting(SendMessageBatchResultEntry::id)
        .containsExactly("0");
    assertThat(answer.hasFailed()).isFalse();
    assertThat(queue.bodies()).containsExactly("a", "omitted");
  }

  @Test
  void allEntriesMissingIsAnEmptyObject() {
    endpoint.next(1).loseEntry();
    SendMessageBatchResponse answer = send("a", "b");
    assertThat(answer.hasSuccessful()).isFalse();
    assertThat(answer.hasFailed()).isFalse();
  }

  @Test
  void idsCanBeDoubledAndShuffled() {
    endpoint.next(1).whenever(e -> e.body().equals("b")).doubleEntry();
    assertThat(ids(send("a", "b", "c"))).containsExactly("0", "1", "2", "1");

    endpoint.next(1).shuffleAnswer();
    List<String> shuffled = ids(send("a", "b", "c", "d", "e", "f", "g", "h", "i", "j"));
    assertThat(shuffled)
        .hasSize(10)
        .doesNotHaveDuplicates()
        .isNotEqualTo(shuffled.stream().sorted().toList());
  }

  /** With its digest check on, the SDK ends in a NullPointerException here; so it is off. */
  @Test
  void answerCanHoldAnUnknownId() {
    try (SqsAsyncClient trusting = EndpointClients.async(endpoint, false)) {
      endpoint.next(1).unknownEntry();
      assertThat(ids(trusting.sendMessageBatch(batch(queue.url(), "a")).join()))
          .containsExactly("0", "never-sent");
    }
  }

  @Test
  void wrongDigestIsNoticedThoughTheMessageIsStored() {
    endpoint.next(1).wrongDigest();
    assertThatThrownBy(() -> send("a"))
        .hasCauseInstanceOf(SdkClientException.class)
        .hasMessageContaining("MD5");
    assertThat(queue.bodies()).containsExactly("a");
  }

  @Test
  void singleMessageCanFail() {
    endpoint.next(1).failEntry("InternalError", false);
    assertThatThrownBy(
            () -> client.sendMessage(b -> b.queueUrl(queue.url()).messageBody("a")).join())
        .hasCauseInstanceOf(SqsException.class);
    assertThat(queue.size()).isZero();
  }

  @Test
  void serverErrorsMayHaveEmptyOrHtmlBodies() {
    endpoint.next(1).emptyAnswer(503);
    assertThat(refused("a").statusCode()).isEqualTo(503);
    endpoint.next(1).htmlAnswer(502);
    assertThat(refused("a").statusCode()).isEqualTo(502);
    endpoint.next(1).answer(504, "text/plain", "upstream request timeout");
    assertThat(refused("a").statusCode()).isEqualTo(504);
    assertThat(queue.size()).isZero();
  }

  @Test
  void oneBitOfTheAnswerCanBeFlipped() {
    FaultScript script = new FaultScript(5);
    new FaultBuilder(script, endpoint.clock()).flipBit();
    ApiCall call = new ApiCall(1, Instant.EPOCH, ApiCall.SEND_BATCH, "events", List.of(), null);
    byte[] body = new byte[200];

    byte[] wire = script.plan(call).wireBytes(new HttpResponse(200, Map.of(), body));

    byte[] sent = Arrays.copyOfRange(wire, wire.length - body.length, wire.length);
    assertThat(BitSet.valueOf(sent).cardinality()).isEqualTo(1);
  }

  @Test
  void throttleIsSeenAsThrottlingByTheSdk() {
    endpoint.next(1).throttle();
    assertThat(refused("a")).isInstanceOf(RequestThrottledException.class);
    endpoint.next(1).error("ThrottlingException");
    SqsException throttled = refused("a");
    assertThat(throttled.isThrottlingException()).isTrue();
    assertThat(throttled.statusCode()).isEqualTo(400);
  }

  @Test
  void heavyTailHasAMedianAndATail() {
    List<Duration> delays = new ArrayList<>();
    FaultScript script = new FaultScript(3);
    new FaultBuilder(script, endpoint.clock()).heavyTailedLatency(Duration.ofMillis(20), 1);
    ApiCall call = new ApiCall(1, Instant.EPOCH, ApiCall.SEND_BATCH, "events", List.of(), null);
    for (int i = 0; i < 1001; i++) {
      delays.add(script.plan(call).delayBefore);
    }
    List<Duration> sorted = delays.stream().sorted().toList();
    assertThat(sorted.get(500)).isBetween(Duration.ofMillis(17), Duration.ofMillis(23));
    assertThat(sorted.get(990)).isGreaterThan(Duration.ofMillis(120));
  }

  @Test
  void concurrentRequestsAreCounted() {
    endpoint.always().latency(Duration.ofMillis(300));
    var all =
        IntStream.range(0, 20)
            .mapToObj(i -> client.sendMessageBatch(batch(queue.url(), "a")))
            .toList();
    all.forEach(each -> each.join());
    assertThat(endpoint.counters().mostInFlight()).isEqualTo(20);
    assertThat(endpoint.counters().requests()).isEqualTo(20);
  }

  @Test
  void faultBeforeReadingTakesNoConditionOnWhatIsUnread() {
    assertThatThrownBy(() -> endpoint.onQueue("events").dropBeforeReading())
        .isInstanceOf(IllegalArgumentException.class);
    assertThatCode(() -> endpoint.next(1).dropBeforeReading()).doesNotThrowAnyException();
  }

  private List<String> chances(long seed) {
    try (ScriptedSqs seeded = ScriptedSqs.setup().seed(seed).start();
        SqsAsyncClient sender = EndpointClients.async(seeded)) {
      String url = seeded.queue("events").url();
      seeded.withChance(0.3).throttle();
      return IntStream.range(0, 100).mapToObj(i -> outcome(sender, url, "a")).toList();
    }
  }

  private List<String> outcomes(int count) {
    return IntStream.range(0, count).mapToObj(i -> outcome("a")).toList();
  }

  private String outcome(String... bodies) {
    return outcome(client, queue.url(), bodies);
  }

  private static String outcome(SqsAsyncClient sender, String url, String... bodies) {
    try {
      sender.sendMessageBatch(batch(url, bodies)).join();
      return "ok";
    } catch (CompletionException e) {
      return ((SqsException) e.getCause()).awsErrorDetails().errorCode();
    }
  }

  private SqsException refused(String... bodies) {
    CompletionException failure =
        catchThrowableOfType(CompletionException.class, () -> send(bodies));
    assertThat(failure).hasCauseInstanceOf(SqsException.class);
    return (SqsException) failure.getCause();
  }

  private SendMessageBatchResponse send(String... bodies) {
    return client.sendMessageBatch(batch(queue.url(), bodies)).join();
  }

  private static List<String> ids(SendMessageBatchResponse answer) {
    return answer.successful().stream().map(SendMessageBatchResultEntry::id).toList();
  }
}
