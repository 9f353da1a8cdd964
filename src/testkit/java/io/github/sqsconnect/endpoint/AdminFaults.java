package io.github.sqsconnect.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Faults from JSON. The effects of {@link FaultBuilder} are found by reflection: the fault has the
 * name of the method, and its values have the names of the parameters.
 */
final class AdminFaults {
  private static final JsonNode DEFAULTS =
      EndpointJson.object()
          .put("millis", 100)
          .put("sigma", 1)
          .put("requestsPerSecond", 0)
          .put("burst", 1)
          .put("code", "InternalError")
          .put("senderFault", false)
          .put("status", 503)
          .put("contentType", "text/plain")
          .put("body", "")
          .put("share", 0.5)
          .put("bytes", 16)
          .set("statuses", EndpointJson.MAPPER.createArrayNode());

  private static final List<Method> EFFECTS =
      Arrays.stream(FaultBuilder.class.getMethods())
          .filter(method -> method.getReturnType() == EndpointFault.class)
          .filter(method -> !List.of(method.getParameterTypes()).contains(UnaryOperator.class))
          .toList();

  private AdminFaults() {}

  static Set<String> names() {
    return EFFECTS.stream().map(Method::getName).collect(Collectors.toCollection(TreeSet::new));
  }

  static EndpointFault put(ScriptedSqs endpoint, JsonNode json) {
    String name = json.path("fault").asText("");
    Method effect =
        EFFECTS.stream()
            .filter(method -> method.getName().equals(name))
            .max(Comparator.comparing(method -> fit(method, json)))
            .orElseThrow(() -> new IllegalArgumentException("fault is one of " + names()));
    Object[] values =
        Arrays.stream(effect.getParameters()).map(each -> value(each, json)).toArray();

    try {
      return (EndpointFault) effect.invoke(conditions(endpoint.always(), json), values);
    } catch (InvocationTargetException e) {
      throw new IllegalArgumentException(e.getCause().getMessage(), e);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("effects are public", e);
    }
  }

  /** Of two methods with one name, the one fits better whose parameters the JSON contains. */
  private static int fit(Method method, JsonNode json) {
    return Arrays.stream(method.getParameters())
        .mapToInt(parameter -> json.has(parameter.getName()) ? 1 : -1)
        .sum();
  }

  private static Object value(Parameter parameter, JsonNode json) {
    String name = parameter.getName();
    JsonNode value = json.has(name) ? json.get(name) : DEFAULTS.get(name);
    return parameter.getType() == Duration.class
        ? Duration.ofMillis(value.asLong())
        : EndpointJson.MAPPER.convertValue(value, parameter.getType());
  }

  private static FaultBuilder conditions(FaultBuilder fault, JsonNode json) {
    if (json.has("next")) {
      fault.next(json.get("next").asLong());
    }
    if (json.has("sparing")) {
      fault.afterFirst(json.get("sparing").asLong());
    }
    if (json.has("chance")) {
      fault.withChance(json.get("chance").asDouble());
    }
    if (json.has("queue")) {
      fault.onQueue(json.get("queue").asText());
    }
    if (json.has("bodyContains")) {
      String part = json.get("bodyContains").asText();
      fault.whenever(entry -> entry.body().contains(part));
    }
    if (json.has("group")) {
      String group = json.get("group").asText();
      fault.whenever(entry -> group.equals(entry.groupId()));
    }
    return fault;
  }
}
