package io.github.sqsconnect.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.sqsconnect.endpoint.EntryFailure.Reach;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The effects that need more than a line. */
final class Effects {
  private static final Duration LONGEST_TAIL = Duration.ofMinutes(1);

  private Effects() {}

  static Effect error(SqsError error) {
    return Effect.decides(
        error.code(),
        (plan, hit) ->
            plan.answerInstead(
                () -> {
                  throw new Refusal(error, "Scripted " + error.code());
                }));
  }

  static Effect tokenBucket(TokenBucket bucket) {
    Effect throttle = error(SqsError.of("RequestThrottled"));
    return new Effect("throttleAbove", throttle.kind(), () -> !bucket.take(), throttle.action());
  }

  static Effect answer(int status, String contentType, String body) {
    return Effect.decides(
        "answer " + status,
        (plan, hit) -> plan.answerInstead(() -> HttpAnswer.of(status, contentType, body)));
  }

  /** Logarithms of the delays are normally distributed; one in 44 is over median × e^(2σ). */
  static Effect heavyTail(Duration median, double sigma) {
    return Effect.joins(
        "heavyTailedLatency",
        (plan, hit) -> {
          double factor = Math.exp(sigma * hit.random().nextGaussian());
          long nanos = (long) Math.min(median.toNanos() * factor, LONGEST_TAIL.toNanos());
          plan.delayBefore(Duration.ofNanos(nanos));
        });
  }

  static Effect failEntry(String code, boolean senderFault) {
    return fate("failEntry", Fate.failed(scripted(code, senderFault)));
  }

  static Effect failEntryButStore(String code, boolean senderFault) {
    return fate("failEntryButStore", Fate.failedButStored(scripted(code, senderFault)));
  }

  static Effect fate(String name, Fate fate) {
    return Effect.entries(
        name, (plan, hit) -> hit.entries().forEach(entry -> plan.decide(entry, fate)));
  }

  static Effect doubleEntry() {
    return Effect.entries(
        "doubleEntry",
        (plan, hit) -> {
          Set<String> ids = hit.entries().stream().map(Entry::id).collect(Collectors.toSet());
          plan.edit(answer -> eachList(answer, list -> withDoubles(list, ids)));
        });
  }

  static Effect unknownEntry() {
    return Effect.joins(
        "unknownEntry",
        (plan, hit) -> plan.edit(answer -> eachList(answer, Effects::withStranger)));
  }

  static Effect shuffleAnswer() {
    return Effect.joins(
        "shuffleAnswer",
        (plan, hit) -> plan.edit(answer -> eachList(answer, list -> shuffled(list, hit.random()))));
  }

  static Effect wrongDigest() {
    return Effect.entries(
        "wrongDigest",
        (plan, hit) -> {
          Set<String> ids = hit.entries().stream().map(Entry::id).collect(Collectors.toSet());
          plan.edit(answer -> eachList(answer, list -> withWrongDigest(list, ids)));
        });
  }

  static Effect flipBit() {
    return Effect.joins(
        "flipBit",
        (plan, hit) ->
            plan.rewriteBody(
                bytes -> {
                  if (bytes.length > 0) {
                    bytes[hit.random().nextInt(bytes.length)] ^=
                        (byte) (1 << hit.random().nextInt(8));
                  }
                  return bytes;
                }));
  }

  static Effect endsAfterWork(String name, Ending ending) {
    return Effect.decides(name, (plan, hit) -> plan.end(ending));
  }

  static Effect endsInsteadOfWork(String name, Ending ending) {
    return Effect.decides(
        name,
        (plan, hit) -> {
          plan.skipWork();
          plan.end(ending);
        });
  }

  private static EntryFailure scripted(String code, boolean senderFault) {
    return new EntryFailure(code, senderFault, "Scripted " + code, Reach.ENTRY);
  }

  private static void eachList(ObjectNode answer, Function<List<JsonNode>, List<JsonNode>> edit) {
    for (String name : List.of("Successful", "Failed")) {
      if (answer.get(name) instanceof ArrayNode list) {
        List<JsonNode> entries = new ArrayList<>();
        list.forEach(entries::add);
        answer.set(name, Json.MAPPER.createArrayNode().addAll(edit.apply(entries)));
      }
    }
  }

  private static List<JsonNode> withDoubles(List<JsonNode> list, Set<String> ids) {
    List<JsonNode> all = new ArrayList<>(list);
    list.stream().filter(each -> ids.contains(each.path("Id").asText())).forEach(all::add);
    return all;
  }

  private static List<JsonNode> withStranger(List<JsonNode> list) {
    List<JsonNode> all = new ArrayList<>(list);
    all.add(((ObjectNode) list.get(0)).deepCopy().put("Id", "never-sent"));
    return all;
  }

  private static List<JsonNode> shuffled(List<JsonNode> list, Random random) {
    List<JsonNode> order = new ArrayList<>(list);
    Collections.shuffle(order, random);
    return order;
  }

  private static List<JsonNode> withWrongDigest(List<JsonNode> list, Set<String> ids) {
    list.stream()
        .filter(each -> ids.contains(each.path("Id").asText()) && each.has("MD5OfMessageBody"))
        .forEach(each -> ((ObjectNode) each).put("MD5OfMessageBody", "0".repeat(32)));
    return list;
  }
}
