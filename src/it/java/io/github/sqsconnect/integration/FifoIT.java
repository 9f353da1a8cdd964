package io.github.sqsconnect.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.sqsconnect.endpoint.ScriptedQueue;
import io.github.sqsconnect.endpoint.ScriptedSqs;
import io.github.sqsconnect.endpoint.StoredMessage;
import io.github.sqsconnect.servers.ConnectorConfig;
import io.github.sqsconnect.servers.LocalServers;
import io.github.sqsconnect.servers.RunningConnector;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Order and uniqueness on a FIFO queue, while requests and entries fail. */
@ExtendWith(SharedServers.class)
final class FifoIT {
  private static final int RECORDS = 3_000;
  private static final int USERS = 40;

  @Test
  void eventsOfAUserStayInOrderAndUniqueWhileRequestsAndEntriesFail(LocalServers servers) {
    String name = "fifo";
    try (ScriptedSqs sqs = ScriptedSqs.setup().seed(17).start()) {
      ScriptedQueue queue = sqs.queue(name + ".fifo");
      sqs.always().withChance(0.03).throttle();
      sqs.always().withChance(0.03).storeThenDrop();
      sqs.always().withChance(0.05).failEntry("InternalError", false);
      try (RunningConnector connector =
          RunningConnector.create(
              servers, name, ConnectorConfig.of(name, queue.url()), queue::size)) {
        connector.send(IntStream.range(0, RECORDS).mapToObj(FifoIT::event).toArray(String[]::new));
        connector.awaitStored(RECORDS);
        connector.awaitCommitted();
      }

      Map<String, List<Integer>> byGroup = new LinkedHashMap<>();
      for (StoredMessage message : queue.messages()) {
        byGroup.computeIfAbsent(message.groupId(), group -> new ArrayList<>()).add(number(message));
      }
      assertThat(byGroup).hasSize(USERS);
      byGroup.values().forEach(numbers -> assertThat(numbers).isSorted().doesNotHaveDuplicates());
      assertThat(queue.size()).isEqualTo(RECORDS);
      assertThat(queue.duplicatesDropped()).as("lost answers").isPositive();
      TestJson.requireEventBatches(sqs);
    }
  }

  private static String event(int number) {
    return "{\"mpid\":"
        + (7_000_000_000_000_000_000L + number % USERS)
        + ",\"events\":[{\"data\":{\"event_name\":\"n\",\"custom_event_type\":\"other\","
        + "\"custom_attributes\":{\"number\":\""
        + number
        + "\"}},\"event_type\":\"custom_event\"}]}";
  }

  private static int number(StoredMessage message) {
    JsonNode body = TestJson.parse(message.body());
    return body.at("/events/0/data/custom_attributes/number").asInt();
  }
}
