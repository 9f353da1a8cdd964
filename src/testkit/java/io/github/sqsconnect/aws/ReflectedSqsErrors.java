package io.github.sqsconnect.aws;

import io.github.sqsconnect.delivery.DeliveryOutcome;
import java.lang.reflect.Field;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.sqs.model.SqsException;

/**
 * All codes of {@code SqsErrors}, for the pages that show them. They are read by reflection,
 * because the connector itself never looks up more than one code.
 */
public final class ReflectedSqsErrors {
  private ReflectedSqsErrors() {}

  /** Every code, sorted, under the name of its kind; kinds in the order of the table. */
  public static Map<String, List<String>> codesByKind() {
    Map<Enum<?>, TreeSet<String>> byKind =
        new TreeMap<>(Comparator.comparingInt((Enum<?> kind) -> kind.ordinal()));
    kinds()
        .forEach(
            (code, kind) ->
                byKind.computeIfAbsent((Enum<?>) kind, k -> new TreeSet<>()).add((String) code));
    Map<String, List<String>> codes = new LinkedHashMap<>();
    byKind.forEach((kind, sorted) -> codes.put(kind.name(), List.copyOf(sorted)));
    return codes;
  }

  private static Map<?, ?> kinds() {
    try {
      Field kinds = SqsErrors.class.getDeclaredField("KINDS");
      kinds.setAccessible(true);
      return (Map<?, ?>) kinds.get(null);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError("SqsErrors has no field KINDS", e);
    }
  }

  /** The verdict on a request of several messages that failed with this code. */
  public static DeliveryOutcome ofRequest(String code) {
    return SqsErrors.ofRequest(
        SqsException.builder()
            .statusCode(400)
            .requestId("request")
            .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).errorMessage("").build())
            .build(),
        2);
  }
}
