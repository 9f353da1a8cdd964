package io.github.sqsconnect.planted;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * One expression or statement of a class, and what replaces it. The compiler's own tree finds it,
 * so that neither its layout nor its surroundings matter.
 *
 * @param file the class, below the root package
 * @param member the method or field it is in; empty for anywhere in the class
 * @param anchor what is replaced; an ellipsis stands for any text
 * @param mistake the replacement; {@code $0} stands for what was found
 */
record SourceEdit(Path file, String member, String anchor, String mistake) {

  static SourceEdit of(String place, String anchor, String mistake) {
    String[] words = place.split(" ");
    Path file = Path.of(words[0].replace('.', '/') + ".java");
    return new SourceEdit(file, words.length == 1 ? "" : words[1], anchor, mistake);
  }

  /** The source with the replacement; fails if its place is not found once. */
  String applyTo(String source, String bug) throws IOException {
    Set<String> ranges = new TreeSet<>();
    JavacTask task =
        (JavacTask)
            ToolProvider.getSystemJavaCompiler()
                .getTask(null, null, null, List.of("-proc:none"), null, List.of(inMemory(source)));
    CompilationUnitTree unit = task.parse().iterator().next();
    unit.accept(new Finder(source, unit, Trees.instance(task).getSourcePositions(), ranges), null);
    if (ranges.size() != 1) {
      throw new IllegalStateException(
          "The planted bug '%s' has lost its place: '%s' is there %d times in %s of %s. Change its block in bugs.txt, or remove it if nobody can make this mistake any more."
              .formatted(
                  bug, anchor, ranges.size(), member.isEmpty() ? "the class" : member, file));
    }
    String[] range = ranges.iterator().next().split("-");
    int start = Integer.parseInt(range[0]);
    int end = Integer.parseInt(range[1]);
    return source.substring(0, start)
        + mistake.replace("$0", source.substring(start, end))
        + source.substring(end);
  }

  private static JavaFileObject inMemory(String source) {
    return new SimpleJavaFileObject(
        URI.create("string:///Source.java"), JavaFileObject.Kind.SOURCE) {
      @Override
      public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        return source;
      }
    };
  }

  /** Looks for the anchor among the expressions and statements of the member. */
  private final class Finder extends TreeScanner<Void, Void> {
    private final String source;
    private final CompilationUnitTree unit;
    private final SourcePositions positions;
    private final Set<String> ranges;
    private final Pattern pattern;
    private int depth;

    Finder(String source, CompilationUnitTree unit, SourcePositions positions, Set<String> ranges) {
      this.source = source;
      this.unit = unit;
      this.positions = positions;
      this.ranges = ranges;
      String quoted = Pattern.quote(withoutSpaces(anchor)).replace("…", "\\E.*\\Q");
      pattern = Pattern.compile(quoted, Pattern.DOTALL);
      depth = member.isEmpty() ? 1 : 0;
    }

    private static String withoutSpaces(String text) {
      return text.replaceAll("\\s+", "");
    }

    @Override
    public Void scan(Tree tree, Void nothing) {
      boolean isMember = isMember(tree);
      depth += isMember ? 1 : 0;
      if (depth > 0 && (tree instanceof ExpressionTree || tree instanceof StatementTree)) {
        int start = (int) positions.getStartPosition(unit, tree);
        int end = (int) positions.getEndPosition(unit, tree);
        if (start >= 0
            && end > start
            && !(tree instanceof ClassTree)
            && pattern.matcher(withoutSpaces(source.substring(start, end))).matches()) {
          ranges.add(start + "-" + end);
        }
      }
      super.scan(tree, nothing);
      depth -= isMember ? 1 : 0;
      return null;
    }

    private boolean isMember(Tree tree) {
      return (tree instanceof MethodTree method && method.getName().contentEquals(member))
          || (tree instanceof VariableTree field && field.getName().contentEquals(member));
    }
  }
}
