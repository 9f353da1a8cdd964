package io.github.sqsconnect.benchmark;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.sqsconnect.project.Unchecked;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A {@code SendMessageBatch} request and its answer.
 *
 * <p>It has one to ten entries with different ids and with bodies, at most 1 MiB in all, and
 * nothing after the object. Anything else is an {@link IllegalArgumentException} or an {@link
 * IOException}.
 *
 * @param queueUrl the queue that receives the messages
 * @param messages the number of entries
 * @param bytes of all bodies, as SQS counts them
 */
@SuppressWarnings("ArrayRecordComponent")
record BatchRequest(String queueUrl, int messages, long bytes, byte[] answer) {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
  private static final int MOST_ENTRIES = 10;
  private static final int MOST_BYTES = 1_048_576;
  private static final Set<String> MEMBERS = Set.of("QueueUrl", "Entries");
  private static final Set<String> ENTRY_MEMBERS =
      Set.of("Id", "MessageBody", "MessageGroupId", "MessageDeduplicationId");

  static BatchRequest of(byte[] request) throws IOException {
    JsonNode json = JSON.readTree(request);
    JsonNode entries = json.path("Entries");
    require(names(json).equals(MEMBERS) && !json.get("QueueUrl").asText().isEmpty(), "members");
    require(!entries.isEmpty() && entries.size() <= MOST_ENTRIES, "number of entries");

    MessageDigest md5 = Unchecked.call(() -> MessageDigest.getInstance("MD5"));
    ObjectNode answer = JSON.createObjectNode();
    ArrayNode successful = answer.putArray("Successful");
    answer.putArray("Failed");
    Set<String> ids = new HashSet<>();
    long bytes = 0;
    for (JsonNode entry : entries) {
      String id = entry.path("Id").asText();
      byte[] body = entry.path("MessageBody").asText().getBytes(UTF_8);
      require(ENTRY_MEMBERS.containsAll(names(entry)) && body.length > 0, "members of an entry");
      require(!id.isEmpty() && ids.add(id), "id of an entry");
      bytes += body.length;
      successful
          .addObject()
          .put("Id", id)
          .put("MessageId", "5fea7756-0ea4-451a-a703-a558b933e274")
          .put("MD5OfMessageBody", HexFormat.of().formatHex(md5.digest(body)));
    }
    require(bytes <= MOST_BYTES, "size");
    return new BatchRequest(
        json.get("QueueUrl").asText(), entries.size(), bytes, JSON.writeValueAsBytes(answer));
  }

  private static Set<String> names(JsonNode object) {
    return object.properties().stream().map(Map.Entry::getKey).collect(Collectors.toSet());
  }

  private static void require(boolean met, String what) {
    if (!met) {
      throw new IllegalArgumentException("unexpected " + what);
    }
  }
}
