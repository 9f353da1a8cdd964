package io.github.sqsconnect.endpoint;

import java.io.IOException;
import java.net.URI;
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
 * An STS that returns sessions to the callers it knows; a scripted SQS accepts these sessions. It
 * speaks the query protocol, as STS does, and checks what the service checks.
 */
public final class ScriptedSts implements AutoCloseable {
  /** One call; texts are empty where the request had none. */
  public record StsCall(
      String action, String role, String sessionName, String externalId, String accessKeyId) {}

  private static final int MIN_SECONDS = 900;
  private static final int MAX_SECONDS = 43_200;

  private final ScriptedSqs sqs;
  private final SocketServer server = SocketServer.http(this::handle);
  private final Map<String, String> secrets = new ConcurrentHashMap<>();
  private final Map<String, String> externalIds = new ConcurrentHashMap<>();
  private final Map<String, String> webIdentities = new ConcurrentHashMap<>();
  private final List<StsCall> calls = new CopyOnWriteArrayList<>();
  private final List<String> sessions = new CopyOnWriteArrayList<>();
  private final AtomicInteger number = new AtomicInteger();
  private volatile boolean silent;
  private volatile Duration delay = Duration.ZERO;
  private volatile boolean sessionsMayCall;
  private volatile Duration lifetime = Duration.ofHours(1);

  private ScriptedSts(ScriptedSqs sqs) {
    this.sqs = sqs;
  }

  /** Starts on any free port; knows no callers yet. */
  public static ScriptedSts start(ScriptedSqs sqs) {
    return new ScriptedSts(sqs);
  }

  public URI uri() {
    return server.uri();
  }

  /** Adds a key pair that may call. */
  public ScriptedSts knows(String accessKeyId, String secret) {
    secrets.put(accessKeyId, secret);
    return this;
  }

  /** Sessions returned from now on may call, too. */
  public ScriptedSts knowsSessions() {
    sessionsMayCall = true;
    return this;
  }

  /** Adds a role for known callers that send this external id; empty for none. */
  public ScriptedSts role(String arn, String externalId) {
    externalIds.put(arn, externalId);
    return this;
  }

  /** Adds a role for callers that send this token. */
  public ScriptedSts webIdentity(String arn, String token) {
    webIdentities.put(arn, token);
    return this;
  }

  /** How long sessions last from now on, independent of the requested duration. */
  public ScriptedSts lifetime(Duration length) {
    lifetime = length;
    return this;
  }

  /** Receives calls from now on, and never responds. */
  public ScriptedSts hold() {
    silent = true;
    return this;
  }

  /** Delays responses from now on. */
  public ScriptedSts late(Duration by) {
    delay = by;
    return this;
  }

  public List<StsCall> calls() {
    return List.copyOf(calls);
  }

  /** The access key ids of the sessions, in the order in which they were returned. */
  public List<String> sessions() {
    return List.copyOf(sessions);
  }

  @Override
  public void close() {
    server.close();
  }

  private boolean handle(HttpRequest head, HttpConnection connection) throws IOException {
    HttpRequest request = connection.readBody(head);
    HttpResponse response;
    try {
      response = response(request, request.form());
    } catch (RequestError.Thrown e) {
      response = xml(e.error().status(), error(e));
    }

    if (silent) {
      connection.waitForClientToLeave();
      return false;
    }
    connection.pause(delay);
    connection.write(response.toBytes());
    return true;
  }

  private HttpResponse response(HttpRequest request, Map<String, String> form) {
    Optional<SignatureV4> signature = SignatureV4.of(request);
    String action = form.getOrDefault("Action", "");
    String role = form.getOrDefault("RoleArn", "");
    String sessionName = form.getOrDefault("RoleSessionName", "");
    String externalId = form.getOrDefault("ExternalId", "");
    String caller = signature.map(SignatureV4::accessKeyId).orElse("");
    calls.add(new StsCall(action, role, sessionName, externalId, caller));

    int seconds = Integer.parseInt(form.getOrDefault("DurationSeconds", "3600"));
    require(
        sessionName.matches("[\\w+=,.@-]{2,64}")
            && seconds >= MIN_SECONDS
            && seconds <= MAX_SECONDS,
        400,
        "ValidationError",
        "RoleSessionName or DurationSeconds is not allowed.");
    switch (action) {
      case "AssumeRole" -> {
        checkSignature(request, signature.orElse(SignatureV4.NONE));
        require(
            externalId.equals(externalIds.get(role)),
            403,
            "AccessDenied",
            "User: %s is not authorized to perform: sts:AssumeRole on resource: %s"
                .formatted(caller, role));
      }
      case "AssumeRoleWithWebIdentity" ->
          require(
              form.getOrDefault("WebIdentityToken", "").equals(webIdentities.get(role)),
              403,
              "AccessDenied",
              "Not authorized to perform sts:AssumeRoleWithWebIdentity");
      default -> require(false, 400, "InvalidAction", action + " is not scripted.");
    }
    return xml(200, session(action, role, sessionName));
  }

  private void checkSignature(HttpRequest request, SignatureV4 signature) {
    String secret = secrets.get(signature.accessKeyId());
    require(
        secret != null && signature.service().equals("sts"),
        403,
        "InvalidClientTokenId",
        "The security token included in the request is invalid.");
    require(
        signature.fits(request, secret),
        403,
        "SignatureDoesNotMatch",
        "The signature does not fit.");
  }

  private String session(String action, String role, String sessionName) {
    int id = number.incrementAndGet();
    String key = "ASIA" + role.replaceFirst(".*/", "") + id;
    String secret = "secretOfStsSession" + id;
    String token = "tokenOfStsSession" + id;
    sqs.credentials().accept(key, secret, token);
    sessions.add(key);
    if (sessionsMayCall) {
      secrets.put(key, secret);
    }
    return """
        <%1$sResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
          <%1$sResult>
            <Credentials>
              <AccessKeyId>%2$s</AccessKeyId>
              <SecretAccessKey>%3$s</SecretAccessKey>
              <SessionToken>%4$s</SessionToken>
              <Expiration>%5$s</Expiration>
            </Credentials>
            <AssumedRoleUser>
              <AssumedRoleId>AROA:%6$s</AssumedRoleId>
              <Arn>%7$s/%6$s</Arn>
            </AssumedRoleUser>
          </%1$sResult>
          <ResponseMetadata><RequestId>sts-%8$d</RequestId></ResponseMetadata>
        </%1$sResponse>
        """
        .formatted(
            action,
            key,
            secret,
            token,
            Instant.now().plus(lifetime).truncatedTo(ChronoUnit.SECONDS),
            sessionName,
            role.replace(":role/", ":assumed-role/"),
            id);
  }

  private static String error(RequestError.Thrown thrown) {
    return """
        <ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
          <Error><Type>Sender</Type><Code>%s</Code><Message>%s</Message></Error>
          <RequestId>sts-refusal</RequestId>
        </ErrorResponse>
        """
        .formatted(thrown.error().code(), thrown.getMessage());
  }

  private static HttpResponse xml(int status, String document) {
    return HttpResponse.of(status, "text/xml", document);
  }

  private static void require(boolean met, int status, String code, String message) {
    if (!met) {
      throw RequestError.of(code).withStatus(status).thrown(message);
    }
  }
}
