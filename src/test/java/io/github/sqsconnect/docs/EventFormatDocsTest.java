package io.github.sqsconnect.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.github.sqsconnect.config.RecordSettings;
import io.github.sqsconnect.config.SqsSinkConfig;
import io.github.sqsconnect.docs.MarkdownPage.Block;
import io.github.sqsconnect.event.BodyLimits;
import io.github.sqsconnect.event.EventConverter;
import io.github.sqsconnect.event.IdGenerator;
import io.github.sqsconnect.event.Int64Members;
import io.github.sqsconnect.event.NullableMembers;
import io.github.sqsconnect.generators.Json;
import io.github.sqsconnect.generators.ReadableJson;
import io.github.sqsconnect.json.RejectedRecordException;
import io.github.sqsconnect.schema.EventBatchSchema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Runs every example of {@code docs/event-format.md} and checks its lists. {@code ./mvnw test
 * -Dtest=EventFormatDocsTest -Ddocs.write=true} writes the output of every example; check the
 * difference before you commit it.
 */
class EventFormatDocsTest {
  private static final Path FILE = Path.of("docs/event-format.md");
  private static final boolean WRITE = Boolean.getBoolean("docs.write");
  private static final int LARGEST = 1_048_576;
  private static final EventBatchSchema SCHEMA = EventBatchSchema.published();

  private final MarkdownPage page = page();

  private static MarkdownPage page() {
    return WRITE ? written() : MarkdownPage.of(FILE);
  }

  // --- examples

  @TestFactory
  Stream<DynamicTest> examplesAreCorrect() {
    return DocumentedExample.of(page).stream()
        .map(example -> dynamicTest(example.name(), () -> check(example)));
  }

  /**
   * The page shows the body with all digits and escapes and its members in order, in the layout of
   * the page.
   */
  private static void check(DocumentedExample example) {
    List<String> outcomes = example.run();
    assertThat(example.outcomes().stream().map(EventFormatDocsTest::shown).toList())
        .isEqualTo(outcomes);
    assertThat(example.outcomes().stream().map(Block::text).toList())
        .isEqualTo(outcomes.stream().map(EventFormatDocsTest::text).toList());
    for (String outcome : outcomes) {
      if (outcome.startsWith("{")) {
        assertThat(SCHEMA.violations(outcome)).isEmpty();
      }
    }
  }

  private static String shown(Block outcome) {
    return outcome.is("json message")
        ? Json.parse(outcome.text()).canonical()
        : outcome.text().replace('\n', ' ');
  }

  @Test
  void everyRecipeHasExamples() {
    List<String> sections =
        DocumentedExample.of(page).stream().map(example -> example.record().section()).toList();
    assertThat(sections)
        .contains(
            "A batch",
            "One event",
            "An array of batches",
            "Any other object",
            "Flat clickstream record",
            "Debezium change event",
            "CloudEvent",
            "Segment-like track and identify calls",
            "Segment-like page call",
            "OpenTelemetry-like log record",
            "Database row from a JDBC source",
            "Checking",
            "Splitting")
        .hasSizeGreaterThan(25);
  }

  @Test
  void exampleWithAnotherDigitIsFound() {
    DocumentedExample example = DocumentedExample.of(page).get(0);
    Block shown = example.outcomes().get(0);
    String wrong = shown.text().replace("1795521600000", "1795521600001");
    assertThat(wrong).isNotEqualTo(shown.text());
    assertThat(shown(new Block(shown.info(), wrong, shown.line(), shown.section())))
        .isNotEqualTo(example.run().get(0));
  }

  /** The record is too long for the page. */
  @Test
  void reasonForTooLargeARecordIsCorrect() {
    Json.Obj large = Json.object("text", Json.string("x".repeat(LARGEST)));
    RejectedRecordException rejected =
        catchThrowableOfType(
            RejectedRecordException.class,
            () ->
                converter(Map.of())
                    .convert(record(), null, large.canonical(), BodyLimits.of(LARGEST)));
    assertThat(rejected.reason()).isEqualTo(shown(page.block("text too-large")));
  }

  // --- lists

  @Test
  void int64MembersAreListed() {
    assertThat(page.block("text int64-members").text().split("\n"))
        .containsExactlyElementsOf(Int64Members.PATHS);
  }

  @Test
  void membersThatMayBeNullAreListed() {
    assertThat(words("null-members")).containsExactlyElementsOf(NullableMembers.PATHS);
    assertThat(words("null-members-of-changes"))
        .containsExactlyElementsOf(NullableMembers.OF_CHANGES);
  }

  @Test
  void keysHaveTheirDefaults() {
    Map<String, String> shown = new TreeMap<>();
    for (String heading : List.of("## Forwarding settings", "## Mapping of plain records")) {
      for (List<String> row : page.table(heading)) {
        List<String> keys = MarkdownPage.code(row.get(0));
        keys.forEach(key -> shown.put(key, row.get(1)));
      }
    }
    for (List<String> row : page.table("### Settings of the batch itself")) {
      shown.put(MarkdownPage.code(row.get(0)).get(0), row.get(1));
    }
    Map<String, String> defined = new TreeMap<>();
    for (ConfigKey key : SqsSinkConfig.definition().configKeys().values()) {
      if (key.name.startsWith("event.")) {
        boolean none =
            key.defaultValue == null
                || key.defaultValue.equals("")
                || key.defaultValue.equals(List.of());
        defined.put(key.name, none ? "–" : "`" + key.defaultValue + "`");
      }
    }
    assertThat(shown).isEqualTo(defined);
  }

  @Test
  void wordsOfTheFormatAreListed() {
    assertThat(words("event-types")).containsExactlyElementsOf(RecordSettings.EVENT_TYPES);
    assertThat(words("custom-event-types"))
        .containsExactlyElementsOf(RecordSettings.CUSTOM_EVENT_TYPES);
    ConfigKey identities = SqsSinkConfig.definition().configKeys().get(RecordSettings.IDENTITIES);
    assertThat(identities.validator.toString())
        .isEqualTo("name=path pairs with names of " + String.join(", ", words("identity-types")));
  }

  private List<String> words(String list) {
    return List.of(page.block("text " + list).text().split("\\s+"));
  }

  /** A batch with all members in reverse order is written in the order of the page. */
  @Test
  void orderOfMembersIsCorrect() {
    List<String> listed = words("member-order");
    List<String> backwards = new ArrayList<>(listed);
    Collections.reverse(backwards);
    Json.Obj batch = Json.object("unknown", Json.number(1));
    for (String member : backwards) {
      batch = batch.with(member, ofItsType(member));
    }
    Json.Obj written =
        (Json.Obj) Json.parse(body(batch.canonical(), Map.of("event.include.device.id", "true")));
    assertThat(written.members().stream().map(Json.Member::name).toList())
        .containsExactlyElementsOf(Stream.concat(listed.stream(), Stream.of("unknown")).toList());
  }

  /** Each key that identifies a batch does so alone, and no other key does. */
  @Test
  void keysThatIdentifyABatchAreListed() {
    List<String> identifying = words("batch-identifying");
    List<String> known = new ArrayList<>(words("member-order"));
    known.addAll(words("batch-known"));
    known.remove("events");
    for (String key : known) {
      boolean custom =
          body(Json.object(key, ofItsType(key)).canonical(), Map.of()).contains("custom_event");
      assertThat(!custom).as(key).isEqualTo(identifying.contains(key));
      Json.Obj withMpid = Json.object("mpid", Json.number(1)).with(key, ofItsType(key));
      assertThat(body(withMpid.canonical(), Map.of())).as(key).contains("\"events\":[]");
    }
    assertThat(known).containsAll(identifying);
  }

  private static Json ofItsType(String member) {
    return switch (member) {
      case "events", "deleted_user_attributes", "system_notifications", "user_identities" ->
          Json.array();
      case "device_info",
          "application_info",
          "user_attributes",
          "partner_identities",
          "integration_attributes",
          "consent_state",
          "context",
          "source_info" ->
          Json.object();
      default -> Json.string("1");
    };
  }

  private static String body(Object value, Map<String, String> settings) {
    Schema schema = value instanceof Struct struct ? struct.schema() : null;
    return converter(settings)
        .convert(record(), schema, value, BodyLimits.of(LARGEST))
        .get(0)
        .text();
  }

  private static EventConverter converter(Map<String, String> settings) {
    return new EventConverter(DocumentedExample.config(settings).event(), new IdGenerator(""));
  }

  private static SinkRecord record() {
    return new SinkRecord(
        DocumentedExample.TOPIC,
        DocumentedExample.PARTITION,
        null,
        null,
        null,
        null,
        DocumentedExample.OFFSET);
  }

  // --- ids

  /** Recomputes ids as the page describes, without the connector's code. */
  @Test
  void idsCanBeRecomputed() throws NoSuchAlgorithmException {
    String shownId =
        MarkdownPage.code(page.table("### How an id is generated").get(0).get(1)).get(0);
    assertThat(shownId).isEqualTo(IdGenerator.NAMESPACE.toString());
    UUID namespace = UUID.fromString(shownId);
    DocumentedExample first =
        DocumentedExample.of(page).stream()
            .filter(example -> example.record().section().equals("A worked example"))
            .findFirst()
            .orElseThrow();
    Json.Obj message = (Json.Obj) Json.parse(first.run().get(0));
    Json.Obj event = (Json.Obj) ((Json.Arr) message.get("events").orElseThrow()).elements().get(0);
    Json.Obj data = (Json.Obj) event.get("data").orElseThrow();
    for (List<String> row : page.table("### A worked example")) {
      String name = MarkdownPage.code(row.get(1)).get(0).replace("\\n", "\n");
      UUID id = version5(namespace, name);
      assertThat(MarkdownPage.code(row.get(2))).containsExactly(id.toString());
      for (String member : MarkdownPage.code(row.get(0))) {
        Json written = message.get(member).or(() -> data.get(member)).orElseThrow();
        assertThat(written)
            .as(member)
            .isIn(Json.string(id.toString()), Json.number(id.getMostSignificantBits()));
      }
    }
    assertThat(page.table("### A worked example").stream().map(row -> row.get(0)))
        .containsExactly("`event_id`, `source_message_id`", "`batch_id`, `message_id`");
  }

  private static UUID version5(UUID namespace, String name) throws NoSuchAlgorithmException {
    MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
    sha1.update(
        ByteBuffer.allocate(16)
            .putLong(namespace.getMostSignificantBits())
            .putLong(namespace.getLeastSignificantBits())
            .array());
    byte[] hash = sha1.digest(name.getBytes(StandardCharsets.UTF_8));
    hash[6] = (byte) (hash[6] & 0x0F | 0x50);
    hash[8] = (byte) (hash[8] & 0x3F | 0x80);
    ByteBuffer first = ByteBuffer.wrap(Arrays.copyOf(hash, 16));
    return new UUID(first.getLong(), first.getLong());
  }

  // --- Connect values

  @TestFactory
  Stream<DynamicTest> connectValuesAreWrittenAsShown() {
    List<List<String>> rows = page.table("## Connect values");
    assertThat(rows).hasSizeGreaterThan(15);
    return rows.stream()
        .map(row -> dynamicTest(row.get(0) + " " + row.get(1), () -> checkValue(row)));
  }

  private static void checkValue(List<String> row) {
    String type = MarkdownPage.code(row.get(0)).get(0);
    ConnectValueText value = ConnectValueText.of(type, MarkdownPage.code(row.get(1)).get(0));
    Schema dataSchema =
        SchemaBuilder.struct()
            .field("event_name", Schema.STRING_SCHEMA)
            .field("custom_event_type", Schema.STRING_SCHEMA)
            .field("member", value.schema())
            .build();
    Schema eventSchema =
        SchemaBuilder.struct()
            .field("event_type", Schema.STRING_SCHEMA)
            .field("data", dataSchema)
            .build();
    Struct data =
        new Struct(dataSchema)
            .put("event_name", "n")
            .put("custom_event_type", "other")
            .put("member", value.value());
    String body =
        body(new Struct(eventSchema).put("event_type", "custom_event").put("data", data), Map.of());
    String before = "{\"events\":[{\"data\":{\"event_name\":\"n\",\"custom_event_type\":\"other\",";
    List<String> written = MarkdownPage.code(row.get(2));
    assertThat(body)
        .startsWith(
            before
                + (written.isEmpty()
                    ? "\"event_id\":"
                    : "\"member\":" + written.get(0) + ",\"event_id\":"));
  }

  // --- the page itself

  @Test
  void jsonOfThePageParses() {
    assertThat(page.blocks().stream().filter(block -> block.info().startsWith("json")).toList())
        .isNotEmpty()
        .allSatisfy(
            block ->
                assertThat(block.info())
                    .isIn("json record", "json record, same settings", "json message"));
  }

  /** The page with the actual output of every example. */
  private static MarkdownPage written() {
    MarkdownPage page = MarkdownPage.of(FILE);
    int examples = DocumentedExample.of(page).size();
    for (int i = 0; i < examples; i++) {
      List<String> outcomes = DocumentedExample.of(page).get(i).run();
      for (int j = 0; j < outcomes.size(); j++) {
        DocumentedExample example = DocumentedExample.of(page).get(i);
        assertThat(example.outcomes()).as(example.name()).hasSameSizeAs(outcomes);
        page = new MarkdownPage(page.with(example.outcomes().get(j), text(outcomes.get(j))));
        try {
          Files.writeString(FILE, page.toString());
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }
    return page;
  }

  private static String text(String outcome) {
    return outcome.startsWith("{") ? ReadableJson.of(Json.parse(outcome)) : wrapped(outcome);
  }

  /** A reason in lines as wide as the page. */
  private static String wrapped(String reason) {
    return reason.replaceAll("(.{1,110})(?: |$)", "$1\n").stripTrailing();
  }
}
