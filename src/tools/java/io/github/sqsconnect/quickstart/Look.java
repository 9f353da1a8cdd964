package io.github.sqsconnect.quickstart;

/**
 * What the console can show, as {@code bin/quickstart} has found out.
 *
 * @param terminal whether a line may be replaced after it was printed
 * @param columns the most characters of a line
 */
record Look(boolean terminal, boolean color, boolean unicode, int columns) {
  private static final int FEWEST_COLUMNS = 60;
  private static final int MOST_COLUMNS = 100;

  static Look given() {
    int columns = Integer.getInteger("quickstart.columns", MOST_COLUMNS);
    return new Look(
        Boolean.getBoolean("quickstart.terminal"),
        Boolean.getBoolean("quickstart.color"),
        Boolean.getBoolean("quickstart.unicode"),
        Math.min(MOST_COLUMNS, Math.max(FEWEST_COLUMNS, columns)));
  }
}
