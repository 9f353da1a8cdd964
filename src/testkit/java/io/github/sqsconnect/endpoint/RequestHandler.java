package io.github.sqsconnect.endpoint;

import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/**
 * Handles one request: reads the head, plans the faults, executes the call, records it and
 * responds. The plan may end it at each of these steps.
 */
final class RequestHandler {
  /** The response, and the name under which it is counted. */
  private record Outcome(HttpResponse response, String name) {}

  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final FaultScript script;
  private final SendActions actions;
  private final Credentials credentials;
  private final RequestLog log;
  private final EndpointClock clock;
  private final boolean keepEntries;
  private volatile boolean legacyCodes = true;

  RequestHandler(
      FaultScript script,
      SendActions actions,
      Credentials credentials,
      RequestLog log,
      EndpointClock clock,
      boolean keepEntries) {
    this.script = script;
    this.actions = actions;
    this.credentials = credentials;
    this.log = log;
    this.clock = clock;
    this.keepEntries = keepEntries;
  }

  void legacyCodes(boolean sent) {
    legacyCodes = sent;
  }

  boolean handle(HttpRequest head, HttpConnection connection) throws IOException {
    long number = log.begin();
    try {
      RequestPlan plan = script.planBeforeReading();
      if (!plan.endsConnection()) {
        return serve(number, connection.readBody(head), connection);
      }
      ApiCall unread = new ApiCall(number, clock.now(), "", "", List.of(), head);
      log.record(RecordedRequest.of(unread, requestId(number), false, plan.faults, "unread"));
      return plan.write(connection, new byte[0]);
    } finally {
      log.end();
    }
  }

  private boolean serve(long number, HttpRequest http, HttpConnection connection)
      throws IOException {
    Instant at = clock.now();
    ApiCall call;
    RequestPlan plan = new RequestPlan();
    Outcome outcome;
    try {
      call = ApiCall.parse(number, at, http);
      plan = script.plan(call);
      connection.pause(plan.delayBefore);
      outcome = outcome(call, plan);
    } catch (RequestError.Thrown unreadable) {
      call = new ApiCall(number, at, "unreadable", "", List.of(), http);
      outcome = failed(unreadable, http);
    }

    String id = requestId(number);
    log.record(RecordedRequest.of(call, id, keepEntries, plan.faults, outcome.name()));
    connection.pause(plan.delayAfter);
    HttpResponse response =
        outcome
            .response()
            .withHeader("x-amzn-RequestId", id)
            .withHeader("Date", HTTP_DATE.format(clock.now()));
    return plan.write(connection, plan.wireBytes(response));
  }

  private Outcome outcome(ApiCall call, RequestPlan plan) {
    if (!plan.executed) {
      return new Outcome(HttpResponse.of(500, "", ""), "unanswered");
    }
    try {
      HttpResponse response = response(call, plan);
      return new Outcome(response, Integer.toString(response.status()));
    } catch (RequestError.Thrown error) {
      return failed(error, call.http());
    }
  }

  private HttpResponse response(ApiCall call, RequestPlan plan) {
    if (plan.insteadOfCall != null) {
      return plan.insteadOfCall.get();
    }
    credentials.check(call.http(), clock.now());
    return actions.execute(call, plan);
  }

  private Outcome failed(RequestError.Thrown thrown, HttpRequest http) {
    boolean wantsLegacyCode = http.header("x-amzn-query-mode").isPresent();
    return new Outcome(thrown.response(legacyCodes && wantsLegacyCode), thrown.error().code());
  }

  private static String requestId(long number) {
    return new UUID(0x5C21_97ED_0000_4000L, 0x8000_0000_0000_0000L | number).toString();
  }
}
