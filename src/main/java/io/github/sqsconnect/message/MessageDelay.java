package io.github.sqsconnect.message;

import io.github.sqsconnect.config.MessageSettings;
import io.github.sqsconnect.json.RejectedRecordException;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/** How long SQS hides a message before consumers can receive it. */
final class MessageDelay {
  private static final long LONGEST_MS = MessageSettings.LONGEST_DELAY_MS;

  private final @Nullable Integer fixed;
  private final @Nullable String header;

  MessageDelay(MessageSettings settings) {
    fixed = settings.delayMs() == 0 ? null : wholeSeconds(settings.delayMs());
    header = settings.delayHeader().orElse(null);
  }

  /**
   * In seconds, or null for the delay of the queue. A record with 0 in its header has no delay,
   * even if the queue has one.
   *
   * @throws RejectedRecordException if the header is not a delay that SQS accepts
   */
  @Nullable Integer seconds(SinkRecord record) {
    Header found = header == null ? null : record.headers().lastWithName(header);
    if (found == null || found.value() == null) {
      return fixed;
    }
    long ms = ms(found.value());
    if (ms < 0 || ms > LONGEST_MS) {
      throw new RejectedRecordException(
          "not a delay: the value of the header "
              + AttributeNames.shown(found.key())
              + ". Allowed: a whole number of milliseconds from 0 to "
              + LONGEST_MS
              + ". Correct the records, or remove sqs.delay.header");
    }
    return wholeSeconds(ms);
  }

  /** The number, or -1 if it is not a whole number. */
  private static long ms(Object value) {
    if (value instanceof Number number) {
      double real = number.doubleValue();
      return real == Math.rint(real) ? (long) real : -1;
    }
    return value instanceof String text ? digits(text) : -1;
  }

  private static long digits(String text) {
    boolean isNumber = !text.isEmpty() && text.length() <= 10;
    for (int i = 0; isNumber && i < text.length(); i++) {
      isNumber = text.charAt(i) >= '0' && text.charAt(i) <= '9';
    }
    return isNumber ? Long.parseLong(text) : -1;
  }

  private static int wholeSeconds(long ms) {
    return (int) ((ms + 999) / 1000);
  }
}
