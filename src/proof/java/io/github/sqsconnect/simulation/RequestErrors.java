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
 * The words for what a service means when it fails a whole request: the SDK's own exceptions, under
 * the names of the JSON protocol or under those of the older query protocol. A service keeps to one
 * of them. Where several codes mean the same to the connector, any may come.
 */
final class RequestErrors {
  static final RequestErrors JSON = new RequestErrors(false);
  static final RequestErrors QUERY = new RequestErrors(true);

  /** The words for one meaning. */
  private record Words(List<Throwable> plain, List<Throwable> wrapped) {
    static Words of(Throwable... errors) {
      List<Throwable> wrapped = new ArrayList<>();
      for (Throwable error : errors) {
        wrapped.add(new CompletionException(error));
      }
      return new Words(List.of(errors), wrapped);
    }
  }

  private static final List<RuntimeException> UNREACHABLE =
      List.of(
          client("cannot connect", new IOException("connection refused")),
          new IllegalStateException("the connection pool is shut down"));

  private static final String PREFIX = "AWS.SimpleQueueService.";

  private final boolean query;
  private final Map<DeliveryOutcome, Words> words = new IdentityHashMap<>();

  private RequestErrors(boolean query) {
    this.query = query;
    sayThrottled();
    sayIll();
    sayUnread();
    sayCredentials();
    sayAccess();
    words.put(
        SqsOutcomes.WRONG_SETTING,
        Words.of(sqs(400, name("MissingRequiredParameterException", "MissingParameter"))));
    words.put(
        SqsOutcomes.SPOILED,
        Words.of(sqs(400, name("InvalidParameterValueException", "InvalidParameterValue"))));
  }

  private void sayThrottled() {
    words.put(
        SqsOutcomes.THROTTLED,
        Words.of(
            of(RequestThrottledException.builder(), 403, "RequestThrottled"),
            of(
                KmsThrottledException.builder(),
                400,
                name("KmsThrottled", "KMS.ThrottlingException")),
            of(OverLimitException.builder(), 403, "OverLimit"),
            sqs(400, name("ThrottlingException", "Throttling")),
            sqs(429, "NeverHeardOf"),
            SqsException.builder().statusCode(429).build()));
  }

  private void sayIll() {
    words.put(
        SqsOutcomes.SERVER_ERROR,
        Words.of(
            sqs(500, name("InternalError", PREFIX + "InternalError")),
            sqs(500, "InternalFailure"),
            sqs(503, "ServiceUnavailable"),
            sqs(400, name("RequestTimeoutException", "RequestTimeout")),
            sqs(500, "NeverHeardOf"),
            SqsException.builder().statusCode(502).build(),
            SqsException.builder().statusCode(408).build(),
            SqsException.builder().statusCode(421).build(),
            sqs(425, "NeverHeardOf"),
            SqsException.builder().statusCode(499).build()));
    words.put(
        SqsOutcomes.TIMEOUT,
        Words.of(
            ApiCallTimeoutException.builder().message("no answer in time").build(),
            ApiCallAttemptTimeoutException.builder().message("no answer in time").build(),
            client("the connection broke", new IOException("connection reset by peer"))));
  }

  private void sayUnread() {
    words.put(
        SqsOutcomes.UNREADABLE,
        Words.of(
            client("cannot read the answer", new IOException("cut short")),
            SqsException.builder().statusCode(200).build(),
            new IllegalArgumentException("not an answer")));
  }

  private void sayCredentials() {
    words.put(
        SqsOutcomes.EXPIRED,
        Words.of(
            sqs(403, name("ExpiredTokenException", "ExpiredToken")),
            sqs(400, "RequestExpired"),
            AwsServiceException.builder().statusCode(403).message("no role").build(),
            CredentialSources.failing("web identity", new IOException("no token")),
            CredentialSources.failing("profile", new TimeoutException("no response within 10 s"))));
    words.put(
        SqsOutcomes.CREDENTIALS_REJECTED,
        Words.of(
            sqs(403, name("UnrecognizedClientException", "InvalidClientTokenId")),
            sqs(403, name("InvalidSignatureException", "SignatureDoesNotMatch")),
            sqs(400, "NeverHeardOf")));
  }

  private void sayAccess() {
    words.put(
        SqsOutcomes.ACCESS_DENIED,
        Words.of(
            sqs(403, name("AccessDeniedException", "AccessDenied")),
            of(
                QueueDoesNotExistException.builder(),
                400,
                name("QueueDoesNotExist", PREFIX + "NonExistentQueue")),
            of(KmsDisabledException.builder(), 400, name("KmsDisabled", "KMS.DisabledException"))));
    words.put(
        SqsOutcomes.GATEWAY,
        Words.of(
            SqsException.builder().statusCode(403).build(),
            SqsException.builder().statusCode(404).requestId(EntryErrors.REQUEST_ID).build(),
            SqsException.builder()
                .statusCode(400)
                .awsErrorDetails(AwsErrorDetails.builder().errorCode("NeverHeardOf").build())
                .build()));
  }

  private String name(String json, String older) {
    return query ? older : json;
  }

  private static SdkClientException client(String message, Throwable cause) {
    return SdkClientException.create(message, cause);
  }

  private static Throwable sqs(int status, String code) {
    return of(SqsException.builder(), status, code);
  }

  private static Throwable of(AwsServiceException.Builder builder, int status, String code) {
    return of(builder, status, code, "as the simulation wants it");
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
   * The words for a whole request.
   *
   * @param limit most bytes of a request, to be named when it is too long; 0 names none
   */
  Throwable of(DeliveryOutcome meant, int limit, ActiveFaults faults) {
    Words choice = words.get(meant);
    if (choice == null) {
      return tooLong(limit, faults);
    }
    List<Throwable> forms = faults.roll(2) == 0 ? choice.plain() : choice.wrapped();
    return forms.get(faults.roll(forms.size()));
  }

  private Throwable tooLong(int limit, ActiveFaults faults) {
    if (limit == 0 && faults.roll(2) == 0) {
      return SqsException.builder().statusCode(413).requestId(EntryErrors.REQUEST_ID).build();
    }
    return of(
        BatchRequestTooLongException.builder(),
        400,
        name("BatchRequestTooLong", PREFIX + "BatchRequestTooLong"),
        limit == 0
            ? "The length of all the messages put together is more than the limit."
            : "Batch requests cannot be longer than " + limit + " bytes. You have sent more.");
  }

  /** What the SDK throws at once, in place of a future. */
  static RuntimeException unreachable(ActiveFaults faults) {
    return UNREACHABLE.get(faults.roll(UNREACHABLE.size()));
  }

  /** All that can be said of requests, wrapped or not. */
  static List<Object> all() {
    List<Object> all = new ArrayList<>(UNREACHABLE);
    for (RequestErrors wording : List.of(JSON, QUERY)) {
      wording.words.values().forEach(words -> all.addAll(words.plain()));
      wording.words.values().forEach(words -> all.addAll(words.wrapped()));
    }
    return all;
  }
}
