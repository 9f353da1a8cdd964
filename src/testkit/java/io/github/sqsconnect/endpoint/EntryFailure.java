package io.github.sqsconnect.endpoint;

/** The reason why one entry is refused, as the response's list of failures contains it. */
public record EntryFailure(String code, boolean senderFault, String message, Reach reach) {

  /** What such an entry makes fail. */
  public enum Reach {
    /** Observed on the service: only the entry. */
    ENTRY,
    /** Observed on the service: the whole call. */
    CALL,
    /** Never observed: a setting of the endpoint decides. */
    UNRECORDED
  }
}
