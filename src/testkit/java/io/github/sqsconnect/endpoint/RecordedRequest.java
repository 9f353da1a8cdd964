package io.github.sqsconnect.endpoint;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;

/**
 * What is remembered of one request: the entries only if the endpoint was set up to keep them, the
 * ids always. Texts are empty where the request had none or was not read.
 */
public record RecordedRequest(
    long number,
    Instant at,
    String requestId,
    String action,
    String queue,
    String accessKeyId,
    String region,
    boolean sessionToken,
    String userAgent,
    List<String> entryIds,
    List<Entry> entries,
    int messageBytes,
    List<String> faults,
    String outcome) {

  /** The outcome of a request that was answered as asked. */
  public static final String DONE = "200";

  static RecordedRequest unread(
      long number, Instant at, String requestId, HttpRequest head, List<String> faults) {
    Call nothing = new Call(number, at, "", "", List.of(), head);
    return of(nothing, requestId, false, faults, "unread");
  }

  static RecordedRequest of(
      Call call, String requestId, boolean keepEntries, List<String> faults, String outcome) {
    HttpRequest http = call.http();
    Authorization claim =
        Authorization.of(http).orElse(new Authorization("", "", "", "", List.of(), ""));
    return new RecordedRequest(
        call.number(),
        call.at(),
        requestId,
        call.action(),
        call.queue(),
        claim.accessKeyId(),
        claim.region(),
        http.header("x-amz-security-token").isPresent(),
        http.header("user-agent").orElse(""),
        call.entries().stream().map(Entry::id).toList(),
        keepEntries ? call.entries() : List.of(),
        call.entries().stream().mapToInt(Entry::size).sum(),
        faults,
        outcome);
  }

  ObjectNode toJson() {
    ObjectNode json = Json.object();
    json.put("number", number).put("at", at.toString()).put("requestId", requestId);
    json.put("action", action).put("queue", queue).put("outcome", outcome);
    json.put("accessKeyId", accessKeyId).put("region", region).put("sessionToken", sessionToken);
    json.put("userAgent", userAgent).put("messageBytes", messageBytes);
    json.set("entryIds", Json.MAPPER.valueToTree(entryIds));
    json.set("faults", Json.MAPPER.valueToTree(faults));
    return json;
  }
}
