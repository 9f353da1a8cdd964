package io.github.sqsconnect.docs;

import io.github.sqsconnect.project.ProjectFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A Markdown page, parsed into code blocks, headings, links and tables. */
final class MarkdownPage {
  private static final Pattern FENCE = Pattern.compile("( *)(`{3,})(.*)");
  private static final Pattern HEADING = Pattern.compile("#{1,6} +(.*)");
  private static final Pattern LINK = Pattern.compile("\\[[^\\]]*]\\(([^()\\s]+)\\)");
  private static final Pattern PICTURE = Pattern.compile("\\bsrc(?:set)?=\"([^\"]+)\"");
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");
  private static final Pattern ELEMENT = Pattern.compile("(?<!\\\\)</?([A-Za-z0-9-]+)[^>:]*>");

  /**
   * A code block.
   *
   * @param info the text after the opening fence, such as {@code json record}
   * @param text its lines without the fence's indentation and without the last line end
   * @param line the number of the opening fence's line, from 1
   * @param section the heading above it
   */
  record Block(String info, String text, int line, String section) {
    boolean is(String wanted) {
      return info.equals(wanted);
    }
  }

  private final List<String> lines;
  private final List<String> prose = new ArrayList<>();
  private final List<Block> blocks = new ArrayList<>();
  private final Set<String> anchors = new LinkedHashSet<>();

  MarkdownPage(String text) {
    lines = List.of(text.split("\n", -1));
    String section = "";
    int at = 0;
    while (at < lines.size()) {
      Matcher fence = FENCE.matcher(lines.get(at));
      if (fence.matches()) {
        at = block(at, fence, section);
      } else {
        Matcher heading = HEADING.matcher(lines.get(at));
        if (heading.matches()) {
          section = heading.group(1);
          anchor(section);
        }
        prose.add(lines.get(at));
        at++;
      }
    }
  }

  static MarkdownPage of(Path file) {
    return new MarkdownPage(ProjectFiles.read(file));
  }

  private int block(int opening, Matcher fence, String section) {
    int indent = fence.group(1).length();
    List<String> inside = new ArrayList<>();
    int at = opening + 1;
    while (!lines.get(at).trim().equals(fence.group(2))) {
      String line = lines.get(at++);
      inside.add(line.isBlank() ? "" : line.substring(indent));
    }
    blocks.add(new Block(fence.group(3).trim(), String.join("\n", inside), opening + 1, section));
    return at + 1;
  }

  /** Adds the anchor that code hosts generate for a heading. */
  private void anchor(String heading) {
    String plain =
        heading.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-');
    String anchor = plain;
    for (int i = 1; !anchors.add(anchor); i++) {
      anchor = plain + "-" + i;
    }
  }

  List<Block> blocks() {
    return blocks;
  }

  List<Block> blocks(String info) {
    return blocks.stream().filter(block -> block.is(info)).toList();
  }

  /** The one block with that info. */
  Block block(String info) {
    List<Block> found = blocks(info);
    if (found.size() != 1) {
      throw new AssertionError(found.size() + " blocks '" + info + "', not one");
    }
    return found.get(0);
  }

  /** The lines outside of code blocks. */
  List<String> prose() {
    return prose;
  }

  Set<String> anchors() {
    return anchors;
  }

  /** The targets of all links and pictures, except in code. */
  List<String> links() {
    List<String> links = new ArrayList<>();
    for (String line : prose) {
      String text = CODE.matcher(line).replaceAll("code");
      for (Pattern kind : List.of(LINK, PICTURE)) {
        kind.matcher(text).results().forEach(found -> links.add(found.group(1)));
      }
    }
    return links;
  }

  /** The names of all HTML elements, except in code. */
  Set<String> elements() {
    Set<String> names = new LinkedHashSet<>();
    for (String line : prose) {
      Matcher element = ELEMENT.matcher(CODE.matcher(line).replaceAll("code"));
      while (element.find()) {
        names.add(element.group(1));
      }
    }
    return names;
  }

  /** The rows, without the header, of the table after a heading or another line. */
  List<List<String>> table(String lineBefore) {
    int at = prose.indexOf(lineBefore);
    if (at < 0) {
      throw new AssertionError("no line '" + lineBefore + "'");
    }
    while (!prose.get(at).startsWith("|")) {
      at++;
    }
    List<List<String>> rows = new ArrayList<>();
    for (at += 2; prose.get(at).startsWith("|"); at++) {
      String row = prose.get(at);
      List<String> cells = new ArrayList<>();
      for (String cell : row.substring(1, row.length() - 1).split("(?<!\\\\)\\|", -1)) {
        cells.add(cell.trim().replace("\\|", "|"));
      }
      rows.add(cells);
    }
    return rows;
  }

  /** The inline code of a text. */
  static List<String> code(String text) {
    return CODE.matcher(text).results().map(found -> found.group(1)).toList();
  }

  @Override
  public String toString() {
    return String.join("\n", lines);
  }

  /** The page with a new text in one block. */
  String with(Block block, String text) {
    List<String> changed = new ArrayList<>(lines.subList(0, block.line()));
    changed.addAll(List.of(text.split("\n", -1)));
    int end = block.line() + block.text().split("\n", -1).length;
    changed.addAll(lines.subList(end, lines.size()));
    return String.join("\n", changed);
  }
}
