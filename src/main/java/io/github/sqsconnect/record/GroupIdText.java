package io.github.sqsconnect.record;

import io.github.sqsconnect.json.ConnectJson;
import io.github.sqsconnect.json.IntegralNumber;
import io.github.sqsconnect.json.JsonBuffer;
import io.github.sqsconnect.json.JsonDocument;
import io.github.sqsconnect.json.ScalarText;
import org.apache.kafka.connect.data.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What message group ids are made of: texts as everywhere, but with integral numbers in their one
 * form. The user {@code 42} is one group, also where a record has {@code 42.0}.
 */
public final class GroupIdText {
  /** Most characters of a signed 64-bit integer. */
  private static final int INT64_LENGTH = 20;

  private GroupIdText() {}

  /** A record's key as in {@link KeyText}; null when there is none. */
  public static @Nullable String ofKey(@Nullable Schema schema, @Nullable Object key) {
    if (key == null || KeyText.isTextOrBytes(key)) {
      return KeyText.of(schema, key);
    }
    JsonDocument document = new JsonDocument();
    new ConnectJson(document).read(schema, key);
    JsonBuffer out = new JsonBuffer();
    put(document, document.root(), out);
    return out.text(0);
  }

  /** A scalar as in {@link ScalarText}; null when it is none. */
  static @Nullable String of(FoundValue found) {
    return found.document().is(found.node(), JsonDocument.NUMBER)
        ? ofNumber(found.document(), found.node())
        : ScalarText.of(found.document(), found.node());
  }

  /** A number: in its one form if it is integral, else in plain decimal. */
  public static String ofNumber(JsonDocument document, int number) {
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
