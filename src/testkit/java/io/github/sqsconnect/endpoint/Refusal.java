package io.github.sqsconnect.endpoint;

/** A whole call refused, on its way from the rule that refuses to the answer. */
final class Refusal extends RuntimeException {
  private final SqsError error;

  Refusal(SqsError error, String message) {
    super(message, null, false, false);
    this.error = error;
  }

  SqsError error() {
    return error;
  }
}
