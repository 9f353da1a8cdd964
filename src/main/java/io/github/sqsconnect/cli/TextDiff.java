package io.github.sqsconnect.cli;

import java.util.ArrayList;
import java.util.List;

/** The lines that differ between two texts, with up to two equal lines around them. */
final class TextDiff {
  /** Longer texts are compared line by line without looking for moved lines. */
  private static final int MOST_LINES = 2_000;

  private static final int CONTEXT = 2;
  private static final String SAME = "  ";
  private static final String REMOVED = "- ";
  private static final String ADDED = "+ ";

  private TextDiff() {}

  /** The lines, each after a sign: removed, added, or the same. */
  static List<String> of(List<String> before, List<String> after) {
    List<String> all = new ArrayList<>();
    int[][] common = common(before, after);
    int i = 0;
    int j = 0;
    while (i < before.size() || j < after.size()) {
      boolean isSame = i < before.size() && j < after.size() && before.get(i).equals(after.get(j));
      if (isSame) {
        all.add(SAME + before.get(i));
        i++;
        j++;
      } else if (j == after.size()
          || (i < before.size() && at(common, i + 1, j) >= at(common, i, j + 1))) {
        all.add(REMOVED + before.get(i++));
      } else {
        all.add(ADDED + after.get(j++));
      }
    }
    return aroundChanges(all);
  }

  /** The length of the longest common sequence of the lines from both indexes on. */
  private static int[][] common(List<String> before, List<String> after) {
    if (before.size() > MOST_LINES || after.size() > MOST_LINES) {
      return new int[0][0];
    }
    int[][] common = new int[before.size() + 1][after.size() + 1];
    for (int i = before.size() - 1; i >= 0; i--) {
      for (int j = after.size() - 1; j >= 0; j--) {
        common[i][j] =
            before.get(i).equals(after.get(j))
                ? common[i + 1][j + 1] + 1
                : Math.max(common[i + 1][j], common[i][j + 1]);
      }
    }
    return common;
  }

  private static int at(int[][] common, int i, int j) {
    return i < common.length && j < common[i].length ? common[i][j] : 0;
  }

  private static List<String> aroundChanges(List<String> all) {
    List<String> shown = new ArrayList<>();
    int last = -1;
    for (int i = 0; i < all.size(); i++) {
      if (isNearChange(all, i)) {
        if (last >= 0 && last < i - 1) {
          shown.add(SAME + "…");
        }
        shown.add(all.get(i));
        last = i;
      }
    }
    return shown;
  }

  private static boolean isNearChange(List<String> all, int at) {
    for (int i = Math.max(0, at - CONTEXT); i <= Math.min(all.size() - 1, at + CONTEXT); i++) {
      if (!all.get(i).startsWith(SAME)) {
        return true;
      }
    }
    return false;
  }
}
