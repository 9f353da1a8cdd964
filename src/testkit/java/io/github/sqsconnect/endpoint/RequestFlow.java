package io.github.sqsconnect.endpoint;

import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Supplier;

/** The way of one request: head, plan, work, record, answer; the plan may cut it short anywhere. */
final class RequestFlow {
  /** What is answered, and under which name it is counted. */
  private record Outcome(HttpAnswer answer, String name) {}

  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final FaultScript script;
  private final SendService service;
  private final Credentials credentials;
  private final Traffic traffic;
  private final EndpointClock clock;
  private final Pauses pauses;
  private final boolean keepEntries;
  private volatile boolean legacyCodes = true;

  RequestFlow(
      FaultScript script,
      SendService service,
      Credentials credentials,
      Traffic traffic,
      EndpointClock clock,
      Pauses pauses,
      boolean keepEntries) {
    this.script = script;
    this.service = service;
    this.credentials = credentials;
    this.traffic = traffic;
    this.clock = clock;
    this.pauses = pauses;
    this.keepEntries = keepEntries;
  }

  void legacyCodes(boolean sent) {
    legacyCodes = sent;
  }

  boolean handle(HttpRequest head, WireConnection connection) throws IOException {
    long number = traffic.begin();
    try {
      Plan first = script.beforeReading();
      if (!first.hasEnding()) {
        return serve(number, connection.readBody(head), connection);
      }
      traffic.record(
          RecordedRequest.unread(number, clock.now(), requestId(number), head, first.faults()));
      return first.ending().write(connection, new byte[0], pauses);
    } finally {
      traffic.end();
    }
  }

  private boolean serve(long number, HttpRequest http, WireConnection connection)
      throws IOException {
    Instant at = clock.now();
    Call call;
    Plan plan = new Plan();
    Outcome outcome;
    try {
      call = CallParser.parse(number, at, http);
      plan = script.plan(call);
      pauses.hold(plan.before());
      outcome = outcome(call, plan);
    } catch (Refusal unreadable) {
      call = new Call(number, at, "unreadable", "", List.of(), http);
      outcome = refused(unreadable, http);
    }
    String id = requestId(number);
    traffic.record(RecordedRequest.of(call, id, keepEntries, plan.faults(), outcome.name()));
    pauses.hold(plan.after());
    byte[] bytes = plan.wireBytes(withCommonHeaders(outcome.answer(), id));
    return plan.ending().write(connection, bytes, pauses);
  }

  private Outcome outcome(Call call, Plan plan) {
    if (!plan.works()) {
      return new Outcome(HttpAnswer.of(500, "", ""), "unanswered");
    }
    try {
      HttpAnswer answer = answer(call, plan);
      return new Outcome(answer, Integer.toString(answer.status()));
    } catch (Refusal refusal) {
      return refused(refusal, call.http());
    }
  }

  private HttpAnswer answer(Call call, Plan plan) {
    Supplier<HttpAnswer> scripted = plan.insteadOfWork();
    if (scripted != null) {
      return scripted.get();
    }
    credentials.check(call.http(), clock.now());
    return service.answer(call, plan);
  }

  private Outcome refused(Refusal refusal, HttpRequest http) {
    boolean asked = http.header("x-amzn-query-mode").isPresent();
    HttpAnswer answer = refusal.error().answer(refusal.getMessage(), legacyCodes && asked);
    return new Outcome(answer, refusal.error().code());
  }

  private HttpAnswer withCommonHeaders(HttpAnswer answer, String requestId) {
    return answer
        .withHeader("x-amzn-RequestId", requestId)
        .withHeader("Date", HTTP_DATE.format(clock.now()));
  }

  private static String requestId(long number) {
    return new UUID(0x5C21_97ED_0000_4000L, 0x8000_0000_0000_0000L | number).toString();
  }
}
