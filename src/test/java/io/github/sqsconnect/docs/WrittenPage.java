package io.github.sqsconnect.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A page of which the build writes parts: with {@code -Ddocs.write=true} anew, else it compares.
 */
final class WrittenPage {
  private static final boolean WRITE = Boolean.getBoolean("docs.write");

  private final Path file;

  WrittenPage(Path file) {
    this.file = file;
  }

  String text() {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The pieces of code within its lines; none reaches over a line's end. */
  List<String> codes() {
    return text().lines().flatMap(line -> MarkdownPage.code(line).stream()).toList();
  }

  /** The lines between two marks are these. */
  void holds(String begin, String lines, String end) {
    String text = text();
    assertThat(text).containsOnlyOnce(begin).containsOnlyOnce(end);
    String before = text.substring(0, text.indexOf(begin) + begin.length());
    is(before + "\n" + lines + text.substring(text.indexOf(end)));
  }

  /** The block with this info has this text. */
  void holds(String info, String block) {
    MarkdownPage page = new MarkdownPage(text());
    is(page.with(page.block(info), block));
  }

  private void is(String content) {
    if (WRITE) {
      try {
        Files.writeString(file, content);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    assertThat(text()).isEqualTo(content);
  }
}
