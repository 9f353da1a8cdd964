package io.github.sqsconnect.world;

import io.github.sqsconnect.delivery.DeliveryOutcome;
import io.github.sqsconnect.delivery.DeliveryOutcome.Delivered;
import io.github.sqsconnect.delivery.DeliveryOutcome.Fatal;
import io.github.sqsconnect.delivery.DeliveryOutcome.Rejected;
import io.github.sqsconnect.delivery.DeliveryOutcome.Retriable;
import io.github.sqsconnect.delivery.DeliveryOutcome.Retriable.Cause;
import io.github.sqsconnect.delivery.ServiceError;
import io.github.sqsconnect.delivery.StopReason;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What the simulated service can mean. How the SDK words it, the simulation decides; that the
 * connector reads it as it is meant is what {@link IntendedOutcomes} requires.
 */
public final class SqsOutcomes {
  public static final DeliveryOutcome DELIVERED = new Delivered();
  public static final Retriable THROTTLED = retriable(Cause.THROTTLED, "throttled");
  public static final Retriable SERVER_ERROR = retriable(Cause.SERVICE, "server error");
  public static final Retriable TIMEOUT = retriable(Cause.SERVICE, "timeout");
  public static final Retriable UNREACHABLE = retriable(Cause.SERVICE, "unreachable");
  public static final Retriable UNREADABLE = retriable(Cause.SERVICE, "unreadable");
  public static final Retriable UNACCOUNTED = retriable(Cause.SERVICE, "unaccounted");
  public static final Retriable CONTRADICTED = retriable(Cause.SERVICE, "contradicted");
  public static final Retriable EXPIRED = retriable(Cause.CREDENTIALS, "credentials expired");
  public static final Retriable TOO_LONG = retriable(Cause.TOO_LONG, "request too long");
  public static final Rejected INVALID = rejected(Rejected.Kind.KNOWN, "InvalidMessageContents", 0);
  public static final Rejected SPOILED = rejected(Rejected.Kind.KNOWN, "InvalidParameterValue", 0);
  public static final Rejected WRONG_SETTING = rejected(Rejected.Kind.KNOWN, "MissingParameter", 0);
  public static final Rejected UNKNOWN = rejected(Rejected.Kind.UNKNOWN, "NeverHeardOf", 0);
  public static final Fatal ACCESS_DENIED = fatal("access denied", StopReason.ACCESS_DENIED);
  public static final Fatal KEY_DENIED = fatal("key denied", StopReason.KEY_DENIED);
  public static final Fatal GATEWAY = fatal("gateway", StopReason.REJECTED_BY_GATEWAY);
  public static final Fatal CREDENTIALS_REJECTED =
      fatal("credentials refused", StopReason.CREDENTIALS_REJECTED);

  private SqsOutcomes() {}

  /** A request of several messages is too long; 0 where the answer does not name the limit. */
  public static Retriable tooLong(int limit) {
    return limit == 0 ? TOO_LONG : new Retriable(Cause.TOO_LONG, TOO_LONG.error(), limit);
  }

  static boolean isTooLong(DeliveryOutcome outcome) {
    return outcome instanceof Retriable retriable && retriable.cause() == Cause.TOO_LONG;
  }

  /** The limit of a request that an answer names, or 0. */
  public static int requestLimit(DeliveryOutcome outcome) {
    if (outcome instanceof Rejected alone && alone.kind() == Rejected.Kind.TOO_LONG) {
      return alone.learnedLimit();
    }
    return isTooLong(outcome) ? ((Retriable) outcome).learnedLimit() : 0;
  }

  /** A message is larger than the queue takes; the code is that of {@link #SPOILED}. */
  public static Rejected tooLarge(int limit) {
    return rejected(Rejected.Kind.KNOWN, "InvalidParameterValue", limit);
  }

  /** A request of one message is larger than the service takes. */
  public static Rejected aloneTooLong(int limit) {
    return rejected(Rejected.Kind.TOO_LONG, "BatchRequestTooLong", limit);
  }

  /** Whether every entry is refused with one code, and none for its size. */
  public static boolean areRefusedAlike(List<DeliveryOutcome> outcomes) {
    Set<String> codes = new HashSet<>();
    for (DeliveryOutcome outcome : outcomes) {
      if (!(outcome instanceof Rejected rejected) || rejected.learnedLimit() > 0) {
        return false;
      }
      codes.add(rejected.error().code());
    }
    return codes.size() == 1;
  }

  private static Retriable retriable(Cause cause, String code) {
    return new Retriable(cause, new ServiceError(code, "", ""));
  }

  private static Rejected rejected(Rejected.Kind kind, String code, int limit) {
    return new Rejected(kind, new ServiceError(code, "", ""), limit);
  }

  private static Fatal fatal(String code, StopReason reason) {
    return new Fatal(new ServiceError(code, "", ""), reason);
  }

  /** One word for the log. */
  public static String word(DeliveryOutcome outcome) {
    return switch (outcome.verdict()) {
      case DELIVERED -> "delivered";
      case RETRIABLE -> ((Retriable) outcome).error().code();
      case REJECTED -> "refused " + ((Rejected) outcome).error().code();
      case FATAL -> ((Fatal) outcome).error().code();
    };
  }
}
