package io.github.sqsconnect.endpoint;

/** Why one entry was not taken, as it stands in the answer's list of failures. */
public record EntryFailure(String code, boolean senderFault, String message, Reach reach) {

  /** What such an entry spoils. */
  public enum Reach {
    /** Seen on the service: only the entry fails. */
    ENTRY,
    /** Seen on the service: the whole call fails. */
    CALL,
    /** Never seen: the endpoint's setting decides. */
    UNRECORDED
  }

  static EntryFailure invalid(Reach reach, String message) {
    return new EntryFailure("InvalidParameterValue", true, message, reach);
  }
}
