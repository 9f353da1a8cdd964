package io.github.sqsconnect.endpoint;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.util.List;

/**
 * One request as the endpoint remembers it: the ids of its entries always, the entries only if the
 * endpoint was set up to keep them. Texts are empty where the request had none or was not read.
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
    @JsonIgnore List<Entry> entries,
    int messageBytes,
    List<String> faults,
    String outcome) {

  /** The outcome of a request that succeeded. */
  public static final String DONE = "200";

  static RecordedRequest of(
      ApiCall call, String requestId, boolean keepEntries, List<String> faults, String outcome) {
    HttpRequest http = call.http();
    SignatureV4 signature = SignatureV4.of(http).orElse(SignatureV4.NONE);
    return new RecordedRequest(
        call.number(),
        call.at(),
        requestId,
        call.action(),
        call.queue(),
        signature.accessKeyId(),
        signature.region(),
        http.header("x-amz-security-token").isPresent(),
        http.header("user-agent").orElse(""),
        call.entries().stream().map(Entry::id).toList(),
        keepEntries ? call.entries() : List.of(),
        call.entries().stream().mapToInt(Entry::size).sum(),
        List.copyOf(faults),
        outcome);
  }
}
