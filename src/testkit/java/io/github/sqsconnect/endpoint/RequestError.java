package io.github.sqsconnect.endpoint;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A request-level error under both its names: the type in the body, and the legacy code in the
 * header {@code x-amzn-query-error}.
 */
public record RequestError(String type, String code, int status, boolean senderFault) {
  private static final String LEGACY = "AWS.SimpleQueueService.";

  /** A status and its errors; an error whose two names differ has both. */
  private static final String SENDER_FAULTS =
      """
      400 Throttling ThrottlingException ThrottledException RequestThrottledException
      400 KmsThrottled=KMS.ThrottlingException KmsAccessDenied=KMS.AccessDeniedException
      400 KmsDisabled=KMS.DisabledException KmsNotFound=KMS.NotFoundException
      400 KmsInvalidState=KMS.InvalidStateException KmsInvalidKeyUsage=KMS.InvalidKeyUsageException
      403 KmsOptInRequired=KMS.OptInRequired
      400 QueueDoesNotExist=*NonExistentQueue QueueDeletedRecently=*QueueDeletedRecently
      400 UnsupportedOperation=*UnsupportedOperation
      400 TooManyEntriesInBatchRequest=*TooManyEntriesInBatchRequest
      400 EmptyBatchRequest=*EmptyBatchRequest BatchEntryIdsNotDistinct=*BatchEntryIdsNotDistinct
      400 InvalidBatchEntryId=*InvalidBatchEntryId
      400 BatchRequestTooLong=*BatchRequestTooLong InvalidMessageContents
      400 InvalidParameterValueException=InvalidParameterValue
      400 MissingRequiredParameterException=MissingParameter
      400 UnrecognizedClientException IncompleteSignature NotAuthorized RequestExpired
      400 RequestTimeout RequestTimeoutException PriorRequestNotComplete
      403 RequestThrottled RequestLimitExceeded SlowDown OverLimit InvalidSecurity
      403 AccessDeniedException=AccessDenied ExpiredTokenException=ExpiredToken
      403 InvalidClientTokenId MissingAuthenticationToken OptInRequired SignatureDoesNotMatch
      403 InvalidSignatureException AuthFailure RequestTimeTooSkewed RequestInTheFuture
      404 InvalidAddress
      429 TooManyRequestsException
      """;

  /** Every request-level error that the service is known to return for a send. */
  public static final List<RequestError> KNOWN = known();

  private static final Map<String, RequestError> BY_NAME = byName();

  /** Finds an error by either name; an unknown name becomes an error with status 400. */
  public static RequestError of(String name) {
    return BY_NAME.getOrDefault(name, new RequestError(name, name, 400, true));
  }

  public RequestError withStatus(int other) {
    return new RequestError(type, code, other, senderFault);
  }

  /** The exception that carries this error from the rule that was broken to the response. */
  Thrown thrown(String message) {
    return new Thrown(this, message);
  }

  /** A call that fails as a whole. */
  static final class Thrown extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient RequestError error;

    private Thrown(RequestError error, String message) {
      super(message, null, false, false);
      this.error = error;
    }

    RequestError error() {
      return error;
    }

    HttpResponse response(boolean withLegacyCode) {
      ObjectNode json = EndpointJson.object().put("__type", "com.amazonaws.sqs#" + error.type);
      json.put("message", getMessage());
      HttpResponse response =
          HttpResponse.of(error.status, "application/x-amz-json-1.0", EndpointJson.text(json));
      String fault = error.senderFault ? ";Sender" : ";Receiver";
      return withLegacyCode
          ? response.withHeader("x-amzn-query-error", error.code + fault)
          : response;
    }
  }

  private static List<RequestError> known() {
    List<RequestError> known = new ArrayList<>();
    for (String line : SENDER_FAULTS.lines().toList()) {
      String[] words = line.split(" ");
      for (String names : List.of(words).subList(1, words.length)) {
        String type = names.split("=")[0];
        String code = names.substring(names.indexOf('=') + 1).replace("*", LEGACY);
        known.add(new RequestError(type, code, Integer.parseInt(words[0]), true));
      }
    }
    known.add(new RequestError("InternalError", "InternalError", 500, false));
    known.add(new RequestError("InternalFailure", "InternalFailure", 500, false));
    known.add(new RequestError("ServiceUnavailable", "ServiceUnavailable", 503, false));
    return List.copyOf(known);
  }

  private static Map<String, RequestError> byName() {
    Map<String, RequestError> index = new HashMap<>();
    for (RequestError error : KNOWN) {
      index.put(error.code(), error);
      index.put(error.type(), error);
    }
    return Map.copyOf(index);
  }
}
