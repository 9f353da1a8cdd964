package io.github.sqsconnect.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.aws.identity.CredentialSourceException;
import io.github.sqsconnect.delivery.DeliveryOutcome;
import io.github.sqsconnect.delivery.DeliveryOutcome.Fatal;
import io.github.sqsconnect.delivery.DeliveryOutcome.Rejected;
import io.github.sqsconnect.delivery.DeliveryOutcome.Retriable;
import io.github.sqsconnect.delivery.StopReason;
import java.io.IOException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.KmsThrottledException;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;
import software.amazon.awssdk.services.sqs.model.SqsException;
import software.amazon.awssdk.services.sts.model.StsException;

/** Checks the error table row by row. */
class SqsErrorsTest {
  private static final String TABLE =
      """
      RequestThrottled,                                       403, throttled
      RequestThrottledException,                              400, throttled
      Throttling,                                             400, throttled
      ThrottlingException,                                    400, throttled
      ThrottledException,                                     400, throttled
      TooManyRequestsException,                               429, throttled
      RequestLimitExceeded,                                   403, throttled
      SlowDown,                                               403, throttled
      KmsThrottled,                                           400, throttled
      KMS.ThrottlingException,                                400, throttled
      OverLimit,                                              403, throttled
      InternalError,                                          500, service
      AWS.SimpleQueueService.InternalError,                   500, service
      InternalFailure,                                        500, service
      ServiceUnavailable,                                     503, service
      RequestTimeout,                                         400, service
      RequestTimeoutException,                                400, service
      PriorRequestNotComplete,                                400, service
      ExpiredToken,                                           403, credentials
      ExpiredTokenException,                                  403, credentials
      RequestExpired,                                         400, credentials
      RequestTimeTooSkewed,                                   403, credentials
      RequestInTheFuture,                                     403, credentials
      InvalidClientTokenId,                                   403, fatal
      UnrecognizedClient,                                     400, fatal
      UnrecognizedClientException,                            400, fatal
      MissingAuthenticationToken,                             403, fatal
      MissingAuthenticationTokenException,                    403, fatal
      IncompleteSignature,                                    400, fatal
      IncompleteSignatureException,                           400, fatal
      NotAuthorized,                                          400, fatal
      OptInRequired,                                          403, fatal
      KmsOptInRequired,                                       403, fatal
      KMS.OptInRequired,                                      403, fatal
      SignatureDoesNotMatch,                                  403, fatal
      InvalidSignatureException,                              403, fatal
      AuthFailure,                                            403, fatal
      InvalidParameterValue,                                  400, rejected
      InvalidParameterValueException,                         400, rejected
      MissingParameter,                                       400, rejected
      MissingRequiredParameterException,                      400, rejected
      InvalidMessageContents,                                 400, rejected
      QueueDoesNotExist,                                      400, fatal after a while
      AWS.SimpleQueueService.NonExistentQueue,                400, fatal after a while
      QueueDeletedRecently,                                   400, fatal after a while
      AWS.SimpleQueueService.QueueDeletedRecently,            400, fatal after a while
      AccessDenied,                                           403, fatal after a while
      AccessDeniedException,                                  403, fatal after a while
      KmsAccessDenied,                                        400, fatal after a while
      KMS.AccessDeniedException,                              400, fatal after a while
      KmsDisabled,                                            400, fatal after a while
      KMS.DisabledException,                                  400, fatal after a while
      KmsNotFound,                                            400, fatal after a while
      KMS.NotFoundException,                                  400, fatal after a while
      KmsInvalidState,                                        400, fatal after a while
      KMS.InvalidStateException,                              400, fatal after a while
      KmsInvalidKeyUsage,                                     400, fatal after a while
      KMS.InvalidKeyUsageException,                           400, fatal after a while
      InvalidSecurity,                                        403, fatal after a while
      InvalidAddress,                                         404, fatal after a while
      UnsupportedOperation,                                   400, fatal after a while
      AWS.SimpleQueueService.UnsupportedOperation,            400, fatal after a while
      TooManyEntriesInBatchRequest,                           400, fatal
      AWS.SimpleQueueService.TooManyEntriesInBatchRequest,    400, fatal
      EmptyBatchRequest,                                      400, fatal
      AWS.SimpleQueueService.EmptyBatchRequest,               400, fatal
      BatchEntryIdsNotDistinct,                               400, fatal
      AWS.SimpleQueueService.BatchEntryIdsNotDistinct,        400, fatal
      InvalidBatchEntryId,                                    400, fatal
      AWS.SimpleQueueService.InvalidBatchEntryId,             400, fatal
      """;

  @ParameterizedTest(name = "{0}: {2}")
  @CsvSource(textBlock = TABLE)
  void requestErrorHasItsOutcome(String code, int status, String verdict) {
    assertThat(word(SqsErrors.ofRequest(sqs(code, status, "said so"), 5))).isEqualTo(verdict);
  }

  @ParameterizedTest(name = "{0}: {2}")
  @CsvSource(textBlock = TABLE)
  void entryErrorHasTheSameOutcomeForAnySenderFault(String code, int status, String verdict) {
    assertThat(word(SqsErrors.ofEntry(entry(code, true, "said so"), "id"))).isEqualTo(verdict);
    assertThat(word(SqsErrors.ofEntry(entry(code, false, "said so"), "id"))).isEqualTo(verdict);
  }

  @ParameterizedTest
  @CsvSource({
    "500, service",
    "502, service",
    "503, service",
    "504, service",
    "429, throttled",
    "302, service",
    "200, service",
    "408, service",
    "421, service",
    "425, service",
    "499, service"
  })
  void statusDecidesForUnknownCodes(int status, String verdict) {
    assertThat(word(SqsErrors.ofRequest(sqs("NeverHeardOf", status, ""), 5))).isEqualTo(verdict);
    assertThat(word(SqsErrors.ofRequest(SqsException.builder().statusCode(status).build(), 5)))
        .isEqualTo(verdict);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403, 404, 405, 407, 409, 418, 431, 451, 498})
  void errorWithoutCodeOrRequestIdIsFromAGateway(int status) {
    SqsException noCode =
        (SqsException) SqsException.builder().statusCode(status).requestId("id").build();
    SqsException noRequestId =
        (SqsException) sqs("NeverHeardOf", status, "").toBuilder().requestId(null).build();
    for (Throwable gateway :
        List.of(noCode, noRequestId, SqsException.builder().statusCode(status).build())) {
      assertThat(SqsErrors.ofRequest(gateway, 5))
          .isInstanceOfSatisfying(
              Fatal.class, f -> assertThat(f.reason()).isEqualTo(StopReason.REJECTED_BY_GATEWAY));
    }
    assertThat(SqsErrors.ofRequest(sqs("NeverHeardOf", status, ""), 5))
        .isInstanceOfSatisfying(
            Fatal.class, f -> assertThat(f.reason()).isEqualTo(StopReason.REQUEST_REJECTED));
  }

  @Test
  void bodyTooLargeForAGatewayIsARequestTooLong() {
    for (Throwable tooLarge :
        List.of(SqsException.builder().statusCode(413).build(), sqs("NeverHeardOf", 413, ""))) {
      assertThat(SqsErrors.ofRequest(tooLarge, 2))
          .isInstanceOfSatisfying(
              Retriable.class, r -> assertThat(r.cause()).isEqualTo(Retriable.Cause.TOO_LONG));
      assertThat(SqsErrors.ofRequest(tooLarge, 1))
          .isInstanceOfSatisfying(
              Rejected.class, r -> assertThat(r.kind()).isEqualTo(Rejected.Kind.TOO_LONG));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "The request signature we calculated does not match. Signature expired: no. | fatal",
        "Signature expired: 20260101T080000Z is now earlier than 20260101T081500Z | credentials",
        "Signature not yet current: 20260101T080000Z is still later than 2026 | credentials"
      })
  void signatureErrorMayBeCausedByTheClock(String detail, String verdict) {
    for (String code : List.of("SignatureDoesNotMatch", "InvalidSignatureException")) {
      assertThat(word(SqsErrors.ofRequest(sqs(code, 403, detail), 1))).isEqualTo(verdict);
    }
  }

  @Test
  void codeDecidesBeforeTheStatus() {
    assertThat(word(SqsErrors.ofRequest(sqs("AccessDenied", 500, ""), 5)))
        .isEqualTo("fatal after a while");
    assertThat(word(SqsErrors.ofRequest(sqs("RequestThrottled", 503, ""), 5)))
        .isEqualTo("throttled");
  }

  @Test
  void errorWithoutCodeIsNamedByItsStatus() {
    Retriable outcome =
        (Retriable)
            SqsErrors.ofRequest(
                SqsException.builder().statusCode(503).requestId("request-7").build(), 5);
    assertThat(outcome.error().code()).isEqualTo("HTTP 503");
    assertThat(outcome.error().requestId()).isEqualTo("request-7");
  }

  @Test
  void modelledExceptionIsRecognisedByItsClassIfItsCodeIsUnknown() {
    assertThat(
            word(
                SqsErrors.ofRequest(
                    QueueDoesNotExistException.builder().statusCode(400).build(), 5)))
        .isEqualTo("fatal after a while");
    assertThat(
            word(SqsErrors.ofRequest(KmsThrottledException.builder().statusCode(400).build(), 5)))
        .isEqualTo("throttled");
  }

  @Test
  void unknownEntryCodeIsRejectedOnlyIfTheSenderIsAtFault() {
    DeliveryOutcome sender = SqsErrors.ofEntry(entry("NeverHeardOf", true, "x"), "id");
    assertThat(sender)
        .isInstanceOfSatisfying(
            Rejected.class, r -> assertThat(r.kind()).isEqualTo(Rejected.Kind.UNKNOWN));
    assertThat(word(SqsErrors.ofEntry(entry("NeverHeardOf", false, "x"), "id")))
        .isEqualTo("service");
    assertThat(word(SqsErrors.ofEntry(BatchResultErrorEntry.builder().id("0").build(), "id")))
        .isEqualTo("service");
  }

  @Test
  void knownEntryCodeIsNotAConfigurationError() {
    assertThat(SqsErrors.ofEntry(entry("InvalidMessageContents", true, ""), "id"))
        .isInstanceOfSatisfying(
            Rejected.class, r -> assertThat(r.kind()).isEqualTo(Rejected.Kind.KNOWN));
  }

  @ParameterizedTest
  @ValueSource(strings = {"BatchRequestTooLong", "AWS.SimpleQueueService.BatchRequestTooLong"})
  void requestTooLongIsSplitUnlessItIsOneMessage(String code) {
    String detail =
        "Batch requests cannot be longer than 1048576 bytes. You have sent 1048577 bytes.";
    assertThat(SqsErrors.ofRequest(sqs(code, 400, detail), 2))
        .isInstanceOfSatisfying(
            Retriable.class, r -> assertThat(r.cause()).isEqualTo(Retriable.Cause.TOO_LONG));
    assertThat(SqsErrors.ofRequest(sqs(code, 400, detail), 1))
        .isInstanceOfSatisfying(
            Rejected.class,
            r -> {
              assertThat(r.kind()).isEqualTo(Rejected.Kind.TOO_LONG);
              assertThat(r.learnedLimit()).isEqualTo(1_048_576);
            });
  }

  @Test
  void limitOfTheQueueIsReadFromAnEntryError() {
    String detail =
        "One or more parameters are invalid. Reason: Message must be shorter than 1024 bytes.";
    assertThat(SqsErrors.ofEntry(entry("InvalidParameterValue", true, detail), "id"))
        .isInstanceOfSatisfying(Rejected.class, r -> assertThat(r.learnedLimit()).isEqualTo(1024));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Message must be shorter than some bytes.",
        "Message must be shorter than",
        "Message must be shorter than 99999999999999999999 bytes.",
        "Message must be shorter than 3000000000 bytes.",
        "Message must be shorter than 1023 bytes.",
        "Batch requests cannot be longer than 0 bytes.",
        "Message (user) attribute name can not be longer than 256 characters.",
        "MessageGroupId cannot be longer than 128.",
        "Value for parameter DelaySeconds is invalid. Reason: Must be shorter than 15 minutes."
      })
  void textWithoutALimitInBytesHasNoLimit(String detail) {
    assertThat(SqsErrors.limit(detail)).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "The request include parameter that is not valid for this queue type",
        "Value 5 for parameter DelaySeconds is invalid. Reason: The request include parameter that is not valid for"
            + " this queue type."
      })
  void parameterForTheOtherQueueTypeIsAConfigurationError(String detail) {
    assertThat(word(SqsErrors.ofRequest(sqs("InvalidParameterValue", 400, detail), 5)))
        .isEqualTo("fatal");
    assertThat(word(SqsErrors.ofEntry(entry("InvalidParameterValue", true, detail), "id")))
        .isEqualTo("fatal");
  }

  @Test
  void connectionErrorsAreServiceErrors() {
    for (Throwable error :
        new Throwable[] {
          ApiCallTimeoutException.create(100),
          ApiCallAttemptTimeoutException.create(100),
          SdkClientException.create("Unable to execute HTTP request", new IOException("reset")),
          SdkClientException.create("x", new SocketException("Connection reset")),
          SdkClientException.create("x", new UnknownHostException("sqs.nowhere")),
          SdkClientException.create(
              "Acquire operation took longer than the configured maximum time.",
              new TimeoutException()),
          AbortedException.create("interrupted"),
          new IOException("broken pipe"),
          new IllegalStateException("client is closed"),
          new NullPointerException()
        }) {
      assertThat(word(SqsErrors.ofRequest(error, 5))).as(error.toString()).isEqualTo("service");
      assertThat(word(SqsErrors.ofRequest(new CompletionException(error), 5)))
          .as("wrapped " + error)
          .isEqualTo("service");
    }
  }

  @Test
  void timeoutIsNamedAsTimeout() {
    Retriable outcome =
        (Retriable)
            SqsErrors.ofRequest(new CompletionException(ApiCallTimeoutException.create(10_000)), 5);
    assertThat(outcome.error().code()).isEqualTo("timeout");
  }

  @Test
  void failingCredentialSourceIsNamed() {
    DeliveryOutcome missing =
        SqsErrors.ofRequest(
            new CompletionException(
                new CredentialSourceException(
                    "the default credentials chain",
                    SdkClientException.create("Unable to load credentials"))),
            5);
    assertThat(word(missing)).isEqualTo("credentials");
    assertThat(((Retriable) missing).error().code())
        .isEqualTo("credential source, the default credentials chain");
    assertThat(((Retriable) missing).error().detail()).contains("Unable to load credentials");
    DeliveryOutcome sts =
        SqsErrors.ofRequest(
            StsException.builder()
                .statusCode(403)
                .message("not allowed to assume the role")
                .awsErrorDetails(AwsErrorDetails.builder().errorCode("AccessDenied").build())
                .build(),
            5);
    assertThat(word(sts)).isEqualTo("credentials");
    assertThat(((Retriable) sts).error().code()).contains("Sts");
  }

  @Test
  void wrappedServiceErrorIsUnwrapped() {
    assertThat(word(SqsErrors.ofRequest(new CompletionException(sqs("AccessDenied", 403, "")), 5)))
        .isEqualTo("fatal after a while");
  }

  @Test
  void errorContainsCodeDetailAndRequestId() {
    Fatal outcome = (Fatal) SqsErrors.ofRequest(sqs("AccessDenied", 403, "not yours"), 5);
    assertThat(outcome.error()).hasToString("AccessDenied (not yours), AWS request id request-1");
    assertThat(outcome.reason().fix()).contains("sqs:SendMessage");
    Retriable entry = (Retriable) SqsErrors.ofEntry(entry("InternalError", false, "oh"), "r-2");
    assertThat(entry.error()).hasToString("InternalError (oh), AWS request id r-2");
  }

  private static SqsException sqs(String code, int status, String message) {
    return (SqsException)
        SqsException.builder()
            .statusCode(status)
            .requestId("request-1")
            .awsErrorDetails(
                AwsErrorDetails.builder().errorCode(code).errorMessage(message).build())
            .build();
  }

  private static BatchResultErrorEntry entry(String code, boolean senderFault, String message) {
    return BatchResultErrorEntry.builder()
        .id("0")
        .code(code)
        .senderFault(senderFault)
        .message(message)
        .build();
  }

  private static String word(DeliveryOutcome outcome) {
    if (outcome instanceof Retriable retriable) {
      return switch (retriable.cause()) {
        case THROTTLED -> "throttled";
        case SERVICE -> "service";
        case CREDENTIALS -> "credentials";
        case TOO_LONG -> "too long";
      };
    }
    if (outcome instanceof Fatal fatal) {
      return fatal.reason().mayBeTemporary() ? "fatal after a while" : "fatal";
    }
    return outcome instanceof Rejected ? "rejected" : "delivered";
  }
}
