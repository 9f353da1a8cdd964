package io.github.sqsconnect.record;

import io.github.sqsconnect.json.ConnectJson;
import io.github.sqsconnect.json.IntegralNumber;
import io.github.sqsconnect.json.JsonBuffer;
import io.github.sqsconnect.json.JsonDocument;
import io.github.sqsconnect.json.ScalarText;
import org.apache.kafka.connect.data.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Values as text for message group ids. Integers are normalized, so the user {@code 42} is the same
 * group if another record has {@code 42.0}.
 */
public final class GroupIdText {
  /** Most characters of a signed 64-bit integer. */
  private static final int INT64_LENGTH = 20;

  private GroupIdText() {}

  /** A key as in {@link KeyText}, but with normalized integers. Null without a key. */
  public static @Nullable String keyText(@Nullable Schema schema, @Nullable Object key) {
    if (key == null || KeyText.isTextOrBytes(key)) {
      return KeyText.text(schema, key);
    }
    JsonDocument document = new JsonDocument();
    new ConnectJson(document).read(schema, key);
    JsonBuffer out = new JsonBuffer();
    put(document, document.root(), out);
    return out.text(0);
  }

  /** A scalar as in {@link ScalarText}. Null if the value is not a scalar. */
  static @Nullable String text(FoundValue found) {
    return found.document().is(found.node(), JsonDocument.NUMBER)
        ? number(found.document(), found.node())
        : ScalarText.text(found.document(), found.node());
  }

  /** A number: normalized if it is an integer, otherwise in plain decimal. */
  public static String number(JsonDocument document, int number) {
    int length = document.end(number) - document.start(number);
    if (document.isInteger(number) && length > 2 && length <= INT64_LENGTH) {
      return document.literal(number);
    }
    JsonBuffer out = new JsonBuffer(24);
    return IntegralNumber.put(
            document.text(number), document.start(number), document.end(number), out)
        ? out.text(0)
        : ScalarText.plain(document.literal(number));
  }

  private static void put(JsonDocument document, int node, JsonBuffer out) {
    if (document.is(node, JsonDocument.OBJECT)) {
      putObject(document, node, out);
    } else if (document.is(node, JsonDocument.ARRAY)) {
      putArray(document, node, out);
    } else if (!document.is(node, JsonDocument.NUMBER)
        || !IntegralNumber.put(
            document.text(node), document.start(node), document.end(node), out)) {
      document.writeText(node, out);
    }
  }

  private static void putObject(JsonDocument document, int object, JsonBuffer out) {
    out.put('{');
    boolean more = false;
    for (int name = document.firstName(object);
        name != JsonDocument.NONE;
        name = document.nextName(object, name)) {
      if (!document.is(document.value(name), JsonDocument.NULL)) {
        if (more) {
          out.put(',');
        }
        more = true;
        document.writeText(name, out);
        out.put(':');
        put(document, document.value(name), out);
      }
    }
    out.put('}');
  }

  private static void putArray(JsonDocument document, int array, JsonBuffer out) {
    out.put('[');
    for (int element = document.firstElement(array);
        element != JsonDocument.NONE;
        element = document.nextElement(array, element)) {
      if (element != document.firstElement(array)) {
        out.put(',');
      }
      put(document, element, out);
    }
    out.put(']');
  }
}
