package io.github.sqsconnect.issues;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.fakes.RecordAssembler;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.api.Test;

/**
 * A user attribute without a value is a tag, and a changed attribute may have had no value before.
 * Both are null in JSON, and the connector removed them.
 */
class NullWithAMeaningIsDroppedTest {
  private final RecordAssembler assembling = RecordAssembler.fifo();

  private static String changeOf(String oldAndNew) {
    return "{\"events\":[{\"data\":{\"user_attribute_name\":\"vip\","
        + oldAndNew
        + "},\"event_type\":\"user_attribute_change\"}]}";
  }

  private static final String CHANGES = "event.include.user.attribute.changes";

  @Test
  void userTagIsKept() {
    assertThat(assembling.body("{\"events\":[],\"user_attributes\":{\"vip\":null,\"plan\":\"a\"}}"))
        .contains("\"user_attributes\":{\"vip\":null,\"plan\":\"a\"}");
    assertThat(assembling.body("{\"user_attributes\":{\"vip\":null}}"))
        .as("alone, in a batch recognised by its keys")
        .contains("\"user_attributes\":{\"vip\":null}");
  }

  @Test
  void nullBeforeAndAfterAChangeIsKept() {
    RecordAssembler changes = RecordAssembler.fifo(CHANGES, "true");
    assertThat(changes.body(changeOf("\"new\":\"a\",\"old\":null")))
        .contains("\"user_attribute_name\":\"vip\",\"new\":\"a\",\"old\":null,");
    assertThat(changes.body(changeOf("\"new\":null,\"old\":[null]")))
        .contains("\"new\":null,\"old\":[null],");
  }

  @Test
  void nullCustomAttributesAreKept() {
    String attributes = "\"custom_attributes\":{\"seen\":null}";
    String products = "{\"products\":[{\"id\":\"p\"," + attributes + "}]}";
    assertThat(
            assembling.body(
                "{\"events\":[{\"event_type\":\"custom_event\",\"data\":{" + attributes + "}}]}"))
        .contains(attributes);
    for (String place :
        List.of(
            "\"product_action\":" + products,
            "\"product_impressions\":[" + products + "]",
            "\"shopping_cart\":" + products,
            "\"breadcrumbs\":[{\"data\":{" + attributes + "}}]")) {
      assertThat(
              assembling.body(
                  "{\"events\":[{\"event_type\":\"commerce_event\",\"data\":{" + place + "}}]}"))
          .contains(place);
    }
  }

  @Test
  void positionOfTheEventTypeDoesNotMatter() {
    RecordAssembler changes =
        RecordAssembler.fifo(CHANGES, "true", "event.include.user.identity.changes", "true");
    String data = "\"data\":{\"old\":null,\"new\":null}";
    assertThat(changes.body("{" + data + ",\"event_type\":\"user_attribute_change\"}"))
        .contains("\"old\":null,\"new\":null");
    assertThat(
            changes.body(
                "{\"event_type\":\"x\","
                    + data
                    + ",\"event_type\":\"user\\u005fattribute_change\"}"))
        .as("the last of two types, written with an escape")
        .contains("\"old\":null,\"new\":null");
    assertThat(changes.body("{" + data + ",\"event_type\":\"custom_event\"}"))
        .doesNotContain("null");
    assertThat(changes.body("{" + data + ",\"event_type\":\"user_identity_change\"}"))
        .as("an identity before the first one is absent")
        .doesNotContain("null");
  }

  @Test
  void otherNullsAreRemoved() {
    String text =
        "{\"user_attributes\":null,\"device_info\":{\"brand\":null},\"custom_attributes\":{\"a\":null},"
            + "\"events\":[{\"event_type\":\"custom_event\",\"old\":null,\"user_attributes\":{\"a\":null},\"data\":"
            + "{\"custom_attributes\":null,\"new\":null,\"user_attributes\":{\"a\":null},\"custom_flags\":{\"a\":null},"
            + "\"location\":{\"custom_attributes\":{\"a\":null}}}}]}";
    assertThat(assembling.body(text)).doesNotContain("null");
    assertThat(assembling.body("{\"events\":[],\"user_attributes\":{\"a\":{\"b\":null}}}"))
        .as("below an attribute")
        .contains("\"user_attributes\":{\"a\":{}}");
  }

  @Test
  void nullsOfBatchesInArraysAreKept() {
    String batch = "{\"events\":[],\"user_attributes\":{\"vip\":null}}";
    assertThat(assembling.bodies(null, "[" + batch + " , " + batch + "]"))
        .hasSize(2)
        .allSatisfy(body -> assertThat(body).contains("\"user_attributes\":{\"vip\":null}"));
  }

  @Test
  void exclusionsRemoveNulls() {
    RecordAssembler without =
        RecordAssembler.fifo(
            CHANGES,
            "true",
            "event.exclude.fields",
            "user_attributes.vip,events.data.old,events.data.custom_attributes.seen");
    assertThat(
            without.body(
                "{\"user_attributes\":{\"vip\":null,\"tag\":null},\"events\":[{\"event_type\":"
                    + "\"user_attribute_change\",\"data\":{\"new\":null,\"old\":null,\"custom_attributes\":"
                    + "{\"seen\":null,\"read\":null}}}]}"))
        .contains("\"user_attributes\":{\"tag\":null}")
        .contains("\"custom_attributes\":{\"read\":null}")
        .contains("\"new\":null")
        .doesNotContain("old")
        .doesNotContain("seen")
        .doesNotContain("vip");
  }

  @Test
  void lastOfTwoMembersWithOneNameCounts() {
    assertThat(assembling.body("{\"events\":[],\"user_attributes\":{\"a\":1,\"b\":2,\"a\":null}}"))
        .contains("\"user_attributes\":{\"a\":null,\"b\":2}");
    assertThat(assembling.body("{\"events\":[],\"user_attributes\":{\"a\":null,\"b\":2,\"a\":1}}"))
        .contains("\"user_attributes\":{\"a\":1,\"b\":2}");
  }

  @Test
  void plainRecordHasNoNulls() {
    RecordAssembler mapped = RecordAssembler.fifo("event.record.user.attributes", "plan=plan");
    assertThat(
            mapped.body(
                "{\"sku\":1,\"plan\":null,\"custom_attributes\":{\"a\":null},\"new\":null}"))
        .doesNotContain("null");
  }

  @Test
  void nullsOfMapsAreKept() {
    Map<String, Object> tags = new LinkedHashMap<>();
    tags.put("vip", null);
    tags.put("plan", "a");
    Map<Object, Object> mixedKeys = new LinkedHashMap<>();
    mixedKeys.put("7", "text");
    mixedKeys.put(7, null);
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("new", null);
    data.put("old", "b");
    data.put("custom_attributes", mixedKeys);
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("data", data);
    event.put("event_type", "user_attribute_change");
    Map<String, Object> batch = new LinkedHashMap<>();
    batch.put("events", List.of(event));
    batch.put("user_attributes", tags);
    RecordAssembler changes = RecordAssembler.fifo(CHANGES, "true");
    for (Object value : List.of(batch, List.of(batch))) {
      assertThat(changes.body(value))
          .contains("\"user_attributes\":{\"vip\":null,\"plan\":\"a\"}")
          .contains("\"new\":null,\"old\":\"b\",\"custom_attributes\":{\"7\":null}");
    }
    assertThat(changes.body(event)).contains("\"new\":null,\"old\":\"b\"");
  }

  /**
   * A null field of a Struct cannot be distinguished from one that was set to null, so it is
   * treated as one.
   */
  @Test
  void nullsOfStructsAndTypedMapsAreKept() {
    Schema data =
        SchemaBuilder.struct()
            .field("new", Schema.OPTIONAL_STRING_SCHEMA)
            .field("old", SchemaBuilder.string().optional().defaultValue("default").build())
            .field("page_url", Schema.OPTIONAL_STRING_SCHEMA)
            .field(
                "custom_attributes",
                SchemaBuilder.map(Schema.STRING_SCHEMA, Schema.OPTIONAL_STRING_SCHEMA).build())
            .build();
    Schema event =
        SchemaBuilder.struct()
            .field("data", data)
            .field("event_type", Schema.STRING_SCHEMA)
            .build();
    Schema attributes =
        SchemaBuilder.struct()
            .field("vip", Schema.OPTIONAL_STRING_SCHEMA)
            .field("plan", Schema.OPTIONAL_STRING_SCHEMA)
            .build();
    Schema schema =
        SchemaBuilder.struct()
            .field("events", SchemaBuilder.array(event).build())
            .field("user_attributes", attributes)
            .build();
    Map<String, String> seen = new LinkedHashMap<>();
    seen.put("seen", null);
    Struct change =
        new Struct(event)
            .put("data", new Struct(data).put("old", null).put("custom_attributes", seen))
            .put("event_type", "user_attribute_change");
    Struct batch =
        new Struct(schema)
            .put("events", new ArrayList<>(List.of(change)))
            .put("user_attributes", new Struct(attributes).put("plan", "a"));
    RecordAssembler changes = RecordAssembler.fifo(CHANGES, "true");
    assertThat(changes.bodies(schema, batch).get(0))
        .contains("\"user_attributes\":{\"vip\":null,\"plan\":\"a\"}")
        .contains("\"data\":{\"new\":null,\"old\":null,\"custom_attributes\":{\"seen\":null},");
  }

  @Test
  void inputFormatsAreStillRecognised() {
    assertThat(assembling.body("{\"user_attributes\":null}")).contains("\"events\":[]");
    assertThat(assembling.body("{\"user_attributes\":null,\"sku\":null}"))
        .contains("\"event_name\":\"events\"");
  }
}
