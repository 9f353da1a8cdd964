package io.github.sqsconnect.message;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * One attribute of a message, next to its body.
 *
 * @param text the value of a String or a Number, otherwise null
 * @param binary the value of a Binary, otherwise null; its bytes never change
 * @param bytes its size as SQS counts it: name, type and value
 */
public record MessageAttribute(
    String name, Type type, @Nullable String text, @Nullable ByteBuffer binary, int bytes) {
  /** The heap of an attribute in addition to its value: the objects around it. */
  static final int OVERHEAD_BYTES = 160;

  /** The data types of SQS. */
  public enum Type {
    STRING("String"),
    NUMBER("Number"),
    BINARY("Binary");

    private final String word;

    Type(String word) {
      this.word = word;
    }

    /** The type as SQS writes it. */
    public String word() {
      return word;
    }
  }

  static MessageAttribute ofText(String name, SqsText value) {
    return new MessageAttribute(
        name, Type.STRING, value.text(), null, size(name, Type.STRING, value.bytes()));
  }

  /**
   * @param value ASCII
   */
  static MessageAttribute ofNumber(String name, String value) {
    return new MessageAttribute(
        name, Type.NUMBER, value, null, size(name, Type.NUMBER, value.length()));
  }

  static MessageAttribute ofBinary(String name, ByteBuffer value) {
    return new MessageAttribute(
        name, Type.BINARY, null, value, size(name, Type.BINARY, value.remaining()));
  }

  /** The name is ASCII, so its characters are its bytes. */
  private static int size(String name, Type type, int value) {
    return (int) Math.min(Integer.MAX_VALUE, (long) name.length() + type.word.length() + value);
  }
}
