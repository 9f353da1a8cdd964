package io.github.sqsconnect.message;

import io.github.sqsconnect.config.AttributeSettings;
import io.github.sqsconnect.config.MessageSettings.InvalidCharacters;
import io.github.sqsconnect.json.ConnectJson;
import io.github.sqsconnect.json.JsonBuffer;
import io.github.sqsconnect.json.JsonDocument;
import io.github.sqsconnect.json.JsonWriter;
import io.github.sqsconnect.json.MemberRules;
import io.github.sqsconnect.json.RejectedRecordException;
import io.github.sqsconnect.json.ScalarText;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/**
 * The headers of one record as attributes. Each is converted when it is needed, at most once,
 * because all messages of the record share it. For one thread at a time.
 *
 * <table>
 *   <caption>The type of the attribute by the value of the header</caption>
 *   <tr><td>text, boolean</td><td>String</td></tr>
 *   <tr><td>number of at most 38 digits, date, time</td><td>Number</td></tr>
 *   <tr><td>other number</td><td>String</td></tr>
 *   <tr><td>bytes</td><td>Binary</td></tr>
 *   <tr><td>Struct, map, list</td><td>String with JSON</td></tr>
 *   <tr><td>null, empty text, no bytes</td><td>left out, because SQS refuses empty values</td></tr>
 * </table>
 */
final class HeaderAttributes {
  private final HeaderFilter filter;
  private final InvalidCharacters invalidCharacters;
  private final Set<String> takenNames;
  private final JsonDocument document = new JsonDocument();
  private final ConnectJson reader = new ConnectJson(document);
  private final JsonBuffer json = JsonBuffer.upTo(JsonBuffer.MAX_RECORD_BYTES);

  /** The headers that have a value, in the order in which they get an attribute. */
  private final List<Header> headers = new ArrayList<>();

  private final @Nullable MessageAttribute[] attributes =
      new MessageAttribute[AttributeSettings.MOST];

  /** The bundle by the number of headers that have an attribute of their own. */
  private final @Nullable MessageAttribute[] bundles = new MessageAttribute[AttributeSettings.MOST];

  private String[] names = {};
  private int emptyCount;

  /**
   * @param takenNames names that no header may have
   */
  HeaderAttributes(
      HeaderFilter filter, InvalidCharacters invalidCharacters, Set<String> takenNames) {
    this.filter = filter;
    this.invalidCharacters = invalidCharacters;
    this.takenNames = takenNames;
  }

  /** A new record begins. */
  void reset(SinkRecord record) {
    headers.clear();
    emptyCount = 0;
    for (int i = 0; i < AttributeSettings.MOST; i++) {
      attributes[i] = null;
      bundles[i] = null;
    }
    for (Header header : filter.chosen(record.headers())) {
      if (isEmpty(header.value())) {
        emptyCount++;
      } else {
        headers.add(header);
      }
    }

    List<String> first = new ArrayList<>(AttributeSettings.MOST);
    for (int i = 0; i < Math.min(headers.size(), AttributeSettings.MOST); i++) {
      first.add(headers.get(i).key());
    }
    names = AttributeNames.distinct(first, takenNames);
  }

  private static boolean isEmpty(@Nullable Object value) {
    return value == null
        || (value instanceof String text && text.isEmpty())
        || (value instanceof byte[] bytes && bytes.length == 0)
        || (value instanceof ByteBuffer buffer && !buffer.hasRemaining());
  }

  /** How many headers have a value. */
  int count() {
    return headers.size();
  }

  /** How many chosen headers have no value. */
  int emptyCount() {
    return emptyCount;
  }

  /**
   * One of the first ten headers as an attribute.
   *
   * @throws RejectedRecordException if it contains what SQS or JSON cannot express
   */
  MessageAttribute at(int index) {
    MessageAttribute attribute = attributes[index];
    if (attribute == null) {
      attribute = attribute(names[index], headers.get(index));
      attributes[index] = attribute;
    }
    return attribute;
  }

  private MessageAttribute attribute(String name, Header header) {
    Object value = header.value();
    if (value instanceof String text) {
      return text(name, text, header);
    }
    if (value instanceof byte[] bytes) {
      return MessageAttribute.ofBinary(name, ByteBuffer.wrap(bytes));
    }
    if (value instanceof ByteBuffer buffer) {
      return MessageAttribute.ofBinary(name, buffer.slice());
    }
    String notFinite = notFinite(value);
    if (notFinite != null) {
      return text(name, notFinite, header);
    }

    read(header);
    int root = document.root();
    if (document.is(root, JsonDocument.OBJECT) || document.is(root, JsonDocument.ARRAY)) {
      json.clear();
      JsonWriter.write(document, root, json, MemberRules.NEUTRAL);
      return text(name, json.text(0), header);
    }
    String scalar = String.valueOf(ScalarText.text(document, root));
    return document.is(root, JsonDocument.NUMBER) && AttributeNumber.isNumber(scalar)
        ? MessageAttribute.ofNumber(name, scalar)
        : text(name, scalar, header);
  }

  private MessageAttribute text(String name, String text, Header header) {
    return MessageAttribute.ofText(
        name,
        SqsText.of(
            text,
            invalidCharacters,
            " of the header " + AttributeNames.shown(header.key()),
            ", or leave the header out with sqs.message.attributes.include.list"));
  }

  /** A number that JSON does not have, as text, or null. */
  private static @Nullable String notFinite(Object value) {
    boolean isNotFinite =
        (value instanceof Double real && !Double.isFinite(real))
            || (value instanceof Float single && !Float.isFinite(single));
    return isNotFinite ? value.toString() : null;
  }

  private void read(Header header) {
    try {
      reader.read(header.schema(), header.value());
    } catch (RejectedRecordException e) {
      throw new RejectedRecordException(
          e.reason()
              + ". It is in the header "
              + AttributeNames.shown(header.key())
              + "; leave it out with sqs.message.attributes.include.list");
    }
  }

  /**
   * The attribute with all headers from an index on: a JSON object with their own names.
   *
   * @throws RejectedRecordException if a header contains what JSON cannot express
   */
  MessageAttribute bundle(int from) {
    MessageAttribute bundle = bundles[from];
    if (bundle == null) {
      json.clear();
      json.put('{');
      for (int i = from; i < headers.size(); i++) {
        if (i > from) {
          json.put(',');
        }
        writeMember(headers.get(i));
      }
      json.put('}');
      bundle =
          MessageAttribute.ofText(AttributeSettings.BUNDLE, new SqsText(json.text(0), json.size()));
      bundles[from] = bundle;
    }
    return bundle;
  }

  private void writeMember(Header header) {
    json.putString(header.key());
    json.put(':');
    String notFinite = notFinite(header.value());
    if (notFinite != null) {
      json.putString(notFinite);
    } else if (header.value() instanceof String text) {
      json.putString(text);
    } else {
      read(header);
      JsonWriter.write(document, document.root(), json, MemberRules.NEUTRAL);
    }
  }
}
