package io.github.sqsconnect;

import io.github.sqsconnect.delivery.MillisClock;
import io.github.sqsconnect.delivery.UnseenRecords;
import java.util.Arrays;
import java.util.Map;

/** Why Connect may drop records before the task receives them, by the connector's configuration. */
final class DroppedRecords {
  private static final String CONVERTER = "value.converter";
  private static final String SCHEMAS_ENABLE = "value.converter.schemas.enable";
  private static final String TRANSFORMS = "transforms";

  private DroppedRecords() {}

  /** A counter of such records, which knows their likely cause. */
  static UnseenRecords counter(Map<String, String> properties, MillisClock clock) {
    return new UnseenRecords(likelyCause(properties), hasFilter(properties), clock);
  }

  /** The settings to check first. */
  static String likelyCause(Map<String, String> properties) {
    String converter = properties.getOrDefault(CONVERTER, "").trim();
    String cause;
    if (converter.isEmpty()) {
      cause =
          "The connector has no value.converter, so the worker's is used. If it is JsonConverter and the records are JSON"
              + " without a schema, set value.converter and value.converter.schemas.enable=false";
    } else if (isJsonWithSchemas(properties, converter)) {
      cause =
          "value.converter.schemas.enable is true by default, and then JsonConverter rejects JSON without a schema: set"
              + " value.converter.schemas.enable=false";
    } else {
      cause = "Check that value.converter=" + converter + " can read the records";
    }
    return cause
        + (hasTransforms(properties) ? ". Check the transforms too" : "")
        + ". Rejected records are in the dead-letter topic or in the worker's log";
  }

  private static boolean isJsonWithSchemas(Map<String, String> properties, String converter) {
    boolean isJson =
        converter.substring(converter.lastIndexOf('.') + 1).matches("JsonConverter|Json");
    return isJson && !"false".equalsIgnoreCase(properties.getOrDefault(SCHEMAS_ENABLE, "").trim());
  }

  private static boolean hasTransforms(Map<String, String> properties) {
    return !properties.getOrDefault(TRANSFORMS, "").isBlank();
  }

  /** Whether a transform has a name that ends in Filter: it drops records by design. */
  static boolean hasFilter(Map<String, String> properties) {
    return Arrays.stream(properties.getOrDefault(TRANSFORMS, "").split(","))
        .map(name -> properties.getOrDefault(TRANSFORMS + '.' + name.trim() + ".type", "").trim())
        .map(type -> type.split("\\$", 2)[0])
        .anyMatch(type -> type.endsWith("Filter"));
  }
}
