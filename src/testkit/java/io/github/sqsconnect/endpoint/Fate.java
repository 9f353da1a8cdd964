package io.github.sqsconnect.endpoint;

import org.jspecify.annotations.Nullable;

/** What a fault makes of one entry: whether it is stored, and what the answer says of it. */
record Fate(boolean stored, boolean answered, @Nullable EntryFailure failure) {
  static final Fate NORMAL = new Fate(true, true, null);
  static final Fate STORED_UNANSWERED = new Fate(true, false, null);
  static final Fate LOST_UNANSWERED = new Fate(false, false, null);

  static Fate failed(EntryFailure failure) {
    return new Fate(false, true, failure);
  }

  static Fate failedButStored(EntryFailure failure) {
    return new Fate(true, true, failure);
  }
}
