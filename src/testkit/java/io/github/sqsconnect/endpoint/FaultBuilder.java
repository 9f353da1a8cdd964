package io.github.sqsconnect.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.sqsconnect.endpoint.EndpointFault.Action;
import io.github.sqsconnect.endpoint.EndpointFault.Conditions;
import io.github.sqsconnect.endpoint.EndpointFault.Effect;
import io.github.sqsconnect.endpoint.EndpointFault.Interaction;
import io.github.sqsconnect.endpoint.EntryFailure.Reach;
import io.github.sqsconnect.endpoint.RequestPlan.End;
import io.github.sqsconnect.endpoint.RequestPlan.EntryResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Describes a fault: first its conditions, in any order, then its one effect, which puts it in
 * force. Faults that match the same request add up, but of those that decide the request only the
 * oldest acts. {@link AdminFaults} offers the effects under the names of their methods and
 * parameters.
 */
public final class FaultBuilder {
  private static final Duration LONGEST_LATENCY = Duration.ofMinutes(1);

  private final FaultScript script;
  private final EndpointClock clock;
  private long maxHits = Long.MAX_VALUE;
  private long unaffected;
  private double chance = 1;
  private @Nullable String queue;
  private @Nullable Predicate<Entry> entryTest;
  private BooleanSupplier gate = () -> true;

  FaultBuilder(FaultScript script, EndpointClock clock) {
    this.script = script;
    this.clock = clock;
  }

  /** The fault ends after this many requests. */
  public FaultBuilder next(long requests) {
    maxHits = requests;
    return this;
  }

  /** The first matching requests pass without the fault. */
  public FaultBuilder afterFirst(long requests) {
    unaffected = requests;
    return this;
  }

  /** Drawn for each request, and for effects on entries for each entry. */
  public FaultBuilder withChance(double probability) {
    chance = probability;
    return this;
  }

  public FaultBuilder onQueue(String name) {
    queue = name;
    return this;
  }

  /** Effects on entries change the entries that match; others, requests with such an entry. */
  public FaultBuilder whenever(Predicate<Entry> test) {
    entryTest = entryTest == null ? test : entryTest.and(test);
    return this;
  }

  // Time

  /** Waits before anything is stored. */
  public EndpointFault latency(Duration millis) {
    return adds("latency", (plan, random) -> plan.delayBefore = plan.delayBefore.plus(millis));
  }

  /**
   * Waits a log-normal time, at most a minute, before anything is stored. One wait in 44 is longer
   * than median × e^(2σ).
   */
  public EndpointFault heavyTailedLatency(Duration millis, double sigma) {
    return adds(
        "heavyTailedLatency",
        (plan, random) -> {
          double nanos = millis.toNanos() * Math.exp(sigma * random.nextGaussian());
          Duration drawn = Duration.ofNanos((long) Math.min(nanos, LONGEST_LATENCY.toNanos()));
          plan.delayBefore = plan.delayBefore.plus(drawn);
        });
  }

  /** Waits after everything is stored. */
  public EndpointFault slowAnswer(Duration millis) {
    return adds("slowAnswer", (plan, random) -> plan.delayAfter = plan.delayAfter.plus(millis));
  }

  // Errors of the request

  public EndpointFault throttle() {
    return error("RequestThrottled");
  }

  /** Throttles requests above the rate; {@code burst} is how many may come at once. */
  public EndpointFault throttleAbove(double requestsPerSecond, int burst) {
    TokenBucket bucket = new TokenBucket(requestsPerSecond, burst, clock);
    gate = bucket::refuses;
    return error("throttleAbove", RequestError.of("RequestThrottled"));
  }

  /** A request-level error by either of its names, see {@link RequestError#KNOWN}. */
  public EndpointFault error(String code) {
    return error(RequestError.of(code).code(), RequestError.of(code));
  }

  public EndpointFault error(String code, int status) {
    RequestError error = RequestError.of(code).withStatus(status);
    return error(error.code(), error);
  }

  public EndpointFault expiredCredentials() {
    return error("ExpiredToken");
  }

  public EndpointFault accessDenied() {
    return error("AccessDenied");
  }

  /** Only a status. */
  public EndpointFault emptyAnswer(int status) {
    return answer(status, "", "");
  }

  /** A page, as a proxy or a load balancer returns it. */
  public EndpointFault htmlAnswer(int status) {
    return answer(status, "text/html", "<html><body><h1>" + status + "</h1></body></html>");
  }

  public EndpointFault answer(int status, String contentType, String body) {
    return decides(
        "answer " + status,
        plan -> plan.insteadOfCall = () -> HttpResponse.of(status, contentType, body));
  }

  // Entries

  /** Does not store the entry and reports it as failed. */
  public EndpointFault failEntry(String code, boolean senderFault) {
    return entries("failEntry", new EntryResult(false, true, failure(code, senderFault)));
  }

  /** Stores the entry and reports it as failed. */
  public EndpointFault failEntryButStore(String code, boolean senderFault) {
    return entries("failEntryButStore", new EntryResult(true, true, failure(code, senderFault)));
  }

  /** Stores the entry, but its id is in neither list of the response. */
  public EndpointFault omitEntry() {
    return entries("omitEntry", new EntryResult(true, false, null));
  }

  /** Does not store the entry, and its id is in neither list of the response. */
  public EndpointFault loseEntry() {
    return entries("loseEntry", new EntryResult(false, false, null));
  }

  /** The response contains the id of the entry twice. */
  public EndpointFault doubleEntry() {
    return editsEntries("doubleEntry", (list, own) -> list.addAll(own));
  }

  /** Stores the entry, but the digest of the body in the response is wrong. */
  public EndpointFault wrongDigest() {
    return editsEntries(
        "wrongDigest",
        (list, own) ->
            own.stream()
                .filter(entry -> entry.has("MD5OfMessageBody"))
                .forEach(entry -> ((ObjectNode) entry).put("MD5OfMessageBody", "0".repeat(32))));
  }

  /** The response contains an id that was not sent, in each list that is not empty. */
  public EndpointFault unknownEntry() {
    return adds(
        "unknownEntry",
        (plan, random) ->
            editLists(
                plan,
                list -> list.add(((ObjectNode) list.get(0)).deepCopy().put("Id", "never-sent"))));
  }

  public EndpointFault shuffleAnswer() {
    return adds(
        "shuffleAnswer",
        (plan, random) -> editLists(plan, list -> Collections.shuffle(list, random)));
  }

  // The connection

  /** Closes the connection when only the head of the request was read. */
  public EndpointFault dropBeforeReading() {
    return beforeReading("dropBeforeReading", End.CLOSE);
  }

  /** Resets the connection when only the head of the request was read. */
  public EndpointFault resetBeforeReading() {
    return beforeReading("resetBeforeReading", End.RESET);
  }

  /** Reads a part of the body, then resets the connection. */
  public EndpointFault resetInRequest() {
    return beforeReading("resetInRequest", End.RESET_IN_REQUEST);
  }

  /** Reads a part of the body, then no more, for longer than any client waits. */
  public EndpointFault stallInRequest() {
    return beforeReading("stallInRequest", End.STALL_IN_REQUEST);
  }

  public EndpointFault dropAfterReading() {
    return endsInsteadOfCall("dropAfterReading", End.CLOSE);
  }

  public EndpointFault resetAfterReading() {
    return endsInsteadOfCall("resetAfterReading", End.RESET);
  }

  /** Stores nothing and never responds; the connection stays open. */
  public EndpointFault hang() {
    return endsInsteadOfCall("hang", End.WAIT_FOR_CLIENT);
  }

  public EndpointFault storeThenDrop() {
    return endsAfterCall("storeThenDrop", 0, End.CLOSE);
  }

  public EndpointFault storeThenReset() {
    return endsAfterCall("storeThenReset", 0, End.RESET);
  }

  public EndpointFault storeThenHang() {
    return endsAfterCall("storeThenHang", 0, End.WAIT_FOR_CLIENT);
  }

  /** Closes the connection after this share of the response's bytes, head included. */
  public EndpointFault cutAnswer(double share) {
    return endsAfterCall("cutAnswer", share, End.CLOSE);
  }

  public EndpointFault resetInAnswer(double share) {
    return endsAfterCall("resetInAnswer", share, End.RESET);
  }

  public EndpointFault hangInAnswer(double share) {
    return endsAfterCall("hangInAnswer", share, End.WAIT_FOR_CLIENT);
  }

  /** Resets the connection right after the whole response, so the client may not receive it. */
  public EndpointFault resetAfterAnswer() {
    return endsAfterCall("resetAfterAnswer", 1, End.RESET);
  }

  /** Closes the connection after the whole response, without announcing it. */
  public EndpointFault closeAfterAnswer() {
    return adds("closeAfterAnswer", (plan, random) -> plan.endAfter(1, End.CLOSE));
  }

  // The bytes of the response

  /** Sends a complete HTTP response whose JSON ends after this share of its bytes. */
  public EndpointFault truncateJson(double share) {
    return adds(
        "truncateJson",
        (plan, random) ->
            plan.rewriteBody(bytes -> Arrays.copyOf(bytes, (int) (bytes.length * share))));
  }

  /** Flips one random bit of the response's body. */
  public EndpointFault flipBit() {
    return adds("flipBit", (plan, random) -> plan.rewriteBody(bytes -> flipBit(bytes, random)));
  }

  /** Sends a few bytes at a time. */
  public EndpointFault trickle(int bytes, Duration millis) {
    return adds(
        "trickle",
        (plan, random) -> {
          plan.bytesPerWrite = bytes;
          plan.pauseBetweenWrites = millis;
        });
  }

  /** Sends interim responses such as 100 and 103 before the response, each with a pause. */
  public EndpointFault interimAnswers(Duration millis, int... statuses) {
    return adds(
        "interimAnswers",
        (plan, random) -> {
          plan.interimStatuses = statuses;
          plan.interimPause = millis;
        });
  }

  /** Any change to the response's body; the head is adapted. */
  public EndpointFault rewriteBody(UnaryOperator<byte[]> rewrite) {
    return adds("rewriteBody", (plan, random) -> plan.rewriteBody(rewrite));
  }

  /** Any change to the response's bytes, head included. */
  public EndpointFault rewriteWire(UnaryOperator<byte[]> rewrite) {
    return adds("rewriteWire", (plan, random) -> plan.rewriteWire(rewrite));
  }

  private EndpointFault adds(String name, BiConsumer<RequestPlan, Random> change) {
    return add(name, Interaction.ADDS, (plan, entries, random) -> change.accept(plan, random));
  }

  private EndpointFault decides(String name, Consumer<RequestPlan> change) {
    return add(name, Interaction.DECIDES, (plan, entries, random) -> change.accept(plan));
  }

  private EndpointFault error(String name, RequestError error) {
    return add(
        name,
        Interaction.DECIDES,
        (plan, entries, random) ->
            plan.insteadOfCall =
                () -> {
                  throw error.thrown("Scripted " + error.code());
                });
  }

  private EndpointFault entries(String name, EntryResult result) {
    return add(
        name,
        Interaction.ENTRIES,
        (plan, entries, random) -> entries.forEach(entry -> plan.treat(entry, result)));
  }

  /** The edit receives a list of the response, and the elements of the selected entries in it. */
  private EndpointFault editsEntries(String name, BiConsumer<List<JsonNode>, List<JsonNode>> edit) {
    return add(
        name,
        Interaction.ENTRIES,
        (plan, entries, random) -> {
          Set<String> ids = entries.stream().map(Entry::id).collect(Collectors.toSet());
          editLists(
              plan,
              list ->
                  edit.accept(
                      list,
                      list.stream().filter(e -> ids.contains(e.path("Id").asText())).toList()));
        });
  }

  private EndpointFault beforeReading(String name, End end) {
    return add(
        name, Interaction.DECIDES_BEFORE_READING, (plan, entries, random) -> plan.endAfter(0, end));
  }

  private EndpointFault endsInsteadOfCall(String name, End end) {
    return decides(
        name,
        plan -> {
          plan.executed = false;
          plan.endAfter(0, end);
        });
  }

  private EndpointFault endsAfterCall(String name, double share, End end) {
    return decides(name, plan -> plan.endAfter(share, end));
  }

  private EndpointFault add(String name, Interaction interaction, Action action) {
    return script.add(
        new Conditions(maxHits, unaffected, chance, queue, entryTest, gate),
        new Effect(name, interaction, action));
  }

  private static EntryFailure failure(String code, boolean senderFault) {
    return new EntryFailure(code, senderFault, "Scripted " + code, Reach.ENTRY);
  }

  private static void editLists(RequestPlan plan, Consumer<List<JsonNode>> edit) {
    plan.edits.add(
        response -> {
          for (String name : List.of("Successful", "Failed")) {
            if (response.get(name) instanceof ArrayNode array) {
              List<JsonNode> list = new ArrayList<>();
              array.forEach(list::add);
              edit.accept(list);
              array.removeAll();
              array.addAll(list);
            }
          }
        });
  }

  private static byte[] flipBit(byte[] bytes, Random random) {
    if (bytes.length > 0) {
      bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return bytes;
  }

  /** An allowance of requests that refills evenly up to its depth. */
  private static final class TokenBucket {
    private final double perSecond;
    private final double depth;
    private final EndpointClock clock;
    private double tokens;
    private Instant filledAt;

    TokenBucket(double perSecond, int depth, EndpointClock clock) {
      this.perSecond = perSecond;
      this.depth = depth;
      this.clock = clock;
      tokens = depth;
      filledAt = clock.now();
    }

    /** Removes one token; returns whether there was none. */
    synchronized boolean refuses() {
      Instant now = clock.now();
      double seconds = Duration.between(filledAt, now).toNanos() / 1e9;
      tokens = Math.min(depth, tokens + Math.max(0, seconds) * perSecond);
      filledAt = now;
      if (tokens < 1) {
        return true;
      }
      tokens -= 1;
      return false;
    }
  }
}
