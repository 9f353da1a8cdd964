package io.github.sqsconnect.integration;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.sqsconnect.endpoint.EndpointProcess;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/** The numbered records that a queue of an endpoint in another process has stored, copy by copy. */
final class StoredRecords {
  private static final Pattern MARK = Pattern.compile("\"at\":\"(\\d+)-(\\d+)\"");

  private final EndpointProcess endpoint;
  private final String queue;
  private final List<Copy> copies = new ArrayList<>();
  private final Map<Place, Integer> counts = new HashMap<>();

  StoredRecords(EndpointProcess endpoint, String queue) {
    this.endpoint = endpoint;
    this.queue = queue;
  }

  /** Partition and offset of a record. */
  record Place(int partition, int offset) {}

  /** A record as it was stored once. */
  record Copy(Place place, Instant at, long request) {}

  /** All that has been stored by now, in the order in which it was. */
  List<Copy> copies() {
    for (JsonNode message : endpoint.messagesAfter(queue, copies.size())) {
      String body = message.path("body").asText();
      Matcher mark = MARK.matcher(body);
      if (!mark.find()) {
        throw new AssertionError("stored without its number: " + body);
      }
      Place place = new Place(Integer.parseInt(mark.group(1)), Integer.parseInt(mark.group(2)));
      Instant at = Instant.parse(message.path("storedAt").asText());
      copies.add(new Copy(place, at, message.path("request").asLong()));
      counts.merge(place, 1, Integer::sum);
    }
    return copies;
  }

  /** How often each record has been stored by now. */
  Map<Place, Integer> counts() {
    copies();
    return counts;
  }

  int distinct() {
    return counts().size();
  }

  /** How many copies are more than the first one of their record. */
  int repeated() {
    return copies().size() - distinct();
  }

  void awaitDistinct(int count, Duration limit) {
    Awaitility.await(count + " different records in " + queue)
        .atMost(limit)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> distinct() >= count);
  }
}
