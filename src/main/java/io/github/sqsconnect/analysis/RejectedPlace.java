package io.github.sqsconnect.analysis;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The place in the value of a rejected record that its reason names.
 *
 * @param text the bytes around the place, with a sign instead of characters that are not printable
 * @param column where the place is in the text
 */
public record RejectedPlace(String text, int column) {
  private static final int BEFORE = 40;
  private static final int AFTER = 30;
  private static final Pattern BYTE = Pattern.compile("\\bat byte (\\d{1,9})\\b");
  private static final Pattern POINTER = Pattern.compile("\\b(?:at|in) (/[^\\s:,]+)");

  /** The JSON pointer in a reason, or null. */
  public static @Nullable String location(String reason) {
    Matcher pointer = POINTER.matcher(reason);
    return pointer.find() ? pointer.group(1).replaceAll("\\.$", "") : null;
  }

  /** The place, if the reason names one and the value is the text that the connector has read. */
  public static Optional<RejectedPlace> of(Preview.Outcome outcome, String reason) {
    byte[] value = outcome.raw().value();
    return value == null
        ? Optional.empty()
        : range(outcome, reason).map(place -> around(value, place.from()));
  }

  /** The bytes of the value that the reason names; one byte where the text stops being JSON. */
  public static Optional<JsonPlace> range(Preview.Outcome outcome, String reason) {
    byte[] value = outcome.raw().value();
    if (value == null || !isUnchanged(outcome)) {
      return Optional.empty();
    }
    Matcher at = BYTE.matcher(reason);
    if (at.find()) {
      int from = Math.min(Integer.parseInt(at.group(1)), value.length);
      return Optional.of(new JsonPlace(from, Math.min(from + 1, value.length)));
    }
    String location = location(reason);
    return location == null ? Optional.empty() : JsonPlace.find(value, location);
  }

  /** Whether the connector receives the bytes of the record as they are in Kafka. */
  private static boolean isUnchanged(Preview.Outcome outcome) {
    var received = outcome.received();
    byte[] value = outcome.raw().value();
    return received != null
        && value != null
        && (received.value() == value
            || new String(value, StandardCharsets.UTF_8).equals(received.value()));
  }

  private static RejectedPlace around(byte[] value, int at) {
    int from = Math.max(0, at - BEFORE);
    int to = Math.min(value.length, at + AFTER);
    StringBuilder text = new StringBuilder();
    for (int i = from; i < to; i++) {
      text.append(value[i] >= ' ' && value[i] < 0x7F ? (char) value[i] : '.');
    }
    return new RejectedPlace(text.toString(), Math.min(at, value.length) - from);
  }
}
