package io.github.sqsconnect.message;

import java.util.List;

/**
 * The attributes of a message.
 *
 * @param bytes their size as SQS counts it
 * @param dropped how many headers were left out because there were too many
 * @param empty how many attributes were left out because they had no value
 */
record AttributeSet(List<MessageAttribute> attributes, int bytes, int dropped, int empty) {
  static final AttributeSet NONE = new AttributeSet(List.of(), 0, 0, 0);

  static AttributeSet of(List<MessageAttribute> attributes, int dropped, int empty) {
    long bytes = 0;
    for (MessageAttribute attribute : attributes) {
      bytes += attribute.bytes();
    }
    return new AttributeSet(
        List.copyOf(attributes), (int) Math.min(bytes, Integer.MAX_VALUE), dropped, empty);
  }
}
