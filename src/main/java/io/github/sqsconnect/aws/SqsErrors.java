package io.github.sqsconnect.aws;

import io.github.sqsconnect.aws.http.ProxyAuthException;
import io.github.sqsconnect.aws.identity.CredentialSourceException;
import io.github.sqsconnect.delivery.DeliveryOutcome;
import io.github.sqsconnect.delivery.DeliveryOutcome.Fatal;
import io.github.sqsconnect.delivery.DeliveryOutcome.Rejected;
import io.github.sqsconnect.delivery.DeliveryOutcome.Retriable;
import io.github.sqsconnect.delivery.ServiceError;
import io.github.sqsconnect.delivery.StopReason;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.SqsException;

/**
 * The error table: maps an error of SQS, or of the connection to it, to an outcome. One table
 * serves requests and single entries.
 *
 * <ol>
 *   <li>The error code decides. Every error has two codes, one of the JSON protocol and one of the
 *       older query protocol.
 *   <li>For an unknown code, {@code SenderFault} decides for an entry, and the HTTP status for a
 *       request.
 *   <li>A response without an AWS error code or an AWS request id is not from SQS, but from a
 *       gateway in front of it.
 * </ol>
 */
final class SqsErrors {
  /** What a code means. */
  private enum Kind {
    THROTTLE,
    SERVICE,
    CREDENTIALS_PASSING,
    CREDENTIALS_LASTING,
    REFUSED,
    GATEWAY,
    ENTRY,
    TOO_LONG,
    QUEUE,
    ACCESS,
    KEY,
    ADDRESS,
    INSECURE,
    UNSUPPORTED,
    DEFECT
  }

  private static final List<String> TIME_CODES =
      List.of("RequestExpired", "RequestTimeTooSkewed", "RequestInTheFuture");

  private static final Map<String, Kind> KINDS = new HashMap<>();

  static {
    kind(
        Kind.THROTTLE,
        "RequestThrottled",
        "RequestThrottledException",
        "Throttling",
        "ThrottlingException",
        "ThrottledException",
        "TooManyRequestsException",
        "RequestLimitExceeded",
        "SlowDown",
        "KmsThrottled",
        "KMS.ThrottlingException",
        "OverLimit");
    kind(
        Kind.SERVICE,
        "InternalError",
        "InternalFailure",
        "ServiceUnavailable",
        "RequestTimeout",
        "RequestTimeoutException",
        "PriorRequestNotComplete");
    kind(Kind.CREDENTIALS_PASSING, "ExpiredToken", "ExpiredTokenException");
    kind(Kind.CREDENTIALS_PASSING, TIME_CODES.toArray(String[]::new));
    kind(
        Kind.CREDENTIALS_LASTING,
        "InvalidClientTokenId",
        "UnrecognizedClient",
        "UnrecognizedClientException",
        "SignatureDoesNotMatch",
        "InvalidSignatureException",
        "IncompleteSignature",
        "IncompleteSignatureException",
        "MissingAuthenticationToken",
        "MissingAuthenticationTokenException",
        "AuthFailure",
        "NotAuthorized",
        "OptInRequired",
        "KmsOptInRequired",
        "KMS.OptInRequired");
    kind(
        Kind.ENTRY,
        "InvalidParameterValue",
        "InvalidParameterValueException",
        "MissingParameter",
        "MissingRequiredParameterException",
        "InvalidMessageContents",
        "InvalidAttributeValue");
    kind(Kind.TOO_LONG, "BatchRequestTooLong");
    kind(Kind.QUEUE, "QueueDoesNotExist", "NonExistentQueue", "QueueDeletedRecently");
    kind(Kind.ACCESS, "AccessDenied", "AccessDeniedException");
    kind(
        Kind.KEY,
        "KmsAccessDenied",
        "KMS.AccessDeniedException",
        "KmsDisabled",
        "KMS.DisabledException",
        "KmsNotFound",
        "KMS.NotFoundException",
        "KmsInvalidState",
        "KMS.InvalidStateException",
        "KmsInvalidKeyUsage",
        "KMS.InvalidKeyUsageException");
    kind(Kind.ADDRESS, "InvalidAddress");
    kind(Kind.INSECURE, "InvalidSecurity");
    kind(Kind.UNSUPPORTED, "UnsupportedOperation");
    kind(
        Kind.DEFECT,
        "TooManyEntriesInBatchRequest",
        "EmptyBatchRequest",
        "BatchEntryIdsNotDistinct",
        "InvalidBatchEntryId");
  }

  private static final String QUERY_PREFIX = "AWS.SimpleQueueService.";

  /** A limit in bytes in an error text. Other limits are in characters or have no unit. */
  private static final Pattern LIMIT =
      Pattern.compile("(?:shorter|longer) than ([0-9]{1,10}) bytes");

  /** Smallest message size that a queue can be limited to, in bytes. SQS never reports less. */
  private static final int LEAST_LIMIT = 1_024;

  private SqsErrors() {}

  private static void kind(Kind kind, String... codes) {
    for (String code : codes) {
      KINDS.put(code, kind);
    }
  }

  /**
   * The outcome of a request that failed as a whole.
   *
   * @param entries how many messages it contained
   */
  static DeliveryOutcome ofRequest(Throwable thrown, int entries) {
    Throwable error =
        thrown instanceof CompletionException && thrown.getCause() != null
            ? thrown.getCause()
            : thrown;
    if (error instanceof SqsException sqs) {
      String code = sqs.awsErrorDetails() == null ? "" : text(sqs.awsErrorDetails().errorCode());
      String detail =
          sqs.awsErrorDetails() == null ? "" : text(sqs.awsErrorDetails().errorMessage());
      ServiceError answer =
          new ServiceError(
              code.isEmpty() ? "HTTP " + sqs.statusCode() : code, detail, text(sqs.requestId()));
      Kind kind = kindOf(code, modelName(sqs));
      if (kind == null) {
        kind = kindOf(sqs.statusCode(), !code.isEmpty() && !answer.requestId().isEmpty());
      }
      return outcome(kind, answer, entries);
    }
    Optional<ProxyAuthException> proxy = ProxyAuthException.findIn(error);
    if (proxy.isPresent()) {
      return service("ProxyAuthenticationRequired", proxy.get());
    }
    if (error instanceof CredentialSourceException source) {
      return new Retriable(Retriable.Cause.CREDENTIALS, answerOf(source));
    }
    if (error instanceof AwsServiceException source) {
      return new Retriable(
          Retriable.Cause.CREDENTIALS,
          new ServiceError(
              "credential source " + source.getClass().getSimpleName(),
              text(source.getMessage()),
              text(source.requestId())));
    }
    if (isTimeout(error)) {
      return service("timeout", error);
    }
    return service(error.getClass().getSimpleName(), error);
  }

  /**
   * The kind of an HTTP status, for an unknown code.
   *
   * @param isFromAws whether the response has an AWS error code and request id
   */
  private static Kind kindOf(int status, boolean isFromAws) {
    if (status < 400 || status >= 500) {
      return Kind.SERVICE;
    }
    return switch (status) {
      // Request timeout, misdirected request, too early, client closed request.
      case 408, 421, 425, 499 -> Kind.SERVICE;
      case 413 -> Kind.TOO_LONG;
      case 429 -> Kind.THROTTLE;
      default -> isFromAws ? Kind.REFUSED : Kind.GATEWAY;
    };
  }

  private static ServiceError answerOf(CredentialSourceException source) {
    String what = "credential source, " + text(source.getMessage());
    Throwable cause = source.getCause();
    if (cause instanceof AwsServiceException service && service.awsErrorDetails() != null) {
      AwsErrorDetails details = service.awsErrorDetails();
      return new ServiceError(
          what,
          text(details.errorCode()) + ": " + text(details.errorMessage()),
          text(service.requestId()));
    }
    return new ServiceError(what, cause == null ? "" : text(cause.getMessage()), "");
  }

  /** Whether a call, a read or a connection attempt timed out. */
  private static boolean isTimeout(Throwable error) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause.getClass().getSimpleName().contains("Timeout")) {
        return true;
      }
    }
    return false;
  }

  private static Retriable service(String what, Throwable error) {
    return new Retriable(
        Retriable.Cause.SERVICE, new ServiceError(what, text(error.getMessage()), ""));
  }

  /** The outcome of one failed entry of a request that SQS accepted. */
  static DeliveryOutcome ofEntry(BatchResultErrorEntry failed, String requestId) {
    String code = text(failed.code());
    ServiceError answer = new ServiceError(code, text(failed.message()), requestId);
    Kind kind = kindOf(code, "");
    if (kind != null) {
      return outcome(kind, answer, 1);
    }
    return Boolean.TRUE.equals(failed.senderFault())
        ? new Rejected(Rejected.Kind.UNKNOWN, answer, 0)
        : new Retriable(Retriable.Cause.SERVICE, answer);
  }

  private static DeliveryOutcome outcome(Kind kind, ServiceError answer, int entries) {
    return switch (kind) {
      case THROTTLE -> new Retriable(Retriable.Cause.THROTTLED, answer);
      case SERVICE -> new Retriable(Retriable.Cause.SERVICE, answer);
      case CREDENTIALS_PASSING -> new Retriable(Retriable.Cause.CREDENTIALS, answer);
      case CREDENTIALS_LASTING ->
          isOfAnotherTime(answer)
              ? new Retriable(Retriable.Cause.CREDENTIALS, answer)
              : new Fatal(answer, StopReason.CREDENTIALS_REJECTED);
      case REFUSED -> new Fatal(answer, StopReason.REQUEST_REJECTED);
      case GATEWAY -> new Fatal(answer, StopReason.REJECTED_BY_GATEWAY);
      case ENTRY -> entry(answer);
      case TOO_LONG ->
          entries > 1
              ? new Retriable(Retriable.Cause.TOO_LONG, answer, limit(answer.detail()))
              : new Rejected(Rejected.Kind.TOO_LONG, answer, limit(answer.detail()));
      case QUEUE -> new Fatal(answer, StopReason.QUEUE_NOT_FOUND);
      case ACCESS -> new Fatal(answer, StopReason.ACCESS_DENIED);
      case KEY -> new Fatal(answer, StopReason.KEY_DENIED);
      case ADDRESS -> new Fatal(answer, StopReason.WRONG_ADDRESS);
      case INSECURE -> new Fatal(answer, StopReason.INSECURE);
      case UNSUPPORTED -> new Fatal(answer, StopReason.UNSUPPORTED);
      case DEFECT -> new Fatal(answer, StopReason.MALFORMED);
    };
  }

  private static DeliveryOutcome entry(ServiceError answer) {
    if (answer.detail().contains("queue type")) {
      return new Fatal(answer, StopReason.WRONG_QUEUE_TYPE);
    }
    return new Rejected(Rejected.Kind.KNOWN, answer, limit(answer.detail()));
  }

  /**
   * Whether the worker's clock is wrong. SQS may return the code of a wrong secret for it. After
   * such a response the SDK signs with the time of the service.
   */
  static boolean isOfAnotherTime(ServiceError answer) {
    return TIME_CODES.contains(answer.code())
        || answer.detail().startsWith("Signature expired")
        || answer.detail().startsWith("Signature not yet current");
  }

  /** The limit in bytes in an error text, or 0. */
  static int limit(String detail) {
    Matcher matcher = LIMIT.matcher(detail);
    long limit = matcher.find() ? Long.parseLong(matcher.group(1)) : 0;
    return limit < LEAST_LIMIT || limit > Integer.MAX_VALUE ? 0 : (int) limit;
  }

  private static @Nullable Kind kindOf(String code, String otherName) {
    String plain = code.startsWith(QUERY_PREFIX) ? code.substring(QUERY_PREFIX.length()) : code;
    Kind kind = KINDS.get(plain);
    return kind == null ? KINDS.get(otherName) : kind;
  }

  /** The code of the JSON protocol, which is the name of the exception class. */
  private static String modelName(SqsException error) {
    String name = error.getClass().getSimpleName();
    return name.endsWith("Exception")
        ? name.substring(0, name.length() - "Exception".length())
        : name;
  }

  private static String text(@Nullable String text) {
    return text == null ? "" : text;
  }
}
