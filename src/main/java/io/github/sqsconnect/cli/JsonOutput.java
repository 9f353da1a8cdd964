package io.github.sqsconnect.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.PrettyPrinter;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.core.util.Separators.Spacing;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/** Writes what {@code --json} prints. */
final class JsonOutput {
  /** Writes one JSON value. */
  interface Content {
    void write(JsonGenerator json) throws IOException;
  }

  private static final DefaultIndenter INDENT = new DefaultIndenter("  ", "\n");

  private JsonOutput() {}

  /** Prints one JSON value, indented. */
  static void print(Screen screen, Content content) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      json.setPrettyPrinter(indented());
      content.write(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    screen.line(text.toString());
  }

  private static PrettyPrinter indented() {
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter(
            Separators.createDefaultInstance().withObjectFieldValueSpacing(Spacing.AFTER));
    printer.indentObjectsWith(INDENT);
    printer.indentArraysWith(INDENT);
    return printer;
  }
}
