package io.github.sqsconnect.exhaustive;

/**
 * How far the task has read a poll. What it brought counts to its end, because a put that fails
 * goes back to where the poll began.
 *
 * @param isRead whether it has begun
 * @param first records of the first partition that it brought
 * @param second records of the second
 * @param firstLeft how many of the first the task has not taken yet
 * @param secondLeft how many of the second
 * @param secondIsNext whether the next one is of the second
 */
record Left(
    boolean isRead, int first, int second, int firstLeft, int secondLeft, boolean secondIsNext) {
  /** Of no poll, or of one that is not known yet. */
  static final Left UNREAD = new Left(false, 0, 0, 0, 0, false);

  void write(Code code, boolean swapped) {
    code.add(isRead).add(swapped ? second : first).add(swapped ? first : second);
    code.add(swapped ? secondLeft : firstLeft).add(swapped ? firstLeft : secondLeft);
    code.add(firstLeft + secondLeft > 0 && secondIsNext != swapped);
  }
}
