package io.github.sqsconnect.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * An answer as SQS gives it: status, body, and the head that goes with them on the wire. The ids of
 * its entries begin as those of a request do.
 */
record Answer(int status, byte[] body) {
  /** Codes of single messages, known and not, passing and lasting. */
  private static final List<String> ENTRY_CODES =
      List.of(
          "InternalError",
          "InvalidMessageContents",
          "RequestThrottled",
          "InvalidParameterValue",
          "NeverHeardOf",
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
          "400 NeverHeardOf");

  private static final String TOO_LARGE =
      "One or more parameters are invalid. Reason: Message must be shorter than 262144 bytes.";

  /** An answer to so many messages, of any kind. */
  static Answer any(String ids, int entries, Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> delivered(ids, entries);
      case 1 -> error(REQUEST_ERRORS.get(random.nextInt(REQUEST_ERRORS.size())));
      default -> partly(ids, entries, random);
    };
  }

  /** Every kind of answer to so many messages. */
  static List<Answer> everyKind(String ids, int entries) {
    List<Answer> answers = new ArrayList<>();
    answers.add(delivered(ids, entries));
    answers.add(partly(ids, entries, new Random(7)));
    answers.add(partly(ids, entries, new Random(8)));
    REQUEST_ERRORS.forEach(error -> answers.add(error(error)));
    return answers;
  }

  static Answer delivered(String ids, int entries) {
    List<String> sent = new ArrayList<>();
    for (int i = 0; i < entries; i++) {
      sent.add(sent(ids + i));
    }
    return ok(sent, List.of());
  }

  private static Answer partly(String ids, int entries, Random random) {
    List<String> sent = new ArrayList<>();
    List<String> failed = new ArrayList<>();
    for (int i = 0; i < entries; i++) {
      if (random.nextBoolean()) {
        sent.add(sent(ids + i));
      } else {
        failed.add(failed(ids + i, random));
      }
    }
    return ok(sent, failed);
  }

  private static String sent(String id) {
    return "{\"Id\":\""
        + id
        + "\",\"MessageId\":\"5fea7756-0ea4\",\"MD5OfMessageBody\":\"9e107d9d\"}";
  }

  private static String failed(String id, Random random) {
    String code = ENTRY_CODES.get(random.nextInt(ENTRY_CODES.size()));
    String message = code.startsWith("InvalidParameter") ? TOO_LARGE : "It \\\"failed\\\".";
    return "{\"Id\":\""
        + id
        + "\",\"Code\":\""
        + code
        + "\",\"Message\":\""
        + message
        + "\",\"SenderFault\":"
        + random.nextBoolean()
        + "}";
  }

  private static Answer ok(List<String> sent, List<String> failed) {
    return text(
        200,
        "{\"Successful\":["
            + String.join(",", sent)
            + "]"
            + (failed.isEmpty() ? "" : ",\"Failed\":[" + String.join(",", failed) + "]")
            + "}");
  }

  private static Answer error(String statusAndCode) {
    String code = statusAndCode.substring(4);
    String message = code.endsWith("TooLong") || code.startsWith("InvalidP") ? TOO_LARGE : "No.";
    return text(
        Integer.parseInt(statusAndCode.substring(0, 3)),
        "{\"__type\":\"com.amazonaws.sqs#" + code + "\",\"message\":\"" + message + "\"}");
  }

  static Answer text(int status, String body) {
    return new Answer(status, body.getBytes(StandardCharsets.UTF_8));
  }

  Answer withBody(byte[] other) {
    return new Answer(status, other);
  }

  /** With its head, as the bytes of the wire. */
  byte[] wire() {
    byte[] head =
        ("HTTP/1.1 "
                + status
                + " Said\r\nx-amzn-RequestId: 3f6a-17\r\nContent-Type: application/x-amz-json-1.0\r\n"
                + "Content-Length: "
                + body.length
                + "\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII);
    byte[] wire = new byte[head.length + body.length];
    System.arraycopy(head, 0, wire, 0, head.length);
    System.arraycopy(body, 0, wire, head.length, body.length);
    return wire;
  }
}
