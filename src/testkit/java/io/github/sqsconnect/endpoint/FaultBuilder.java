package io.github.sqsconnect.endpoint;

import java.time.Duration;
import java.util.Arrays;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * A fault being described: conditions first, in any order, then the one effect, which puts it in
 * force. Faults that match the same request add up, but of those that decide the request only the
 * oldest acts.
 */
public final class FaultBuilder {
  private final FaultScript script;
  private final EndpointClock clock;
  private final Conditions conditions;

  FaultBuilder(FaultScript script, EndpointClock clock, Conditions conditions) {
    this.script = script;
    this.clock = clock;
    this.conditions = conditions;
  }

  /** At most this many requests are struck; then the fault is over. */
  public FaultBuilder next(long requests) {
    return with(conditions.withMostHits(requests));
  }

  /** The first matching requests pass unharmed. */
  public FaultBuilder sparing(long requests) {
    return with(conditions.withSpared(requests));
  }

  /** Drawn for each request, and for effects on entries for each entry. */
  public FaultBuilder withChance(double probability) {
    return with(conditions.withChance(probability));
  }

  public FaultBuilder onQueue(String name) {
    return with(conditions.withQueue(name));
  }

  /** Effects on entries strike the entries that pass; others, requests that hold such an entry. */
  public FaultBuilder whenever(Predicate<Entry> entryTest) {
    return with(conditions.withEntryTest(entryTest));
  }

  /** Before anything is stored. */
  public Fault latency(Duration duration) {
    return put(Effect.joins("latency", (plan, hit) -> plan.delayBefore(duration)));
  }

  /** Before anything is stored; log-normal, at most a minute. */
  public Fault heavyTailedLatency(Duration median, double sigma) {
    return put(Effects.heavyTail(median, sigma));
  }

  /** After all is stored. */
  public Fault slowAnswer(Duration duration) {
    return put(Effect.joins("slowAnswer", (plan, hit) -> plan.delayAfter(duration)));
  }

  public Fault throttle() {
    return error("RequestThrottled");
  }

  /** Requests above the allowance are throttled; {@code burst} is how many may come at once. */
  public Fault throttleAbove(double requestsPerSecond, int burst) {
    return put(Effects.tokenBucket(new TokenBucket(requestsPerSecond, burst, clock)));
  }

  /** A request-level error by either of its names, see {@link SqsError#KNOWN}. */
  public Fault error(String name) {
    return put(Effects.error(SqsError.of(name)));
  }

  public Fault error(String name, int status) {
    return put(Effects.error(SqsError.of(name).withStatus(status)));
  }

  public Fault expiredCredentials() {
    return error("ExpiredToken");
  }

  public Fault accessDenied() {
    return error("AccessDenied");
  }

  /** A status and nothing else. */
  public Fault emptyAnswer(int status) {
    return put(Effects.answer(status, "", ""));
  }

  /** What a proxy or a load balancer says. */
  public Fault htmlAnswer(int status) {
    return answer(status, "text/html", "<html><body><h1>" + status + "</h1></body></html>");
  }

  public Fault answer(int status, String contentType, String body) {
    return put(Effects.answer(status, contentType, body));
  }

  /** Not stored, and reported as failed. */
  public Fault failEntry(String code, boolean senderFault) {
    return put(Effects.failEntry(code, senderFault));
  }

  /** Stored, and reported as failed all the same. */
  public Fault failEntryButStore(String code, boolean senderFault) {
    return put(Effects.failEntryButStore(code, senderFault));
  }

  /** Stored, but its id is in neither list of the answer. */
  public Fault omitEntry() {
    return put(Effects.fate("omitEntry", Fate.STORED_UNANSWERED));
  }

  /** Not stored, and its id is in neither list of the answer. */
  public Fault loseEntry() {
    return put(Effects.fate("loseEntry", Fate.LOST_UNANSWERED));
  }

  /** Its id stands twice in the answer. */
  public Fault doubleEntry() {
    return put(Effects.doubleEntry());
  }

  /** One more id than was sent, in each list that is not empty. */
  public Fault unknownEntry() {
    return put(Effects.unknownEntry());
  }

  public Fault shuffleAnswer() {
    return put(Effects.shuffleAnswer());
  }

  /** Stored, but the answer's digest of the body is wrong. */
  public Fault wrongDigest() {
    return put(Effects.wrongDigest());
  }

  public Fault dropBeforeReading() {
    return put(Effect.beforeReading("dropBeforeReading", Ending.CLOSE));
  }

  public Fault resetBeforeReading() {
    return put(Effect.beforeReading("resetBeforeReading", Ending.RESET));
  }

  /** The body is read in part, then the connection is reset. */
  public Fault resetInRequest() {
    return put(Effect.beforeReading("resetInRequest", Ending.RESET_IN_REQUEST));
  }

  /** The body is read in part, then no more, and nothing is answered. */
  public Fault stallInRequest() {
    return put(Effect.beforeReading("stallInRequest", Ending.STALL_IN_REQUEST));
  }

  public Fault dropAfterReading() {
    return put(Effects.endsInsteadOfWork("dropAfterReading", Ending.CLOSE));
  }

  public Fault resetAfterReading() {
    return put(Effects.endsInsteadOfWork("resetAfterReading", Ending.RESET));
  }

  /** No answer on an open connection, and nothing is stored. */
  public Fault hang() {
    return put(Effects.endsInsteadOfWork("hang", Ending.HANG));
  }

  public Fault storeThenDrop() {
    return put(Effects.endsAfterWork("storeThenDrop", Ending.CLOSE));
  }

  public Fault storeThenReset() {
    return put(Effects.endsAfterWork("storeThenReset", Ending.RESET));
  }

  public Fault storeThenHang() {
    return put(Effects.endsAfterWork("storeThenHang", Ending.HANG));
  }

  /** The connection ends after this share of the answer's bytes, head included. */
  public Fault cutAnswer(double share) {
    return put(Effects.endsAfterWork("cutAnswer", Ending.cutAt(share, Ending.CLOSE)));
  }

  public Fault resetInAnswer(double share) {
    return put(Effects.endsAfterWork("resetInAnswer", Ending.cutAt(share, Ending.RESET)));
  }

  public Fault hangInAnswer(double share) {
    return put(Effects.endsAfterWork("hangInAnswer", Ending.cutAt(share, Ending.HANG)));
  }

  /** A whole HTTP answer whose JSON stops after this share of its bytes. */
  public Fault truncateJson(double share) {
    return put(
        Effect.joins(
            "truncateJson",
            (plan, hit) ->
                plan.rewriteBody(bytes -> Arrays.copyOf(bytes, (int) (bytes.length * share)))));
  }

  /** One bit of one byte of the answer's body is another, both drawn. */
  public Fault flipBit() {
    return put(Effects.flipBit());
  }

  /** A few bytes at a time; joins whatever is answered. */
  public Fault trickle(int bytes, Duration every) {
    return put(Effect.joins("trickle", (plan, hit) -> plan.end(Ending.trickle(bytes, every))));
  }

  /**
   * Interim responses before the answer, such as 100 and 103, with a pause behind each; joins
   * whatever is answered.
   */
  public Fault interimAnswers(Duration pause, int... statuses) {
    return put(
        Effect.joins(
            "interimAnswers", (plan, hit) -> plan.end(Ending.afterInterim(pause, statuses))));
  }

  /** The connection ends after a whole answer, though nothing announced it. */
  public Fault closeAfterAnswer() {
    return put(Effect.joins("closeAfterAnswer", (plan, hit) -> plan.end(Ending.WHOLE_THEN_CLOSE)));
  }

  /** The connection is reset right after a whole answer, which may thereby be lost. */
  public Fault resetAfterAnswer() {
    return put(Effects.endsAfterWork("resetAfterAnswer", Ending.WHOLE_THEN_RESET));
  }

  /** Any change to the answer's body; the head is made to fit. */
  public Fault rewriteBody(UnaryOperator<byte[]> rewrite) {
    return put(Effect.joins("rewriteBody", (plan, hit) -> plan.rewriteBody(rewrite)));
  }

  /** Any change to the answer's bytes, head included. */
  public Fault rewriteWire(UnaryOperator<byte[]> rewrite) {
    return put(Effect.joins("rewriteWire", (plan, hit) -> plan.rewriteWire(rewrite)));
  }

  private Fault put(Effect effect) {
    return script.add(conditions, effect);
  }

  private FaultBuilder with(Conditions other) {
    return new FaultBuilder(script, clock, other);
  }
}
