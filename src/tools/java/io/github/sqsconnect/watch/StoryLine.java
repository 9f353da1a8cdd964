package io.github.sqsconnect.watch;

/** The sentence that is shown. It changes seldom enough to be read, also by a screen reader. */
final class StoryLine {
  private static final long SHORTEST_MILLIS = 1_000;
  private static final long NEW_NUMBERS_MILLIS = 4_000;

  private WatchStory shown = new WatchStory(WatchStory.Kind.STARTING, "");
  private long sinceMillis = Long.MIN_VALUE / 2;

  /** Offers the sentence that suits the moment. */
  void offer(WatchStory story, long nowMillis) {
    boolean other = story.kind() != shown.kind();
    if (nowMillis - sinceMillis >= (other ? SHORTEST_MILLIS : NEW_NUMBERS_MILLIS)
        && !story.equals(shown)) {
      shown = story;
      sinceMillis = nowMillis;
    }
  }

  WatchStory shown() {
    return shown;
  }
}
