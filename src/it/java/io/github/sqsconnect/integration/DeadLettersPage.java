package io.github.sqsconnect.integration;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.sqsconnect.project.ProjectFiles;
import io.github.sqsconnect.servers.ConnectorConfig;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The commands and configurations for dead letters in {@code docs/delivery.md}, for a topic. */
record DeadLettersPage(String topic, String bootstrapServers) {
  private static final Pattern BLOCK =
      Pattern.compile("^```(sh|json)\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);
  private static final Pattern DEDUPLICATION =
      Pattern.compile("`sqs\\.message\\.deduplication\\.id=(\\$\\{header\\.[^`]+)`");
  private static final Pattern GROUP =
      Pattern.compile("`sqs\\.message\\.group\\.id=(\\$\\{header\\.[^`]+)`");

  /** The dead-letter topic of the page's example. */
  String deadLetters() {
    return topic + "-rejected";
  }

  /** The first command under "Reading dead letters". */
  String reading() {
    return blocks("Reading dead letters", "sh").get(0);
  }

  /** The pipe that copies dead letters into the source topic. */
  String pipe() {
    return blocks("Sending dead letters again", "sh").get(0);
  }

  /** The second connector, with the queue of a test and for a single broker. */
  Map<String, String> secondConnector(String queueUrl) {
    JsonNode file = TestJson.parse(blocks("Sending dead letters again", "json").get(0));
    Map<String, String> config = ConnectorConfig.of(topic, queueUrl);
    file.path("config")
        .properties()
        .forEach(member -> config.put(member.getKey(), member.getValue().asText()));
    config.put("sqs.queue.url", queueUrl);
    config.put("errors.deadletterqueue.topic.replication.factor", "1");
    return config;
  }

  /** The deduplication id of the second connector on a FIFO queue. */
  String deduplicationId() {
    return only(DEDUPLICATION);
  }

  /** The message group of the second connector for records without user and key. */
  String groupId() {
    return only(GROUP);
  }

  private String only(Pattern setting) {
    List<MatchResult> found = setting.matcher(text()).results().toList();
    if (found.size() != 1) {
      throw new AssertionError(found.size() + " settings like " + setting + ", not one");
    }
    return found.get(0).group(1);
  }

  private List<String> blocks(String section, String kind) {
    String text = text();
    int begin = text.indexOf("### " + section + "\n");
    int end = text.indexOf("\n#", begin + 1);
    return BLOCK
        .matcher(text.substring(begin, end))
        .results()
        .filter(block -> block.group(1).equals(kind))
        .map(block -> block.group(2))
        .toList();
  }

  /** The page with the names of this test. */
  private String text() {
    return ProjectFiles.read(ProjectFiles.root().resolve("docs/delivery.md"))
        .replace("customer-events", topic)
        .replace("localhost:9092", bootstrapServers);
  }
}
