package io.github.sqsconnect.exhaustive;

/**
 * A call of the worker's, as far as it decides how it goes on.
 *
 * @param kind what for
 * @param isOfFirst whether it is about the first partition
 * @param isOfSecond whether it is about the second
 * @param stage where in it the task is
 * @param left what it has not taken yet of the records it was given
 */
record Call(char kind, boolean isOfFirst, boolean isOfSecond, int stage, Left left) {
  static final Call NONE = new Call(' ', false, false, 0, Left.UNREAD);
  static final Call PUT = new Call('p', false, false, 0, Left.UNREAD);

  static Call preCommit(char why, boolean[] which) {
    return new Call(why, which[0], which[1], 0, Left.UNREAD);
  }

  Call at(int newStage, Left newLeft) {
    return new Call(kind, isOfFirst, isOfSecond, newStage, newLeft);
  }

  void write(Code code, boolean swapped) {
    code.add(kind).add(swapped ? isOfSecond : isOfFirst);
    code.add(swapped ? isOfFirst : isOfSecond).add(stage);
    left.write(code, swapped);
  }
}
