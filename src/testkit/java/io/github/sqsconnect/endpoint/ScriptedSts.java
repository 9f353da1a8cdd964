package io.github.sqsconnect.endpoint;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An STS that gives sessions to those it knows, and has a scripted SQS accept them. It speaks the
 * query protocol, as STS does, and checks what the service checks.
 */
public final class ScriptedSts implements AutoCloseable {
  /** One call, as it was asked; texts are empty where it said nothing. */
  public record Call(
      String action, String role, String sessionName, String externalId, String accessKeyId) {}

  private static final int SHORTEST_SECONDS = 900;
  private static final int LONGEST_SECONDS = 43_200;

  private final ScriptedSqs sqs;
  private final WireServer server;
  private final Map<String, String> secrets = new ConcurrentHashMap<>();
  private final Map<String, String> externalIds = new ConcurrentHashMap<>();
  private final Map<String, String> webIdentities = new ConcurrentHashMap<>();
  private final List<Call> calls = new CopyOnWriteArrayList<>();
  private final List<String> sessions = new CopyOnWriteArrayList<>();
  private final AtomicInteger number = new AtomicInteger();
  private final Pauses pauses = new Pauses();
  private volatile boolean silent;
  private volatile Duration late = Duration.ZERO;
  private volatile boolean sessionsMayAsk;
  private volatile Duration lifetime = Duration.ofHours(1);

  private ScriptedSts(ScriptedSqs sqs) {
    this.sqs = sqs;
    server = new WireServer("127.0.0.1", 0, this::handle);
  }

  /** On any free port; knows nobody yet. */
  public static ScriptedSts start(ScriptedSqs sqs) {
    return new ScriptedSts(sqs);
  }

  public URI uri() {
    return URI.create("http://127.0.0.1:" + server.port());
  }

  /** A key pair that may ask. */
  public ScriptedSts knows(String accessKeyId, String secret) {
    secrets.put(accessKeyId, secret);
    return this;
  }

  /** The sessions that it gives from now on may ask, too. */
  public ScriptedSts knowsSessions() {
    sessionsMayAsk = true;
    return this;
  }

  /** A role for whoever is known and names this external id; empty for none. */
  public ScriptedSts role(String arn, String externalId) {
    externalIds.put(arn, externalId);
    return this;
  }

  /** A role for whoever brings this token. */
  public ScriptedSts webIdentity(String arn, String token) {
    webIdentities.put(arn, token);
    return this;
  }

  /** How long sessions last from now on, whatever is asked for. */
  public ScriptedSts lifetime(Duration length) {
    lifetime = length;
    return this;
  }

  /** Hears calls from now on, and answers none. */
  public ScriptedSts hold() {
    silent = true;
    return this;
  }

  /** Answers calls so late from now on; what is answered is the same. */
  public ScriptedSts late(Duration by) {
    late = by;
    return this;
  }

  public List<Call> calls() {
    return List.copyOf(calls);
  }

  /** The access key ids of the sessions, in the order in which they were given. */
  public List<String> sessions() {
    return List.copyOf(sessions);
  }

  @Override
  public void close() {
    server.close();
    pauses.close();
  }

  private boolean handle(HttpRequest head, WireConnection wire) throws IOException {
    HttpRequest request = wire.readBody(head);
    String body = new String(request.body(), StandardCharsets.UTF_8);
    Map<String, String> form = new HttpRequest("", "?" + body, Map.of(), new byte[0]).query();
    HttpAnswer answer;
    try {
      answer = answer(request, form);
    } catch (Refused e) {
      answer = refused(e);
    }
    if (silent) {
      wire.waitForClientToLeave();
      return false;
    }
    pauses.hold(late);
    wire.write(answer.toBytes());
    return true;
  }

  private HttpAnswer answer(HttpRequest request, Map<String, String> form) {
    Optional<Authorization> claim = Authorization.of(request);
    String role = form.getOrDefault("RoleArn", "");
    String sessionName = form.getOrDefault("RoleSessionName", "");
    String action = form.getOrDefault("Action", "");
    String externalId = form.getOrDefault("ExternalId", "");
    String caller = claim.map(Authorization::accessKeyId).orElse("");
    calls.add(new Call(action, role, sessionName, externalId, caller));
    if (!sessionName.matches("[\\w+=,.@-]{2,64}")) {
      throw new Refused(400, "ValidationError", "RoleSessionName does not fit.");
    }
    switch (action) {
      case "AssumeRole" -> {
        checkSignature(request, claim.orElseThrow(() -> unknown()));
        checkDuration(form);
        checkTrust(role, externalId.equals(externalIds.get(role)), caller);
      }
      case "AssumeRoleWithWebIdentity" -> {
        String token = form.getOrDefault("WebIdentityToken", "");
        checkIdentity(role, token);
      }
      default -> throw new Refused(400, "InvalidAction", action + " is not scripted.");
    }
    return session(action, role, sessionName);
  }

  private void checkSignature(HttpRequest request, Authorization claim) {
    String secret = secrets.get(claim.accessKeyId());
    if (secret == null || !claim.service().equals("sts")) {
      throw unknown();
    }
    if (!Signature.of(request, claim, secret).equals(claim.signature())) {
      throw new Refused(403, "SignatureDoesNotMatch", "The signature does not fit.");
    }
  }

  private static void checkDuration(Map<String, String> form) {
    int seconds = Integer.parseInt(form.getOrDefault("DurationSeconds", "3600"));
    if (seconds < SHORTEST_SECONDS || seconds > LONGEST_SECONDS) {
      throw new Refused(400, "ValidationError", "DurationSeconds is out of range.");
    }
  }

  private static void checkTrust(String role, boolean trusted, String caller) {
    if (!trusted) {
      throw new Refused(
          403,
          "AccessDenied",
          "User: " + caller + " is not authorized to perform: sts:AssumeRole on resource: " + role);
    }
  }

  private void checkIdentity(String role, String token) {
    if (!token.equals(webIdentities.get(role))) {
      throw new Refused(
          403, "AccessDenied", "Not authorized to perform sts:AssumeRoleWithWebIdentity");
    }
  }

  private HttpAnswer session(String action, String role, String sessionName) {
    int id = number.incrementAndGet();
    String key = "ASIA" + role.replaceFirst(".*/", "") + id;
    String secret = "secretOfStsSession" + id;
    String token = "tokenOfStsSession" + id;
    sqs.credentials().accept(key, secret, token);
    sessions.add(key);
    if (sessionsMayAsk) {
      secrets.put(key, secret);
    }
    Instant end = Instant.now().plus(lifetime).truncatedTo(ChronoUnit.SECONDS);
    String credentials =
        element("AccessKeyId", key)
            + element("SecretAccessKey", secret)
            + element("SessionToken", token)
            + element("Expiration", end.toString());
    String user =
        element("AssumedRoleId", "AROA:" + sessionName)
            + element("Arn", role.replace(":role/", ":assumed-role/") + "/" + sessionName);
    String result = element("Credentials", credentials) + element("AssumedRoleUser", user);
    return xml(
        200,
        action + "Response",
        element(action + "Result", result)
            + element("ResponseMetadata", element("RequestId", "sts-" + id)));
  }

  private static HttpAnswer refused(Refused refusal) {
    return xml(
        refusal.status,
        "ErrorResponse",
        element(
                "Error",
                element("Type", "Sender")
                    + element("Code", refusal.code)
                    + element("Message", String.valueOf(refusal.getMessage())))
            + element("RequestId", "sts-refusal"));
  }

  private static Refused unknown() {
    return new Refused(
        403, "InvalidClientTokenId", "The security token included in the request is invalid.");
  }

  private static HttpAnswer xml(int status, String root, String content) {
    String opened = root + " xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"";
    return HttpAnswer.of(status, "text/xml", "<" + opened + ">" + content + "</" + root + ">");
  }

  private static String element(String name, String content) {
    return "<" + name + ">" + content + "</" + name + ">";
  }

  /** A call that gets no session. */
  private static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final int status;
    private final String code;

    Refused(int status, String code, String message) {
      super(message, null, false, false);
      this.status = status;
      this.code = code;
    }
  }
}
