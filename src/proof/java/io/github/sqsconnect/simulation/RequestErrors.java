package io.github.sqsconnect.simulation;

import io.github.sqsconnect.aws.CredentialSources;
import io.github.sqsconnect.delivery.DeliveryOutcome;
import io.github.sqsconnect.world.SqsOutcomes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.sqs.model.BatchRequestTooLongException;
import software.amazon.awssdk.services.sqs.model.KmsDisabledException;
import software.amazon.awssdk.services.sqs.model.KmsThrottledException;
import software.amazon.awssdk.services.sqs.model.OverLimitException;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;
import software.amazon.awssdk.services.sqs.model.RequestThrottledException;
import software.amazon.awssdk.services.sqs.model.SqsException;

/**
 * The errors with which the simulated service fails a whole request: the SDK's own exceptions, with
 * the codes of the JSON protocol or of the older query protocol. A service uses one protocol. Where
 * several codes have one outcome in the connector, one is chosen at random.
 */
final class RequestErrors {
  static final RequestErrors JSON = new RequestErrors(false);
  static final RequestErrors QUERY = new RequestErrors(true);

  private static final List<RuntimeException> UNREACHABLE =
      List.of(
          client("cannot connect", new IOException("connection refused")),
          new IllegalStateException("the connection pool is shut down"));

  private static final String PREFIX = "AWS.SimpleQueueService.";

  private final boolean query;

  /** By outcome, the errors to choose from. */
  private final Map<DeliveryOutcome, List<Throwable>> errors = new IdentityHashMap<>();

  /** The same errors as the SDK's future reports them. */
  private final Map<DeliveryOutcome, List<Throwable>> wrapped = new IdentityHashMap<>();

  private RequestErrors(boolean query) {
    this.query = query;
    add(
        SqsOutcomes.THROTTLED,
        of(RequestThrottledException.builder(), 403, "RequestThrottled"),
        of(KmsThrottledException.builder(), 400, code("KmsThrottled", "KMS.ThrottlingException")),
        of(OverLimitException.builder(), 403, "OverLimit"),
        sqs(400, code("ThrottlingException", "Throttling")),
        sqs(429, "NeverHeardOf"),
        withoutCode(429));
    add(
        SqsOutcomes.SERVER_ERROR,
        sqs(500, code("InternalError", PREFIX + "InternalError")),
        sqs(500, "InternalFailure"),
        sqs(503, "ServiceUnavailable"),
        sqs(400, code("RequestTimeoutException", "RequestTimeout")),
        sqs(500, "NeverHeardOf"),
        withoutCode(502),
        withoutCode(408),
        withoutCode(421),
        sqs(425, "NeverHeardOf"),
        withoutCode(499));
    add(
        SqsOutcomes.TIMEOUT,
        ApiCallTimeoutException.builder().message("no answer in time").build(),
        ApiCallAttemptTimeoutException.builder().message("no answer in time").build(),
        client("the connection broke", new IOException("connection reset by peer")));
    add(
        SqsOutcomes.UNREADABLE,
        client("cannot read the answer", new IOException("cut short")),
        withoutCode(200),
        new IllegalArgumentException("not an answer"));
    add(
        SqsOutcomes.EXPIRED,
        sqs(403, code("ExpiredTokenException", "ExpiredToken")),
        sqs(400, "RequestExpired"),
        AwsServiceException.builder().statusCode(403).message("no role").build(),
        CredentialSources.failing("web identity", new IOException("no token")),
        CredentialSources.failing("profile", new TimeoutException("no response within 10 s")));
    add(
        SqsOutcomes.CREDENTIALS_REJECTED,
        sqs(403, code("UnrecognizedClientException", "InvalidClientTokenId")),
        sqs(403, code("InvalidSignatureException", "SignatureDoesNotMatch")),
        sqs(400, "NeverHeardOf"));
    add(
        SqsOutcomes.ACCESS_DENIED,
        sqs(403, code("AccessDeniedException", "AccessDenied")),
        of(
            QueueDoesNotExistException.builder(),
            400,
            code("QueueDoesNotExist", PREFIX + "NonExistentQueue")),
        of(KmsDisabledException.builder(), 400, code("KmsDisabled", "KMS.DisabledException")));
    add(
        SqsOutcomes.GATEWAY,
        withoutCode(403),
        SqsException.builder().statusCode(404).requestId(EntryErrors.REQUEST_ID).build(),
        SqsException.builder()
            .statusCode(400)
            .awsErrorDetails(AwsErrorDetails.builder().errorCode("NeverHeardOf").build())
            .build());
    add(
        SqsOutcomes.WRONG_SETTING,
        sqs(400, code("MissingRequiredParameterException", "MissingParameter")));
    add(
        SqsOutcomes.SPOILED,
        sqs(400, code("InvalidParameterValueException", "InvalidParameterValue")));
  }

  private void add(DeliveryOutcome outcome, Throwable... all) {
    errors.put(outcome, List.of(all));
    wrapped.put(
        outcome, Stream.of(all).<Throwable>map(error -> new CompletionException(error)).toList());
  }

  private String code(String json, String older) {
    return query ? older : json;
  }

  private static SdkClientException client(String message, Throwable cause) {
    return SdkClientException.create(message, cause);
  }

  private static Throwable withoutCode(int status) {
    return SqsException.builder().statusCode(status).build();
  }

  private static Throwable sqs(int status, String code) {
    return of(SqsException.builder(), status, code);
  }

  private static Throwable of(AwsServiceException.Builder builder, int status, String code) {
    return of(builder, status, code, "an error of the simulation");
  }

  private static Throwable of(
      AwsServiceException.Builder builder, int status, String code, String message) {
    return builder
        .statusCode(status)
        .requestId(EntryErrors.REQUEST_ID)
        .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).errorMessage(message).build())
        .build();
  }

  /**
   * An error with this outcome.
   *
   * @param limit maximum bytes of a request, named when the request is too long; 0 names none
   */
  Throwable of(DeliveryOutcome outcome, int limit, ActiveFaults faults) {
    if (!errors.containsKey(outcome)) {
      return tooLong(limit, faults);
    }
    List<Throwable> choice = (faults.roll(2) == 0 ? errors : wrapped).get(outcome);
    return choice.get(faults.roll(choice.size()));
  }

  private Throwable tooLong(int limit, ActiveFaults faults) {
    if (limit == 0 && faults.roll(2) == 0) {
      return SqsException.builder().statusCode(413).requestId(EntryErrors.REQUEST_ID).build();
    }
    return of(
        BatchRequestTooLongException.builder(),
        400,
        code("BatchRequestTooLong", PREFIX + "BatchRequestTooLong"),
        limit == 0
            ? "The length of all the messages put together is more than the limit."
            : "Batch requests cannot be longer than " + limit + " bytes. You have sent more.");
  }

  /** An error that the SDK throws at once instead of returning a future. */
  static RuntimeException unreachable(ActiveFaults faults) {
    return UNREACHABLE.get(faults.roll(UNREACHABLE.size()));
  }

  /** All errors, wrapped and not. */
  static List<Object> all() {
    List<Object> all = new ArrayList<>(UNREACHABLE);
    for (RequestErrors protocol : List.of(JSON, QUERY)) {
      protocol.errors.values().forEach(all::addAll);
      protocol.wrapped.values().forEach(all::addAll);
    }
    return all;
  }
}
