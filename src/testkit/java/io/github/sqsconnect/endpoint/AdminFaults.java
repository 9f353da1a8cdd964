package io.github.sqsconnect.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.stream.IntStream;

/** Faults from JSON: the conditions and effects of {@link FaultBuilder} under the same names. */
final class AdminFaults {
  private static final Map<String, BiFunction<FaultBuilder, JsonNode, Fault>> EFFECTS = effects();

  private AdminFaults() {}

  static Set<String> names() {
    return EFFECTS.keySet();
  }

  static Fault put(ScriptedSqs endpoint, JsonNode json) {
    String name = json.path("fault").asText("");
    BiFunction<FaultBuilder, JsonNode, Fault> effect = EFFECTS.get(name);
    if (effect == null) {
      throw new IllegalArgumentException("fault is one of " + EFFECTS.keySet());
    }
    return effect.apply(conditions(endpoint.always(), json), json);
  }

  private static FaultBuilder conditions(FaultBuilder start, JsonNode json) {
    FaultBuilder fault = start;
    if (json.has("next")) {
      fault = fault.next(json.get("next").asLong());
    }
    if (json.has("sparing")) {
      fault = fault.sparing(json.get("sparing").asLong());
    }
    if (json.has("chance")) {
      fault = fault.withChance(json.get("chance").asDouble());
    }
    if (json.has("queue")) {
      fault = fault.onQueue(json.get("queue").asText());
    }
    if (json.has("bodyContains")) {
      String part = json.get("bodyContains").asText();
      fault = fault.whenever(entry -> entry.body().contains(part));
    }
    if (json.has("group")) {
      String group = json.get("group").asText();
      fault = fault.whenever(entry -> group.equals(entry.groupId()));
    }
    return fault;
  }

  private static Map<String, BiFunction<FaultBuilder, JsonNode, Fault>> effects() {
    Map<String, BiFunction<FaultBuilder, JsonNode, Fault>> effects = new TreeMap<>();
    effects.put("latency", (fault, json) -> fault.latency(millis(json)));
    effects.put("slowAnswer", (fault, json) -> fault.slowAnswer(millis(json)));
    effects.put(
        "heavyTailedLatency",
        (fault, json) -> fault.heavyTailedLatency(millis(json), json.path("sigma").asDouble(1)));
    effects.put("throttle", (fault, json) -> fault.throttle());
    effects.put(
        "throttleAbove",
        (fault, json) ->
            fault.throttleAbove(
                json.path("requestsPerSecond").asDouble(), json.path("burst").asInt(1)));
    effects.put("error", AdminFaults::error);
    effects.put("expiredCredentials", (fault, json) -> fault.expiredCredentials());
    effects.put("accessDenied", (fault, json) -> fault.accessDenied());
    effects.put("emptyAnswer", (fault, json) -> fault.emptyAnswer(status(json)));
    effects.put("htmlAnswer", (fault, json) -> fault.htmlAnswer(status(json)));
    effects.put(
        "answer",
        (fault, json) ->
            fault.answer(
                status(json),
                json.path("contentType").asText("text/plain"),
                json.path("body").asText("")));
    effects.put("failEntry", (fault, json) -> fault.failEntry(code(json), senderFault(json)));
    effects.put(
        "failEntryButStore",
        (fault, json) -> fault.failEntryButStore(code(json), senderFault(json)));
    effects.put("omitEntry", (fault, json) -> fault.omitEntry());
    effects.put("loseEntry", (fault, json) -> fault.loseEntry());
    effects.put("doubleEntry", (fault, json) -> fault.doubleEntry());
    effects.put("unknownEntry", (fault, json) -> fault.unknownEntry());
    effects.put("shuffleAnswer", (fault, json) -> fault.shuffleAnswer());
    effects.put("wrongDigest", (fault, json) -> fault.wrongDigest());
    addEndings(effects);
    return effects;
  }

  private static void addEndings(Map<String, BiFunction<FaultBuilder, JsonNode, Fault>> effects) {
    effects.put("dropBeforeReading", (fault, json) -> fault.dropBeforeReading());
    effects.put("resetBeforeReading", (fault, json) -> fault.resetBeforeReading());
    effects.put("resetInRequest", (fault, json) -> fault.resetInRequest());
    effects.put("stallInRequest", (fault, json) -> fault.stallInRequest());
    effects.put("dropAfterReading", (fault, json) -> fault.dropAfterReading());
    effects.put("resetAfterReading", (fault, json) -> fault.resetAfterReading());
    effects.put("hang", (fault, json) -> fault.hang());
    effects.put("storeThenDrop", (fault, json) -> fault.storeThenDrop());
    effects.put("storeThenReset", (fault, json) -> fault.storeThenReset());
    effects.put("storeThenHang", (fault, json) -> fault.storeThenHang());
    effects.put("cutAnswer", (fault, json) -> fault.cutAnswer(share(json)));
    effects.put("resetInAnswer", (fault, json) -> fault.resetInAnswer(share(json)));
    effects.put("hangInAnswer", (fault, json) -> fault.hangInAnswer(share(json)));
    effects.put("truncateJson", (fault, json) -> fault.truncateJson(share(json)));
    effects.put("flipBit", (fault, json) -> fault.flipBit());
    effects.put("resetAfterAnswer", (fault, json) -> fault.resetAfterAnswer());
    effects.put("closeAfterAnswer", (fault, json) -> fault.closeAfterAnswer());
    effects.put(
        "interimAnswers", (fault, json) -> fault.interimAnswers(millis(json), statuses(json)));
    effects.put(
        "trickle", (fault, json) -> fault.trickle(json.path("bytes").asInt(16), millis(json)));
  }

  private static Fault error(FaultBuilder fault, JsonNode json) {
    return json.has("status") ? fault.error(code(json), status(json)) : fault.error(code(json));
  }

  private static Duration millis(JsonNode json) {
    return Duration.ofMillis(json.path("millis").asLong(100));
  }

  private static String code(JsonNode json) {
    return json.path("code").asText("InternalError");
  }

  private static int status(JsonNode json) {
    return json.path("status").asInt(503);
  }

  private static int[] statuses(JsonNode json) {
    JsonNode statuses = json.path("statuses");
    return IntStream.range(0, statuses.size()).map(i -> statuses.get(i).asInt()).toArray();
  }

  private static boolean senderFault(JsonNode json) {
    return json.path("senderFault").asBoolean(false);
  }

  private static double share(JsonNode json) {
    return json.path("share").asDouble(0.5);
  }
}
