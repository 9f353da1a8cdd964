package io.github.sqsconnect.docs;

import io.github.sqsconnect.aws.ReflectedSqsErrors;
import io.github.sqsconnect.delivery.DeliveryOutcome.Fatal;
import io.github.sqsconnect.delivery.StopReason;
import io.github.sqsconnect.endpoint.RequestError;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The error codes as pages show them, with both names if a code has two. */
final class ErrorCodes {
  private static final String LEGACY = "AWS.SimpleQueueService.";

  private ErrorCodes() {}

  /** The codes of each kind, each name once: {@code `type` (`legacy code`)}. */
  static Map<String, List<String>> byKind() {
    Map<String, List<String>> shown = new LinkedHashMap<>();
    ReflectedSqsErrors.codesByKind().forEach((kind, codes) -> shown.put(kind, shown(codes)));
    return shown;
  }

  private static List<String> shown(List<String> codes) {
    List<String> left = new ArrayList<>(codes);
    List<String> shown = new ArrayList<>();
    for (RequestError error : RequestError.KNOWN) {
      boolean twoNames = !error.type().equals(error.code());
      if (twoNames && left.remove(error.type())) {
        left.remove(withoutPrefix(error.code()));
        shown.add("`" + error.type() + "` (`" + error.code() + "`)");
      }
    }
    left.forEach(code -> shown.add("`" + code + "`"));
    return shown;
  }

  /** The codes that stop a task for this reason. */
  static List<String> of(StopReason reason) {
    List<String> codes = new ArrayList<>();
    Map<String, List<String>> shown = byKind();
    ReflectedSqsErrors.codesByKind()
        .forEach(
            (kind, names) -> {
              if (ReflectedSqsErrors.ofRequest(names.get(0)) instanceof Fatal fatal
                  && fatal.reason() == reason) {
                codes.addAll(shown.get(kind));
              }
            });
    return codes;
  }

  static String withoutPrefix(String code) {
    return code.startsWith(LEGACY) ? code.substring(LEGACY.length()) : code;
  }
}
