package io.github.sqsconnect.fuzz;

import io.github.sqsconnect.property.Draw;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * A response of SQS to a batch request: the status and the JSON body. The ids of its entries begin
 * with the same characters as those of the request.
 */
record FuzzedResponse(int status, byte[] body) {
  /** Codes of single entries, known and unknown, transient and permanent. */
  private static final List<String> ENTRY_CODES =
      List.of(
          "InternalError",
          "InvalidMessageContents",
          "RequestThrottled",
          "InvalidParameterValue",
          "UnknownCode",
          "AccessDenied");

  /** Errors of whole requests. */
  private static final List<String> REQUEST_ERRORS =
      List.of(
          "400 RequestThrottled",
          "403 ThrottlingException",
          "500 InternalError",
          "503 ServiceUnavailable",
          "400 InvalidParameterValue",
          "400 InvalidMessageContents",
          "400 BatchRequestTooLong",
          "400 QueueDoesNotExist",
          "403 AccessDenied",
          "403 ExpiredToken",
          "400 KmsDisabled",
          "403 SignatureDoesNotMatch",
          "400 UnsupportedOperation",
          "400 UnknownCode");

  private static final String TOO_LARGE =
      "One or more parameters are invalid. Reason: Message must be shorter than 262144 bytes.";

  /** A random response to so many entries. */
  static FuzzedResponse any(String ids, int entries, Draw draw) {
    return switch (draw.below(4)) {
      case 0 -> delivered(ids, entries);
      case 1 -> error(REQUEST_ERRORS.get(draw.below(REQUEST_ERRORS.size())));
      default -> partly(ids, entries, draw);
    };
  }

  /** A response of every kind to so many entries. */
  static List<FuzzedResponse> everyKind(String ids, int entries) {
    List<FuzzedResponse> responses = new ArrayList<>();
    responses.add(delivered(ids, entries));
    responses.add(partly(ids, entries, Draw.random(new Random(7))));
    responses.add(partly(ids, entries, Draw.random(new Random(8))));
    REQUEST_ERRORS.forEach(error -> responses.add(error(error)));
    return responses;
  }

  static FuzzedResponse delivered(String ids, int entries) {
    return ok(IntStream.range(0, entries).mapToObj(i -> sent(ids + i)).toList(), List.of());
  }

  private static FuzzedResponse partly(String ids, int entries, Draw draw) {
    List<String> sent = new ArrayList<>();
    List<String> failed = new ArrayList<>();
    for (int i = 0; i < entries; i++) {
      if (draw.coin()) {
        sent.add(sent(ids + i));
      } else {
        failed.add(failed(ids + i, draw));
      }
    }
    return ok(sent, failed);
  }

  private static String sent(String id) {
    return """
        {"Id":"%s","MessageId":"5fea7756-0ea4","MD5OfMessageBody":"9e107d9d"}"""
        .formatted(id);
  }

  private static String failed(String id, Draw draw) {
    String code = ENTRY_CODES.get(draw.below(ENTRY_CODES.size()));
    String message = code.startsWith("InvalidParameter") ? TOO_LARGE : "It \\\"failed\\\".";
    return """
        {"Id":"%s","Code":"%s","Message":"%s","SenderFault":%s}"""
        .formatted(id, code, message, draw.coin());
  }

  private static FuzzedResponse ok(List<String> sent, List<String> failed) {
    String failures = failed.isEmpty() ? "" : ",\"Failed\":[" + String.join(",", failed) + "]";
    return text(200, "{\"Successful\":[" + String.join(",", sent) + "]" + failures + "}");
  }

  private static FuzzedResponse error(String statusAndCode) {
    String code = statusAndCode.substring(4);
    String message = code.endsWith("TooLong") || code.startsWith("InvalidP") ? TOO_LARGE : "No.";
    return text(
        Integer.parseInt(statusAndCode.substring(0, 3)),
        "{\"__type\":\"com.amazonaws.sqs#" + code + "\",\"message\":\"" + message + "\"}");
  }

  static FuzzedResponse text(int status, String body) {
    return new FuzzedResponse(status, body.getBytes(StandardCharsets.UTF_8));
  }

  FuzzedResponse withBody(byte[] other) {
    return new FuzzedResponse(status, other);
  }

  /** The whole HTTP response, status line and headers included. */
  byte[] http() {
    String head =
        "HTTP/1.1 %d Said\r\nx-amzn-RequestId: 3f6a-17\r\n".formatted(status)
            + "Content-Type: application/x-amz-json-1.0\r\nContent-Length: %d\r\n\r\n"
                .formatted(body.length);
    ByteArrayOutputStream response = new ByteArrayOutputStream();
    response.writeBytes(head.getBytes(StandardCharsets.US_ASCII));
    response.writeBytes(body);
    return response.toByteArray();
  }
}
