package io.github.sqsconnect.message;

import io.github.sqsconnect.json.ConnectForm;
import io.github.sqsconnect.json.ConnectJson;
import io.github.sqsconnect.json.JsonBuffer;
import io.github.sqsconnect.json.JsonDocument;
import io.github.sqsconnect.json.RejectedRecordException;
import io.github.sqsconnect.json.ValueReader;
import java.nio.ByteBuffer;
import java.util.Base64;
import org.apache.kafka.connect.data.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A value, key or header as a part of a JSON body. Connect data is written as JSON. So are text and
 * bytes that are JSON, if they may be. Any other text is written as a JSON string, and any other
 * bytes as a JSON string of base64.
 */
final class EmbeddedValue {
  /** Which texts may be JSON. */
  enum Parsed {
    /** Every JSON value. */
    ALL,

    /**
     * Objects and arrays. The text {@code 42} stays a string, as the similar texts {@code 0042} and
     * {@code a42} do.
     */
    CONTAINERS,

    /** None. */
    NONE
  }

  /** What was read. */
  enum Kind {
    NULL,
    JSON,
    TEXT,
    BYTES
  }

  private final JsonDocument document;
  private final ValueReader reader;
  private final Parsed parsed;
  private Kind kind = Kind.NULL;
  private String text = "";
  private byte[] bytes = {};

  EmbeddedValue(JsonDocument document, ConnectForm form, Parsed parsed) {
    this.document = document;
    this.parsed = parsed;
    reader = new ValueReader(document, new ConnectJson(document, form));
  }

  /**
   * Reads a value.
   *
   * @throws RejectedRecordException if Connect data contains what JSON cannot express
   */
  void read(@Nullable Schema schema, @Nullable Object value) {
    if (value == null) {
      kind = Kind.NULL;
    } else if (value instanceof String given) {
      text = given;
      kind = startsAsJson(given) && isJson(given) ? Kind.JSON : Kind.TEXT;
    } else if (value instanceof byte[] given) {
      readBytes(given);
    } else if (value instanceof ByteBuffer buffer) {
      byte[] given = new byte[buffer.remaining()];
      buffer.duplicate().get(given);
      readBytes(given);
    } else {
      reader.read(schema, value);
      kind = Kind.JSON;
    }
  }

  private void readBytes(byte[] given) {
    bytes = given;
    kind = startsAsJson(given) && isJson(given) ? Kind.JSON : Kind.BYTES;
  }

  private boolean isJson(Object given) {
    try {
      reader.read(null, given);
      return true;
    } catch (RejectedRecordException noJson) {
      return false;
    }
  }

  private boolean startsAsJson(String given) {
    int at = 0;
    while (at < given.length() && isSpace(given.charAt(at))) {
      at++;
    }
    return at < given.length() && mayStart(given.charAt(at));
  }

  private boolean startsAsJson(byte[] given) {
    int at = 0;
    while (at < given.length && isSpace(given[at])) {
      at++;
    }
    return at < given.length && mayStart(given[at]);
  }

  private static boolean isSpace(int c) {
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
  }

  /** A cheap check of the first character: most texts that are no JSON are not parsed at all. */
  private boolean mayStart(int c) {
    return switch (parsed) {
      case ALL ->
          c == '{' || c == '[' || c == '"' || c == '-' || (c >= '0' && c <= '9') || isWord(c);
      case CONTAINERS -> c == '{' || c == '[';
      case NONE -> false;
    };
  }

  private static boolean isWord(int c) {
    return c == 't' || c == 'f' || c == 'n';
  }

  Kind kind() {
    return kind;
  }

  /** Where paths begin in the document, or {@link JsonDocument#NONE} if it is no JSON. */
  int root() {
    return kind == Kind.JSON ? document.root() : JsonDocument.NONE;
  }

  /** Writes it as one JSON value. */
  void write(JsonBuffer out) {
    switch (kind) {
      case NULL -> out.putAscii("null");
      case JSON -> reader.copy(out);
      case TEXT -> out.putString(text);
      case BYTES -> {
        out.put('"');
        out.put(Base64.getEncoder().encode(bytes));
        out.put('"');
      }
    }
  }
}
