package io.github.sqsconnect.endpoint;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A request-level error under both its names: the type in the body, and the legacy code in the
 * header {@code x-amzn-query-error}.
 */
public record RequestError(String type, String code, int status, boolean senderFault) {
  private static final String LEGACY = "AWS.SimpleQueueService.";

  /** Every request-level error that the service is known to return for a send. */
  public static final List<RequestError> KNOWN =
      List.of(
          sender("RequestThrottled", 403),
          sender("Throttling", 400),
          sender("ThrottlingException", 400),
          sender("ThrottledException", 400),
          sender("TooManyRequestsException", 429),
          sender("RequestLimitExceeded", 403),
          sender("SlowDown", 403),
          sender("RequestThrottledException", 400),
          sender("KmsThrottled", "KMS.ThrottlingException", 400),
          sender("OverLimit", 403),
          sender("KmsAccessDenied", "KMS.AccessDeniedException", 400),
          sender("KmsDisabled", "KMS.DisabledException", 400),
          sender("KmsNotFound", "KMS.NotFoundException", 400),
          sender("KmsInvalidState", "KMS.InvalidStateException", 400),
          sender("KmsInvalidKeyUsage", "KMS.InvalidKeyUsageException", 400),
          sender("KmsOptInRequired", "KMS.OptInRequired", 403),
          sender("QueueDoesNotExist", LEGACY + "NonExistentQueue", 400),
          sender("QueueDeletedRecently", LEGACY + "QueueDeletedRecently", 400),
          sender("InvalidAddress", 404),
          sender("InvalidSecurity", 403),
          sender("UnsupportedOperation", LEGACY + "UnsupportedOperation", 400),
          sender("TooManyEntriesInBatchRequest", LEGACY + "TooManyEntriesInBatchRequest", 400),
          sender("EmptyBatchRequest", LEGACY + "EmptyBatchRequest", 400),
          sender("BatchEntryIdsNotDistinct", LEGACY + "BatchEntryIdsNotDistinct", 400),
          sender("InvalidBatchEntryId", LEGACY + "InvalidBatchEntryId", 400),
          sender("BatchRequestTooLong", LEGACY + "BatchRequestTooLong", 400),
          sender("InvalidMessageContents", 400),
          sender("InvalidParameterValueException", "InvalidParameterValue", 400),
          sender("MissingRequiredParameterException", "MissingParameter", 400),
          sender("AccessDeniedException", "AccessDenied", 403),
          sender("ExpiredTokenException", "ExpiredToken", 403),
          sender("InvalidClientTokenId", 403),
          sender("UnrecognizedClientException", 400),
          sender("MissingAuthenticationToken", 403),
          sender("IncompleteSignature", 400),
          sender("NotAuthorized", 400),
          sender("OptInRequired", 403),
          sender("SignatureDoesNotMatch", 403),
          sender("InvalidSignatureException", 403),
          sender("AuthFailure", 403),
          sender("RequestExpired", 400),
          sender("RequestTimeTooSkewed", 403),
          sender("RequestInTheFuture", 403),
          receiver("InternalError", 500),
          receiver("InternalFailure", 500),
          receiver("ServiceUnavailable", 503),
          sender("RequestTimeout", 400),
          sender("RequestTimeoutException", 400),
          sender("PriorRequestNotComplete", 400));

  private static final Map<String, RequestError> BY_NAME = byName();

  /** Finds an error by either name; an unknown name becomes an error with status 400. */
  public static RequestError of(String name) {
    return BY_NAME.getOrDefault(name, sender(name, 400));
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

  private static RequestError sender(String name, int status) {
    return sender(name, name, status);
  }

  private static RequestError sender(String type, String code, int status) {
    return new RequestError(type, code, status, true);
  }

  private static RequestError receiver(String name, int status) {
    return new RequestError(name, name, status, false);
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
