package io.github.sqsconnect.archive;

import java.util.ArrayList;
import java.util.List;

/** Collects the sentences of the rules that do not hold. */
final class Violations {
  private final List<String> sentences = new ArrayList<>();

  void unless(boolean holds, String sentence) {
    if (!holds) {
      sentences.add(sentence);
    }
  }

  List<String> list() {
    return List.copyOf(sentences);
  }
}
