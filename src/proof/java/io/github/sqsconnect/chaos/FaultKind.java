package io.github.sqsconnect.chaos;

import io.github.sqsconnect.endpoint.EndpointFault;
import io.github.sqsconnect.endpoint.FaultBuilder;
import io.github.sqsconnect.endpoint.ScriptedSqs;
import java.time.Duration;
import java.util.Locale;
import java.util.function.BiFunction;

/** A fault of the endpoint that lasts for some time. */
enum FaultKind {
  THROTTLING((fault, kind) -> fault.throttle()),
  SERVICE_ERRORS((fault, kind) -> fault.error(pick(kind, "InternalError", "ServiceUnavailable"))),
  ENTRIES_FAILED((fault, kind) -> fault.failEntry("InternalError", false)),
  ENTRIES_FAILED_AS_OURS((fault, kind) -> fault.failEntry("ThrottlingException", true)),
  IDS_LOST((fault, kind) -> fault.loseEntry()),
  ODD_ANSWERS(FaultKind::oddAnswer),
  RESETS_BEFORE_STORING(FaultKind::resetBeforeStoring),
  HANGS_BEFORE_STORING((fault, kind) -> kind % 2 == 0 ? fault.hang() : fault.stallInRequest()),
  EMPTY_ERRORS((fault, kind) -> fault.emptyAnswer(pick(kind, 500, 502, 503))),
  HTML_ERRORS((fault, kind) -> fault.htmlAnswer(pick(kind, 502, 504, 429))),
  EXPIRED_CREDENTIALS((fault, kind) -> fault.expiredCredentials()),
  ACCESS_REMOVED((fault, kind) -> fault.accessDenied()),
  CONNECTIONS_CLOSED((fault, kind) -> fault.closeAfterAnswer()),
  ENTRIES_STORED_BUT_FAILED(
      (fault, kind) -> fault.failEntryButStore("InternalError", kind % 2 == 0)),
  IDS_MISSING((fault, kind) -> fault.omitEntry()),
  STORED_WITHOUT_ANSWER(FaultKind::storedWithoutAnswer),
  ANSWERS_CUT(FaultKind::cut),
  JSON_TRUNCATED((fault, kind) -> fault.truncateJson(pick(kind, 0.2, 0.5, 0.9))),
  SLOW_TRICKLE((fault, kind) -> fault.trickle(16, Duration.ofMillis(pick(kind, 10, 25, 60)))),
  SLOW_ANSWERS((fault, kind) -> fault.slowAnswer(Duration.ofMillis(pick(kind, 300, 1_500, 6_000)))),
  SLOW_SERVICE((fault, kind) -> fault.heavyTailedLatency(Duration.ofMillis(300), 1.5)),
  RESETS_BEHIND_ANSWERS((fault, kind) -> fault.resetAfterAnswer()),
  OUTAGE(null),
  REFUSALS((fault, kind) -> fault.next(1).htmlAnswer(pick(kind, 403, 413, 400)));

  private final transient BiFunction<FaultBuilder, Integer, EndpointFault> effect;

  FaultKind(BiFunction<FaultBuilder, Integer, EndpointFault> effect) {
    this.effect = effect;
  }

  /** Whether it can cause neither duplicates nor a failed task. */
  boolean harmless() {
    return ordinal() < ENTRIES_STORED_BUT_FAILED.ordinal();
  }

  /** Whether the connector stops by design: an HTTP error that it does not know. */
  boolean stopsTasks() {
    return this == REFUSALS;
  }

  String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /**
   * Begins the fault and returns the action that ends it.
   *
   * @param kind selects one of the varieties
   */
  Runnable begin(ScriptedSqs sqs, double chance, int kind) {
    if (effect == null) {
      sqs.outage();
      return sqs::recover;
    }
    return effect.apply(sqs.withChance(chance), kind)::remove;
  }

  private static EndpointFault oddAnswer(FaultBuilder fault, int kind) {
    return switch (kind % 4) {
      case 0 -> fault.shuffleAnswer();
      case 1 -> fault.unknownEntry();
      case 2 -> fault.doubleEntry();
      default -> fault.wrongDigest();
    };
  }

  private static EndpointFault resetBeforeStoring(FaultBuilder fault, int kind) {
    return switch (kind % 5) {
      case 0 -> fault.resetBeforeReading();
      case 1 -> fault.resetInRequest();
      case 2 -> fault.resetAfterReading();
      case 3 -> fault.dropBeforeReading();
      default -> fault.dropAfterReading();
    };
  }

  private static EndpointFault storedWithoutAnswer(FaultBuilder fault, int kind) {
    return switch (kind % 3) {
      case 0 -> fault.storeThenReset();
      case 1 -> fault.storeThenDrop();
      default -> fault.storeThenHang();
    };
  }

  private static EndpointFault cut(FaultBuilder fault, int kind) {
    double share = pick(kind / 3, 0.1, 0.6, 0.95);
    return switch (kind % 3) {
      case 0 -> fault.cutAnswer(share);
      case 1 -> fault.resetInAnswer(share);
      default -> fault.hangInAnswer(share);
    };
  }

  @SafeVarargs
  @SuppressWarnings("varargs")
  private static <T> T pick(int kind, T... varieties) {
    return varieties[kind % varieties.length];
  }
}
