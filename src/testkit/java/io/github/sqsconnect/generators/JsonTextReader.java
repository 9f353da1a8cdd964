package io.github.sqsconnect.generators;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads one JSON value with Jackson's streaming parser, which is strict about RFC 8259: text of any
 * length, nested at most 512 levels deep.
 */
final class JsonTextReader {
  private static final JsonFactory JACKSON =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(512)
                  .maxNameLength(Integer.MAX_VALUE)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .maxStringLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private JsonTextReader() {}

  static Json read(char[] text, int from, boolean whole) {
    try (JsonParser parser = JACKSON.createParser(text, from, text.length - from)) {
      if (parser.nextToken() == null) {
        throw new Json.Malformed("no value");
      }
      Json value = value(parser);
      if (whole && parser.nextToken() != null) {
        throw new Json.Malformed("text after the value");
      }
      return value;
    } catch (IOException malformed) {
      throw new Json.Malformed(malformed.getMessage());
    }
  }

  private static Json value(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> array(parser);
      case VALUE_STRING -> new Json.Str(parser.getText());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Json.Num(parser.getText());
      case VALUE_TRUE, VALUE_FALSE -> new Json.Bool(parser.getBooleanValue());
      default -> Json.NULL;
    };
  }

  private static Json object(JsonParser parser) throws IOException {
    List<Json.Member> members = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      members.add(new Json.Member(name, value(parser)));
    }
    return new Json.Obj(members);
  }

  private static Json array(JsonParser parser) throws IOException {
    List<Json> elements = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      elements.add(value(parser));
    }
    return new Json.Arr(elements);
  }
}
