package io.github.sqsconnect.exhaustive;

/**
 * A call of the worker's, as far as it decides how it goes on.
 *
 * @param kind what for
 * @param first how much it brings or asks of the first partition
 * @param second how much of the second
 * @param secondFirst whether the records of the second partition come first
 * @param stage where in it the task is
 */
record Call(char kind, int first, int second, boolean secondFirst, int stage) {
  static final Call NONE = new Call(' ', 0, 0, false, 0);

  static Call put(int first, int second, boolean secondFirst) {
    return new Call('p', first, second, secondFirst, 0);
  }

  static Call preCommit(char why, boolean[] which) {
    return new Call(why, which[0] ? 1 : 0, which[1] ? 1 : 0, false, 0);
  }

  Call at(int newStage) {
    return new Call(kind, first, second, secondFirst, newStage);
  }

  void write(Code code, boolean swapped) {
    code.add(kind).add(swapped ? second : first).add(swapped ? first : second);
    code.add(first > 0 && second > 0 && secondFirst != swapped).add(stage);
  }
}
