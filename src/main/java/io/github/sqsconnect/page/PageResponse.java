package io.github.sqsconnect.page;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/** What the server answers. */
public record PageResponse(int status, String contentType, String content) {
  private static final JsonFactory JSON = new JsonFactory();

  /** Writes one JSON value. */
  @FunctionalInterface
  public interface Content {
    void write(JsonGenerator json) throws IOException;
  }

  /** A response of JSON. */
  public static PageResponse json(Content content) {
    return json(200, content);
  }

  /** Why a request is refused, or cannot be answered. */
  static PageResponse error(int status, String message) {
    return json(
        status,
        json -> {
          json.writeStartObject();
          json.writeStringField("error", message);
          json.writeEndObject();
        });
  }

  private static PageResponse json(int status, Content content) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      content.write(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new PageResponse(status, "application/json", text.toString());
  }

  static PageResponse file(PageFile file) {
    return new PageResponse(200, file.contentType(), file.content());
  }
}
