package io.github.sqsconnect.endpoint;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** All that the faults together make of one request; untouched, it is the plan of a quiet day. */
final class Plan {
  private final Map<String, Fate> fates = new HashMap<>();
  private final List<AnswerEdit> edits = new ArrayList<>();
  private final List<String> faults = new ArrayList<>();
  private Duration before = Duration.ZERO;
  private Duration after = Duration.ZERO;
  private @Nullable Supplier<HttpAnswer> insteadOfWork;
  private boolean work = true;
  private @Nullable Ending ending;
  private UnaryOperator<byte[]> bodyRewrite = bytes -> bytes;
  private UnaryOperator<byte[]> wireRewrite = bytes -> bytes;

  void note(String fault) {
    faults.add(fault);
  }

  void delayBefore(Duration more) {
    before = before.plus(more);
  }

  void delayAfter(Duration more) {
    after = after.plus(more);
  }

  /** This answer, or the refusal it throws, and nothing is stored. */
  void answerInstead(Supplier<HttpAnswer> answer) {
    insteadOfWork = answer;
  }

  /** Nothing is stored, whatever the answer. */
  void skipWork() {
    work = false;
  }

  /** The first fault that speaks for an entry is heard. */
  void decide(Entry entry, Fate fate) {
    fates.putIfAbsent(entry.id(), fate);
  }

  void edit(AnswerEdit edit) {
    edits.add(edit);
  }

  void end(Ending how) {
    if (ending == null) {
      ending = how;
    }
  }

  void rewriteBody(UnaryOperator<byte[]> rewrite) {
    UnaryOperator<byte[]> earlier = bodyRewrite;
    bodyRewrite = bytes -> rewrite.apply(earlier.apply(bytes));
  }

  void rewriteWire(UnaryOperator<byte[]> rewrite) {
    UnaryOperator<byte[]> earlier = wireRewrite;
    wireRewrite = bytes -> rewrite.apply(earlier.apply(bytes));
  }

  List<String> faults() {
    return List.copyOf(faults);
  }

  Duration before() {
    return before;
  }

  Duration after() {
    return after;
  }

  @Nullable Supplier<HttpAnswer> insteadOfWork() {
    return insteadOfWork;
  }

  boolean works() {
    return work;
  }

  Fate fate(Entry entry) {
    return fates.getOrDefault(entry.id(), Fate.NORMAL);
  }

  List<AnswerEdit> edits() {
    return edits;
  }

  boolean hasEnding() {
    return ending != null;
  }

  Ending ending() {
    return ending == null ? Ending.WHOLE : ending;
  }

  byte[] wireBytes(HttpAnswer answer) {
    byte[] body = bodyRewrite.apply(answer.body().clone());
    return wireRewrite.apply(answer.withBody(body).toBytes());
  }
}
