package io.github.sqsconnect.simulation;

import io.github.sqsconnect.delivery.DeliveryOutcome;
import io.github.sqsconnect.delivery.DeliveryOutcome.Delivered;
import io.github.sqsconnect.delivery.DeliveryOutcome.Fatal;
import io.github.sqsconnect.delivery.DeliveryOutcome.Rejected;
import io.github.sqsconnect.delivery.DeliveryOutcome.Retriable;
import io.github.sqsconnect.delivery.DeliveryOutcome.Retriable.Cause;
import io.github.sqsconnect.delivery.ServiceAnswer;

/** The outcomes that the connector's error table makes of the simulated service's answers. */
public final class Answers {
  public static final DeliveryOutcome DELIVERED = new Delivered();
  public static final Retriable THROTTLED = retriable(Cause.THROTTLED, "RequestThrottled");
  public static final Retriable SERVER_ERROR = retriable(Cause.SERVICE, "InternalError");
  public static final Retriable TIMEOUT = retriable(Cause.SERVICE, "timeout");
  public static final Retriable UNACCOUNTED = retriable(Cause.SERVICE, "unaccounted");
  public static final Retriable EXPIRED = retriable(Cause.CREDENTIALS, "ExpiredToken");
  public static final Retriable TOO_LONG = retriable(Cause.TOO_LONG, "BatchRequestTooLong");
  public static final Rejected INVALID = rejected(Rejected.Kind.KNOWN, "InvalidMessageContents", 0);
  public static final Rejected SPOILED = rejected(Rejected.Kind.KNOWN, "InvalidParameterValue", 0);
  public static final Rejected WRONG_SETTING = rejected(Rejected.Kind.KNOWN, "MissingParameter", 0);
  public static final Rejected UNKNOWN = rejected(Rejected.Kind.UNKNOWN, "NeverHeardOf", 0);
  public static final Fatal ACCESS_DENIED = fatal("AccessDenied", true);
  public static final Fatal KEY_DENIED = fatal("KmsAccessDenied", true);
  public static final Fatal CREDENTIALS_REFUSED = fatal("InvalidClientTokenId", false);

  private Answers() {}

  public static Rejected tooLarge(int limit) {
    return rejected(Rejected.Kind.KNOWN, "InvalidParameterValue", limit);
  }

  private static Retriable retriable(Cause cause, String code) {
    return new Retriable(cause, new ServiceAnswer(code, "", ""));
  }

  private static Rejected rejected(Rejected.Kind kind, String code, int limit) {
    return new Rejected(kind, new ServiceAnswer(code, "", ""), limit);
  }

  private static Fatal fatal(String code, boolean mayPass) {
    return new Fatal(new ServiceAnswer(code, "", ""), mayPass, "Mend it");
  }

  /** One word for the story. */
  public static String word(DeliveryOutcome outcome) {
    return switch (outcome.verdict()) {
      case DELIVERED -> "delivered";
      case RETRIABLE -> ((Retriable) outcome).answer().code();
      case REJECTED -> "refused " + ((Rejected) outcome).answer().code();
      case FATAL -> ((Fatal) outcome).answer().code();
    };
  }
}
