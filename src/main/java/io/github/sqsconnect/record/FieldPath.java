package io.github.sqsconnect.record;

import io.github.sqsconnect.json.JsonDocument;
import io.github.sqsconnect.json.Name;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A path to a value in a record: {@code a.b} in the value, {@code key:a.b} in the key ({@code key:}
 * is the whole key), {@code header:NAME} or {@code header:NAME.a.b} in the headers.
 */
public final class FieldPath {
  private enum Root {
    VALUE,
    KEY,
    HEADER
  }

  private static final String KEY = "the key";

  private final Root root;
  private final String rest;
  private final Name[] segments;

  private FieldPath(Root root, String rest) {
    this.root = root;
    this.rest = rest;
    this.segments = names(rest);
  }

  public static FieldPath of(String path) {
    if (path.startsWith("key:")) {
      return new FieldPath(Root.KEY, path.substring("key:".length()));
    }
    if (path.startsWith("header:")) {
      return new FieldPath(Root.HEADER, path.substring("header:".length()));
    }
    return new FieldPath(Root.VALUE, path);
  }

  private static Name[] names(String dotted) {
    return dotted.isEmpty()
        ? new Name[0]
        : Arrays.stream(dotted.split("\\.", -1)).map(Name::of).toArray(Name[]::new);
  }

  boolean isInValue() {
    return root == Root.VALUE;
  }

  /** The names on the path. In a header, the first ones are the name of the header itself. */
  Name[] segments() {
    return segments;
  }

  /** The value in the key or a header. Null if it is absent or null. */
  @Nullable FoundValue findBeside(RecordDocuments data) {
    return root == Root.KEY ? inKey(data) : inHeader(data);
  }

  private @Nullable FoundValue inKey(RecordDocuments data) {
    JsonDocument key = segments.length == 0 ? data.keyAsText() : data.key();
    return key == null ? null : below(key, segments, KEY);
  }

  /** The name of a header may contain dots. The longest name that exists wins. */
  private @Nullable FoundValue inHeader(RecordDocuments data) {
    for (int end = rest.length(); end > 0; end = rest.lastIndexOf('.', end - 1)) {
      JsonDocument header = data.header(rest.substring(0, end));
      if (header != null) {
        return below(
            header,
            names(rest.substring(Math.min(end + 1, rest.length()))),
            "the header " + rest.substring(0, end));
      }
    }
    return null;
  }

  private static @Nullable FoundValue below(JsonDocument document, Name[] segments, String root) {
    int node = document.root();
    for (Name segment : segments) {
      if (!document.is(node, JsonDocument.OBJECT)) {
        return null;
      }
      node = document.member(node, segment);
    }
    return node == JsonDocument.NONE || document.is(node, JsonDocument.NULL)
        ? null
        : new FoundValue(document, node, root);
  }
}
