package io.github.sqsconnect.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.project.ProjectFiles;
import java.nio.file.Path;
import java.util.List;

/** A page with generated parts. They are compared, or written with {@code -Ddocs.write=true}. */
record GeneratedPage(Path file) {
  static final boolean WRITE = Boolean.getBoolean("docs.write");

  String text() {
    return ProjectFiles.read(file);
  }

  /** The inline code of all lines. */
  List<String> codes() {
    return text().lines().flatMap(line -> MarkdownPage.code(line).stream()).toList();
  }

  /** The lines between two marks must be these. */
  void assertSection(String begin, String lines, String end) {
    String text = text();
    assertThat(text).containsOnlyOnce(begin).containsOnlyOnce(end);
    String before = text.substring(0, text.indexOf(begin) + begin.length());
    assertContent(before + "\n" + lines + text.substring(text.indexOf(end)));
  }

  /** The code block with this info must have this text. */
  void assertBlock(String info, String text) {
    MarkdownPage page = new MarkdownPage(text());
    assertContent(page.with(page.block(info), text));
  }

  /** The whole page must have this content. */
  void assertContent(String content) {
    if (WRITE) {
      ProjectFiles.write(file.toAbsolutePath(), content);
    }
    assertThat(text()).isEqualTo(content);
  }
}
